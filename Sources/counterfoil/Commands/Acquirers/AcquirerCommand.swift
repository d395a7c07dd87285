// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import ArgumentParser
import Charges
import ISO8583
import Links
import Synchronization
import Tender

struct AcquirerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acquirer", abstract: "The line to an acquirer's host.", subcommands: [AcquirerTryCommand.self])
}

/// Says whether a terminal gets through to its acquirer. Moves no money.
struct AcquirerTryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Signs a terminal in, asks for a sign of life, and signs off. Moves no money.",
        discussion: """
            Settings of the acquirer, as --set NAME=VALUE:
            \(AcquirerProfile.settings.map { "  \($0.name): \($0.meaning.english)" }.joined(separator: "\n"))
            """)

    @Argument(help: "HOST:PORT of the acquirer.") var address: String
    @Option(help: "unionpay, iso87-ascii or iso87-bcd.") var dialect = "unionpay"
    @Option(help: "Terminal number.") var terminal: String
    @Option(help: "Merchant number.") var merchant: String
    @Option(help: "Batch that is open.") var batch = "000001"
    @Option(help: "First trace number to use.") var trace = 1
    @Option(help: "File with master keys: NAME, hex digits, check value; only its owner may read it.") var keys: String?
    @Option(help: "Name of the terminal's master key in that file.") var masterKey = "TMK"
    @Option(help: "A setting, NAME=VALUE; repeat for more.") var set: [String] = []

    func run() async throws {
        guard let place = ListenAddress(address) else { throw ValidationError("HOST:PORT is needed") }
        guard let terminal = TerminalID(terminal), let merchant = MerchantID(merchant), let batch = BatchNumber(batch)
        else { throw ValidationError("--terminal, --merchant and --batch must not be empty") }
        let next = Mutex(trace)
        let link = AcquirerLink(
            try profile(), place,
            terminals: [AcquirerTerminal(terminal, merchant: merchant, masterKey: masterKey)], keys: try keyStore(),
            nextTrace: { _ in
                let number = next.withLock { number in
                    defer { number += 1 }
                    return number
                }
                return VoucherNumber("\(number)")
            },
            now: { SystemClock().now() }, late: { _ in })
        guard await link.isReachable() else {
            Terminal.write("\(address): no connection")
            throw ExitReason.unreachable
        }
        var problem: Bilingual?
        if link.profile.signsIn, case .failed(let words) = await link.signIn(terminal, batch: batch) {
            problem = words
        }
        if problem == nil { problem = await link.echo(terminal, batch: batch) }
        if problem == nil, link.profile.signsIn { problem = await link.signOff(terminal, batch: batch) }
        await link.stop()
        if let problem {
            Terminal.write(Tongue.ofLocale.choose(problem))
            throw ExitReason.unreachable
        }
        Terminal.write("\(address): terminal \(terminal) gets through")
    }

    private func profile() throws -> AcquirerProfile {
        guard let dialect = Dialect(named: dialect) else {
            throw ValidationError("--dialect: there is no ‘\(self.dialect)’")
        }
        var profile = dialect == .unionPay ? AcquirerProfile.unionPay : .standard
        profile.dialect = dialect
        for text in set {
            let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard sides.count == 2 else { throw ValidationError("--set: NAME=VALUE") }
            do throws(AcquirerSettingError) {
                try profile.set(sides[0], to: sides[1])
            } catch {
                throw ValidationError("--set: \(error.words.english)")
            }
        }
        return profile
    }

    private func keyStore() throws -> any KeyStore {
        do throws(MasterKeyFile.Problem) {
            guard let keys else { return try MasterKeyFile.store(text: "") }
            return try MasterKeyFile.store(path: keys)
        } catch {
            throw ValidationError(error.description)
        }
    }
}
