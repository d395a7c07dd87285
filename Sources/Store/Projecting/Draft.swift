// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// A transaction that the group in hand touches, until it is judged and written.
final class Draft {
    let id: Int64
    /// What is known of it, for joining.
    private(set) var facts: Facts
    private(set) var sources: SourceSet
    /// The row as it is stored; nil for a transaction that this group brought.
    private(set) var stored: TransactionRow?
    /// Its observations that came since it lies on the bench.
    private(set) var added: [TransactionDetail.Entry] = []
    /// All its observations; nil until the older ones were read.
    private(set) var entries: [TransactionDetail.Entry]?
    /// Stored transactions that share order number or reference and are not the same; nil when nobody looked for
    /// all of them, or when more numbers came to be known since.
    private(set) var neighbours: [TransactionRow]?
    /// What bears on it, once it was looked for.
    var relatives: [Relative]?
    /// Whether it took over another, with the cases that the other had.
    private(set) var hasAbsorbed = false
    /// Whether the group brought it: nothing of it is in the tables yet.
    let isNew: Bool
    /// When the last of them was recorded; the time of findings that are new.
    private(set) var touchedAt: Instant

    /// A transaction that begins with its first observation.
    init(id: Int64, facts: Facts, at: Instant, neighbours: [TransactionRow]) {
        self.neighbours = neighbours
        self.id = id
        self.facts = facts
        sources = SourceSet()
        stored = nil
        entries = []
        isNew = true
        touchedAt = at
    }

    /// A transaction that was there before.
    init(_ row: TransactionRow, at: Instant) {
        id = row.id
        facts = row.facts
        sources = row.sources
        stored = row
        entries = nil
        isNew = false
        touchedAt = at
    }

    /// Takes what a search by these facts' numbers brought, if it looked for all the numbers that are known.
    func meet(_ neighbours: [TransactionRow], of searched: Facts) {
        guard facts.order == nil || facts.order == searched.order,
            facts.reference == nil || facts.reference == searched.reference
        else { return }
        self.neighbours = neighbours.filter { $0.id != id }
    }

    func add(_ entry: TransactionDetail.Entry, facts more: Facts) {
        let numbers = (facts.order, facts.reference)
        facts.fill(from: more)
        if numbers != (facts.order, facts.reference) { neighbours = nil }
        sources.insert(entry.observation.source)
        if entries == nil { added.append(entry) } else { entries?.append(entry) }
        touchedAt = max(touchedAt, entry.observation.recordedAt)
    }

    /// All its observations in the order of the journal: the older ones from the table, once.
    func readEntries(_ statements: Statements, known: Known) throws -> [TransactionDetail.Entry] {
        if let entries { return entries }
        let first = added.first?.journalNumber ?? .max
        let all = try statements.entries(of: id, before: first, known: known) + added
        entries = all
        added = []
        return all
    }

    /// Takes over another that turned out to be the same; its observations are read anew when it is judged.
    func absorb(_ other: Draft) {
        neighbours = nil
        hasAbsorbed = true
        facts.fill(from: other.facts)
        sources = SourceSet(bits: sources.bits | other.sources.bits)
        entries = nil
        added = []
        touchedAt = max(touchedAt, other.touchedAt)
    }

    /// Takes what was judged and written.
    func settle(as row: TransactionRow) {
        stored = row
        facts = row.facts
        sources = row.sources
    }
}
