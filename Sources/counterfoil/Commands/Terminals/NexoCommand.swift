// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import JSON
import Links
import Nexo

/// Messages between till and terminal.
struct NexoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nexo", abstract: "Messages between till and terminal (nexo Sale-to-POI, JSON).",
        subcommands: [
            NexoDecodeCommand.self, NexoStatusCommand.self, NexoPayCommand.self, NexoRefundCommand.self,
            NexoPrintCommand.self, NexoAbortCommand.self,
        ])
}

struct NexoDecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode", abstract: "Check a message, decrypt and verify it where it is encrypted, and print it.",
        discussion: """
            Standard output holds the message as JSON and nothing else. Full card numbers are masked, and tracks, PINs \
            and verification codes are left out, unless --unmask. A message without its wrapper and a body alone are \
            read too. Exit codes: 0 in order, 3 no nexo message (member and byte are named), 4 encrypted and not \
            verified.
            """)

    @Argument(help: "File with one message; - reads standard input.") var file: String
    @Option(help: "File whose first line is the passphrase that the terminal was given.") var passphraseFile: String?
    @Option(name: .customLong("key-id"), help: "Key identifier the passphrase belongs to; default: the message's.")
    var keyID: String?
    @Option(help: "Key version the passphrase belongs to; default: the message's.") var keyVersion: Int64?
    @Option(name: .customLong("as"), help: "Name of the body where the file holds a body alone: AbortRequest, …")
    var bodyName: String?
    @Flag(help: "Print card data as it stands in the message.") var unmask = false
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale

    func validate() throws {
        guard passphraseFile != nil || keyID == nil && keyVersion == nil else {
            throw ValidationError("--key-id and --key-version name a passphrase's key; give --passphrase-file too")
        }
    }

    func run() throws {
        let bytes = try StreamFile.read(file)
        let document: NexoDocument
        do throws(NexoError) {
            document = try NexoDocument(bytes, named: bodyName)
        } catch {
            throw refuse(NexoFailure.text(of: error, in: bytes), ExitReason.badInput)
        }
        guard case .envelope(.secured(let secured)) = document else {
            if passphraseFile != nil { throw refuse(NexoFailure.plain, ExitReason.notVerified) }
            return show(document.node)
        }
        show(try opened(secured).node)
    }

    private func opened(_ secured: SecuredMessage) throws -> SaleToPOIMessage {
        let wanted = secured.trailer.key
        guard let passphraseFile else { throw refuse(NexoFailure.encrypted(with: wanted), ExitReason.notVerified) }
        let text = try TextFile.read(passphraseFile)
        let line = text.prefix { !$0.isNewline }
        let name = MessageKey.Name(
            identifier: keyID ?? wanted.identifier, version: keyVersion ?? wanted.version)
        do {
            let key = try MessageKey(passphrase: String(line), name: name, crypto: NexoCrypto())
            return try secured.opened(with: MessageKeyRing([key]), crypto: NexoCrypto()).message
        } catch let error as MessageKey.DerivationError {
            throw refuse(NexoFailure.text(of: error, file: passphraseFile), ExitReason.badInput)
        } catch let error as SecurityError {
            throw refuse(NexoFailure.text(of: error), ExitReason.notVerified)
        }
    }

    private func show(_ node: JSONNode) {
        Terminal.write(JSONWriter.text(of: unmask ? node : CardDataMask.masking(node), .indented))
    }

    private func refuse(_ text: Bilingual, _ code: ExitCode) -> ExitCode {
        Terminal.note("counterfoil: \(file): \(language.choose(text))")
        return code
    }
}
