// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Console
import Store
import Tender

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One transaction: what each source says, the verdict and the reason.")

    @OptionGroup var options: DataOptions
    @Argument(help: "Transaction number, for example T0000001234.") var id: String

    func run() async throws {
        let shop = try await options.openForReading()
        let detail = try await shop.transaction(id, in: .all)
        if options.json { return Terminal.write(try await ApiText.transaction(detail, of: shop)) }
        let tongue = options.language
        Terminal.write(Terminal.paint(tongue.choose(detail.verdict.explanation), .bold))
        writeFindings(detail.verdict.findings, tongue)
        writeSources(detail.entries, tongue)
        if !detail.verdict.findings.isEmpty { throw ExitReason.findings }
    }

    private func writeFindings(_ findings: [Finding], _ tongue: Tongue) {
        for finding in findings {
            Terminal.write("")
            Terminal.write(Terminal.paint(finding.code.text, .red) + "  " + tongue.choose(finding.explanation))
            Terminal.write("       → " + tongue.choose(finding.nextAction))
        }
    }

    /// One column per source, one line per field, as the page shows it.
    private func writeSources(_ entries: [TransactionDetail.Entry], _ tongue: Tongue) {
        let shown = entries.sorted { $0.observation.source > $1.observation.source }
        var table = TextTable(
            [.init("")] + shown.map { .init($0.observation.source.name) })
        let fields: [(String, String, (Facts) -> String?)] = [
            ("状态", "status", { $0.status?.rawValue }), ("金额", "amount", { $0.amount?.grouped }),
            ("时间", "time", { $0.occurredAt?.description }), ("终端号", "terminal", { $0.terminal?.text }),
            ("参考号", "reference", { $0.reference?.text }), ("凭证号", "voucher", { $0.voucher?.text }),
            ("授权码", "auth code", { $0.authorisation?.text }), ("卡号", "card", { $0.card?.description }),
            ("手续费", "fee", { $0.fee?.grouped }), ("清算日", "settled", { $0.settledOn?.description }),
            ("出票", "printed", { $0.printed.map { $0 ? "1" : "0" } }),
        ]
        for (chinese, english, value) in fields {
            let cells = shown.map { value($0.observation.facts) ?? "" }
            if cells.contains(where: { !$0.isEmpty }) { table.add([tongue.choose(zh: chinese, en: english)] + cells) }
        }
        table.add([tongue.choose(zh: "出处", en: "origin")] + shown.map(\.observation.origin.reference))
        table.add([tongue.choose(zh: "存根号", en: "journal")] + shown.map { "#\($0.journalNumber)" })
        Terminal.write("")
        for line in table.lines(columns: Terminal.columns) { Terminal.write(line) }
    }
}
