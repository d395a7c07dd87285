// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// What each source says of one transaction, a column each, the most believed first.
struct SourceTable: Sendable {
    struct Column: Sendable {
        let name: String
        let origin: String
    }

    struct Cell: Sendable, Equatable {
        /// `believed`, `differs`, `same` or `none`.
        let kind: String
        let text: String
        let icon: String?
        /// What the colour says, for those who do not see it.
        let note: String?
        /// Name of the column, for narrow screens.
        let source: String
    }

    struct Row: Sendable {
        let name: String
        /// `disagree` when a source says something else than is believed, else `agree`.
        let kind: String
        let cells: [Cell]
    }

    static let columnCountMax = 6

    let columns: [Column]
    let rows: [Row]
    /// How many observations did not fit; nil when all are shown.
    let more: String?

    init(_ entries: [TransactionDetail.Entry], believed: Facts, _ words: Words) {
        let ranked = entries.enumerated().sorted {
            ($1.element.observation.source, $0.offset) < ($0.element.observation.source, $1.offset)
        }
        let shown = ranked.prefix(Self.columnCountMax).map(\.element)
        let names = Self.names(shown, words)
        columns = zip(shown, names).map { entry, name in
            Column(name: name, origin: entry.observation.origin.reference)
        }
        let rows = ComparedField.all.compactMap { field in
            Self.row(field, shown, names: names, believed: believed, words)
        }
        // What is disputed comes first; nobody reads fifteen equal rows to find it.
        self.rows = rows.filter { $0.kind == "disagree" } + rows.filter { $0.kind == "agree" }
        let left = entries.count - shown.count
        more = left > 0 ? words.text("detail.moreSources", ["count": String(left)]) : nil
    }

    /// Names of the columns; the second and later of one source are numbered.
    private static func names(_ entries: [TransactionDetail.Entry], _ words: Words) -> [String] {
        var seen: [Source: Int] = [:]
        return entries.map { entry in
            let source = entry.observation.source
            seen[source, default: 0] += 1
            let count = seen[source, default: 1]
            return count == 1 ? words.source(source) : "\(words.source(source)) \(count)"
        }
    }

    private static func row(
        _ field: ComparedField, _ entries: [TransactionDetail.Entry], names: [String], believed: Facts,
        _ words: Words
    ) -> Row? {
        let truth = field.read(believed, words)
        let values = entries.map { field.read($0.observation.facts, words) }
        guard values.contains(where: { $0 != nil }) else { return nil }
        let agreeing = entries.map { field.agrees($0.observation.facts, believed, words) }
        // The first column that says what is believed is the one it is believed from.
        let basis = zip(values, agreeing).enumerated().first { $1.0 != nil && $1.1 }?.offset
        let cells = values.indices.map { index in
            cell(
                values[index], isBasis: index == basis && truth != nil,
                agrees: truth == nil || agreeing[index], source: names[index], words)
        }
        let isDisputed = cells.contains { $0.kind == "differs" }
        return Row(name: words["field.\(field.key)"], kind: isDisputed ? "disagree" : "agree", cells: cells)
    }

    private static func cell(_ value: String?, isBasis: Bool, agrees: Bool, source: String, _ words: Words) -> Cell {
        guard let value else {
            return Cell(kind: "none", text: "–", icon: nil, note: nil, source: source)
        }
        if isBasis {
            return Cell(kind: "believed", text: value, icon: "ok", note: words["detail.believedNote"], source: source)
        }
        if agrees { return Cell(kind: "same", text: value, icon: nil, note: nil, source: source) }
        return Cell(kind: "differs", text: value, icon: "bad", note: words["detail.differsNote"], source: source)
    }
}

/// A field that sources can agree or disagree on.
struct ComparedField: Sendable {
    let key: String
    let read: @Sendable (Facts, Words) -> String?
    /// Whether two sources say the same; by default when a page shows the same text.
    var same: (@Sendable (Facts, Facts) -> Bool)?

    func agrees(_ said: Facts, _ believed: Facts, _ words: Words) -> Bool {
        if let same { return same(said, believed) }
        return read(said, words) == read(believed, words)
    }

    static let all: [ComparedField] = [
        ComparedField(key: "status") { facts, words in facts.status.map(words.status) },
        ComparedField(key: "amount") { facts, words in facts.amount.map(words.amount) },
        ComparedField(key: "type") { facts, words in words.type(facts.type) },
        ComparedField(key: "time", read: { facts, _ in facts.occurredAt?.description }, same: sameTime),
        ComparedField(key: "channel") { facts, words in facts.channel.map(words.product) },
        ComparedField(key: "product") { facts, words in facts.product.map(words.product) },
        ComparedField(key: "card", read: { facts, words in facts.card.map(words.card) }, same: sameCard),
        ComparedField(key: "terminal") { facts, _ in facts.terminal?.text },
        ComparedField(key: "merchant") { facts, _ in facts.merchant?.text },
        ComparedField(key: "batch") { facts, _ in facts.batch?.text },
        ComparedField(key: "voucher") { facts, _ in facts.voucher?.text },
        ComparedField(key: "reference") { facts, _ in facts.reference?.text },
        ComparedField(key: "authorisation") { facts, _ in facts.authorisation?.text },
        ComparedField(key: "order") { facts, _ in facts.order?.text },
        ComparedField(key: "channelOrder") { facts, _ in facts.channelOrder?.text },
        ComparedField(key: "original") { facts, _ in facts.original },
        ComparedField(key: "fee") { facts, words in facts.fee.map(words.amount) },
        ComparedField(key: "net") { facts, words in facts.net.map(words.amount) },
        ComparedField(key: "settledOn") { facts, _ in facts.settledOn?.description },
        ComparedField(key: "printed") { facts, words in
            facts.printed.map { words[$0 ? "common.yes" : "common.no"] }
        },
        ComparedField(key: "operator") { facts, _ in facts.operatorName },
        ComparedField(key: "remark", read: { facts, _ in facts.remark }, same: { _, _ in true }),
    ]

    /// Clocks of two machines are never quite the same: ten minutes apart is still the same time.
    @Sendable private static func sameTime(_ left: Facts, _ right: Facts) -> Bool {
        guard let left = left.occurredAt, let right = right.occurredAt else {
            return left.occurredAt == right.occurredAt
        }
        let (gap, overflow) = left.secondsSinceEpoch.subtractingReportingOverflow(right.secondsSinceEpoch)
        return !overflow && gap.magnitude <= 600
    }

    /// One source masks more of a card than another.
    @Sendable private static func sameCard(_ left: Facts, _ right: Facts) -> Bool {
        guard let left = left.card, let right = right.card else { return left.card == right.card }
        return left.last4 == right.last4 && (left.bin.isEmpty || right.bin.isEmpty || left.bin == right.bin)
    }
}
