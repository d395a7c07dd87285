// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Console
import Evidence
import Foundation
import Journal
import Store

struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Packs that prove a case to an outsider, and checking them.",
        subcommands: [EvidencePackCommand.self, EvidenceVerifyCommand.self])
}

struct EvidencePackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Make a pack about a case or a transaction, and enter it in the register.")

    @OptionGroup var options: DataOptions
    @Argument(help: "Case (K0000001234-RC) or transaction (T0000001234).") var subject: String
    @Option(help: "File to write; an existing one is kept.") var out: String
    @Option(
        name: .customLong("for"), help: "Whom it is for: customer, acquirer, supplier, regulator or lawyer.",
        transform: { name in
            guard let variant = PackVariant(rawValue: name) else {
                throw ValidationError("--for: customer, acquirer, supplier, regulator or lawyer")
            }
            return variant
        })
    var variant = PackVariant.lawyer
    @Option(help: "Why it is made; stands in the pack and the register.") var reason = "command line"
    @Option(help: "Who gets it; stands in the register.") var recipient = ""

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: out) else {
            Terminal.note("counterfoil: \(out) is there already; nothing was written")
            throw ExitReason.badInput
        }
        let shop = try await options.openForReading()
        let desk = PackDesk(shop: shop, program: "counterfoil \(ProductVersion.text)")
        let purpose = PackDesk.Purpose(variant: variant, reason: reason, by: Actor.commandLine.name)
        let pack = try await desk.pack(about: subject, for: purpose, in: .all)
        let handOver = HandOver(
            subject: subject, variant: variant.rawValue, recipient: recipient, reason: reason, sha256: pack.sha256,
            byteCount: Int64(pack.bytes.count))
        let entered = await enter(handOver, in: shop)
        do {
            try Data(pack.bytes).write(to: URL(filePath: out), options: [.withoutOverwriting])
        } catch {
            Terminal.note("counterfoil: \(out): \(error.localizedDescription)")
            throw ExitReason.unreachable
        }
        await shop.close()
        if options.json {
            return Terminal.write(
                try JSONText.of([
                    "file": out, "sha256": pack.sha256, "parts": String(pack.manifest.parts.count),
                    "bytes": String(pack.bytes.count), "registered": entered ? "1" : "0",
                ]))
        }
        let tongue = options.language
        Terminal.write(
            tongue.choose(
                zh: "\(out)：\(pack.manifest.parts.count) 个文件，\(pack.bytes.count) 字节",
                en: "\(out): \(pack.manifest.parts.count) parts, \(pack.bytes.count) bytes"))
        Terminal.write("sha256 \(pack.sha256)")
        guard entered else {
            Terminal.note(
                tongue.choose(
                    zh: "另一进程正在使用该目录，移交未登记；请在控制台“证据包”中制作以便登记",
                    en:
                        "another process holds the folder, so the hand-over is not registered; make packs on the console"
                ))
            return
        }
    }

    /// Whether the register could be written: beside a running server it cannot.
    private func enter(_ handOver: HandOver, in shop: Shop) async -> Bool {
        (try? await shop.handOver(handOver, by: .commandLine)) != nil
    }
}

struct EvidenceVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a pack: every byte, the signatures, the proofs. Exit code 0 or 4.")

    @Argument(help: "The pack.") var file: String
    @Option(help: "Public key that must have signed, as the shop publishes it.") var key: String?
    @Flag(help: "Machine-readable output.") var json = false
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale

    func run() async throws {
        guard let data = FileManager.default.contents(atPath: file) else {
            Terminal.note("counterfoil: \(file): cannot be read")
            throw ExitReason.unreachable
        }
        let verifier = PackVerifier(digesting: SystemDigesting(), checking: SystemSignatures(), key: key)
        let report = verifier.verify([UInt8](data))
        if json {
            Terminal.write(
                JSONValue.object([
                    JSONValue.Member(name: "verified", value: .boolean(report.isVerified)),
                    JSONValue.Member(name: "subject", value: report.manifest.map { .text($0.head.subject) } ?? .null),
                    JSONValue.Member(name: "key", value: report.key.map { .text($0) } ?? .null),
                    JSONValue.Member(name: "records", value: .number(Int64(report.proved))),
                    JSONValue.Member(
                        name: "problems",
                        value: .array(report.problems.map { .text("\($0.part): \($0.words.english)") })),
                ]).text)
        } else {
            write(report)
        }
        if !report.isVerified { throw ExitReason.notVerified }
    }

    private func write(_ report: PackReport) {
        if let head = report.manifest?.head {
            Terminal.write("\(head.subject)  \(head.variant.rawValue)  \(head.madeAt)  \(head.program)")
        }
        if let key = report.key { Terminal.write("key     \(key)") }
        if let checkpoint = report.checkpoint {
            Terminal.write("journal \(checkpoint.size) records, \(report.proved) proved")
        }
        for problem in report.problems {
            Terminal.write(Terminal.paint(problem.part, .red) + "  " + language.choose(problem.words))
        }
        let count = report.manifest?.parts.count ?? 0
        Terminal.write(
            report.isVerified
                ? language.choose(zh: "已核实：\(count) 个文件，逐字节一致", en: "verified: \(count) parts, byte for byte")
                : language.choose(zh: "未通过核实", en: "NOT verified"))
    }
}
