// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// What an auditor looks at: records found, some of them side by side, and the log of who looked and took out.
struct AuditPage: Sendable {
    let title: String
    let number: String
    let from: String
    let to: String
    let sample: String
    let compare: String
    let hasFound: Bool
    let found: [PaperPage.Row]
    let compared: [PaperPart]
    let log: [PaperPage.Row]
    let hasLog: Bool

    /// Records of one search; more are found by narrowing the days.
    static let most = 500

    static func make(_ call: Call, _ query: Query) async throws -> AuditPage {
        let (number, from, to) = (query["number"] ?? "", query["from"] ?? "", query["to"] ?? "")
        let sample = min(100, max(0, query["sample"].flatMap { Int($0) } ?? 0))
        var rows: [TransactionSummary] = []
        if !number.isEmpty {
            rows = try await call.shop.summaries(
                of: number.split(whereSeparator: { " ,，".contains($0) }).map { String($0) }, in: call.stores)
        } else if let from = CivilDate(text: from), let to = CivilDate(text: to) {
            var filter = TransactionFilter()
            filter.from = from
            filter.to = to
            rows = try await call.shop.transactions(filter, in: call.stores, cursor: nil, limit: most).elements
            if sample > 0 { rows = Self.sampled(rows, count: sample) }
        }
        let compare = (query["compare"] ?? "").split(whereSeparator: { " ,，".contains($0) }).prefix(3).map {
            String($0)
        }
        let log = try await call.shop.register(limit: 100)
        return AuditPage(
            (number, from, to), sample, compare.joined(separator: " "), rows, try await Self.compared(compare, call),
            log,
            zone: try await call.site.zone(), words: call.words)
    }

    private init(
        _ asked: (String, String, String), _ sample: Int, _ compare: String, _ rows: [TransactionSummary],
        _ compared: [PaperPart], _ log: [RegisterLine], zone: Zone, words: Words
    ) {
        title = words["audit.title"]
        (number, from, to) = asked
        self.sample = sample > 0 ? String(sample) : ""
        self.compare = compare
        self.compared = compared
        found = rows.map { row in
            PaperPage.Row(
                name: row.id,
                cells: [
                    row.believed.occurredAt?.description ?? "–", row.believed.amount.map(words.amount) ?? "–",
                    row.money.name, row.codes.map(\.text).joined(separator: " "),
                ])
        }
        hasFound = !found.isEmpty
        self.log = log.map { line in
            let cells = Self.cells(line, zone: zone)
            return PaperPage.Row(name: cells[0], cells: Array(cells.dropFirst()))
        }
        hasLog = !self.log.isEmpty
    }

    /// Evenly spread over what was found: the same question gives the same sample.
    static func sampled(_ rows: [TransactionSummary], count: Int) -> [TransactionSummary] {
        guard count > 0, rows.count > count else { return rows }
        return (0..<count).map { rows[$0 * rows.count / count] }
    }

    /// Two or three records side by side, field by field; those that differ come first.
    private static func compared(_ numbers: [String], _ call: Call) async throws -> [PaperPart] {
        guard numbers.count >= 2 else { return [] }
        let rows = try await call.shop.summaries(of: numbers, in: call.stores)
        guard rows.count >= 2 else { return [] }
        let words = call.words
        let lines = ComparedField.all.compactMap { field -> (isSame: Bool, row: PaperPage.Row)? in
            let values = rows.map { field.read($0.believed, words) ?? "–" }
            guard values.contains(where: { $0 != "–" }) else { return nil }
            let isSame = Set(values).count == 1
            return (isSame, PaperPage.Row(name: (isSame ? "" : "≠ ") + words["field.\(field.key)"], cells: values))
        }
        var part = PaperPage.Part(heading: words["audit.compared"])
        part.head = [words["reports.figure"]] + rows.map(\.id)
        part.rows = lines.filter { !$0.isSame }.map(\.row) + lines.filter(\.isSame).map(\.row)
        return [PaperPart(part)]
    }

    /// A line of the log: record, time, who, act, subject, reason, detail.
    static func cells(_ line: RegisterLine, zone: Zone) -> [String] {
        let rest =
            switch line.content {
            case .handedOver(let handOver):
                [
                    "handedOver", handOver.subject, handOver.reason,
                    "\(handOver.variant) \(handOver.recipient) \(handOver.sha256)",
                ]
            case .audit(let note): [note.act.rawValue, note.subject, note.reason, note.detail]
            }
        return [String(line.id), zone.rfc3339(line.at), line.by] + rest
    }
}
