// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Tender

/// The rows of settlement days whose deposits do not fit, asked of the engine.
///
///     days.csv      day or empty │ merchant
///     rows.csv      file │ byte │ line │ day or empty │ merchant │ net │ terminal │ batch │ payout
///                   end
final class EngineSettledRows: SettledRowSource {
    typealias Question = (_ days: [UInt8]) -> String?

    let hasIdentifiers: Bool
    /// The engine was asked and has not answered.
    private(set) var hasFailed = false
    private let labels = TextPool(limit: 1 << 24)
    private let files: [EngineFile]
    private let plan: ReadingPlan
    private let ask: Question

    init(_ job: EngineJob, _ answer: EngineAnswer, _ plan: ReadingPlan, _ ask: @escaping Question) {
        files = job.files
        self.plan = plan
        self.ask = ask
        hasIdentifiers = job.files.indices.contains { number in
            guard job.files[number].side == .acquirer else { return false }
            let names = job.tables[number]?.header.names ?? answer.columns[number] ?? []
            return names.contains("payout") || names.contains("batch")
        }
    }

    var labelTexts: [[UInt8]] { labels.texts() }

    var reference: @Sendable (SettledRow) -> String {
        { [files] row in files[row.table].reference(line: row.line, byte: row.offset) }
    }

    func rows(of wanted: Set<DayKey>) -> [SettledRow] {
        guard !wanted.isEmpty else { return [] }
        guard let path = ask(question(wanted)), let source = ByteSource(path: path) else {
            hasFailed = true
            return []
        }
        var rows = EngineRows(source)
        var found: [SettledRow] = []
        while let all = rows.next() {
            if all == ["end"] { return found }
            guard let row = row(EngineCells(all)) else { break }
            found.append(row)
        }
        hasFailed = true
        return []
    }

    private func question(_ wanted: Set<DayKey>) -> [UInt8] {
        let merchants = plan.merchants.texts()
        var text: [UInt8] = []
        for key in wanted.sorted(by: { ($0.day, $0.merchant) < ($1.day, $1.merchant) }) {
            guard merchants.indices.contains(Int(key.merchant)) else { continue }
            text += Array("\"\(key.day == DayKey.noDay ? "" : String(key.day))\",\"".utf8)
            for byte in merchants[Int(key.merchant)] { text += byte == 34 ? [34, 34] : [byte] }
            text += [34, 10]
        }
        return text
    }

    private func row(_ cells: EngineCells) -> SettledRow? {
        guard let file = cells.file(0, of: files), let byte = cells.number(1), let line = cells.count(2),
            let net = cells.number(5), let merchant = plan.merchants.number(of: Array(cells.text(4).utf8)),
            let terminal = labels.number(of: Array(cells.text(6).utf8)),
            let batch = labels.number(of: Array(cells.text(7).utf8)),
            let payout = labels.number(of: Array(cells.text(8).utf8))
        else { return nil }
        return SettledRow(
            table: file, offset: byte, line: line, day: Int32(cells.text(3)) ?? DayKey.noDay, merchant: merchant,
            net: net, terminal: terminal, batch: batch, payout: payout)
    }
}
