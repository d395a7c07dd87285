// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Synchronization
public import Tender

extension Shop {
    /// Most days of one look at the numbers.
    public static let gapDaysMost = 92
    /// Days whose gaps get cases.
    static let gapDaysWatched = 7
    /// Most transactions of one look; more than these are refused, not cut short in silence.
    static let gapRowsMost = 400_000

    /// Looks for gaps in the numbers that terminals and tills count (断号, RC-10).
    ///
    /// Judged from the transactions as they stand, so a number that comes late closes its gap. Nothing is judged
    /// while rows are imported; what a look found is remembered until something is written.
    ///
    /// - Parameters:
    ///   - from: first business day; a gap belongs to the day of the number before it.
    ///   - to: last business day, at most 91 days later.
    /// - Throws: `.invalid` for too many days or transactions.
    public func numberGaps(
        from: CivilDate, to: CivilDate, in scope: StoreScope
    ) async throws(StoreError) -> GapReport {
        guard from <= to, from.adding(days: Self.gapDaysMost) > to else {
            throw .invalid("days: 1 to \(Self.gapDaysMost), the first before the last")
        }
        let memory = gapMemory
        let search = try await read { database -> GapMemory.Look? in
            let position = try Int64.fetchOne(database, sql: "SELECT journal FROM position WHERE id = 1") ?? 0
            if let known = memory.look(from: from, to: to, at: position) { return known }
            guard let look = try Self.look(from: from, to: to, in: database) else { return nil }
            memory.keep(look, from: from, to: to, at: position)
            return look
        }
        guard let search else { throw .invalid("days: more than \(Self.gapRowsMost) transactions; ask for fewer days") }
        // A gap whose other side lies in a store the caller does not see is not theirs to see.
        let gaps = search.gaps.filter { scope.holds($0.store) && $0.stores.allSatisfy { scope.holds($0) } }
        return GapReport(
            from: from, to: to, gaps: gaps.map(\.gap), runsJudged: search.judged, runsSkipped: search.skipped,
            numbers: search.numbers)
    }

    /// - Returns: nil when there are too many rows.
    static func look(from: CivilDate, to: CivilDate, in database: Database) throws -> GapMemory.Look? {
        // A batch may begin the day before and end the day after.
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(NumberedRow.selection) FROM txn
                WHERE moment >= ? AND moment < ? AND (voucher IS NOT NULL OR order_no IS NOT NULL) ORDER BY id
                LIMIT ?
                """,
            arguments: [
                CivilTime(from.adding(days: -1)).secondsSinceEpoch, CivilTime(to.adding(days: 3)).secondsSinceEpoch,
                gapRowsMost + 1,
            ])
        var numbered: [NumberedRow] = []
        while let row = try rows.next() { numbered.append(NumberedRow(row)) }
        guard numbered.count <= gapRowsMost else { return nil }
        let stores = Dictionary(numbered.map { ($0.id, $0.store) }) { first, _ in first }
        let search = GapSearch(numbered)
        let gaps = search.gaps.filter { $0.day >= from && $0.day <= to }.map { gap in
            let sides = [gap.before, gap.after].map { TransactionRow.id($0.transaction).flatMap { stores[$0] } ?? nil }
            return GapMemory.Seen(gap: gap, store: gap.store, stores: sides)
        }
        return GapMemory.Look(
            gaps: gaps, judged: search.judged, skipped: search.skipped, numbers: search.numbers)
    }
}

/// The last looks at the numbers, good until the tables change.
final class GapMemory: Sendable {
    struct Seen: Sendable {
        let gap: NumberGap
        let store: StoreID?
        let stores: [StoreID?]
    }

    struct Look: Sendable {
        let gaps: [Seen]
        let judged: Int
        let skipped: Int
        let numbers: Int
    }

    private struct Key: Hashable {
        let from: CivilDate
        let to: CivilDate
    }

    private struct State {
        var position: Int64 = -1
        var looks: [Key: Look] = [:]
    }

    /// Ranges of days remembered at once.
    private static let most = 8
    private let state = Mutex(State())

    func look(from: CivilDate, to: CivilDate, at position: Int64) -> Look? {
        state.withLock { $0.position == position ? $0.looks[Key(from: from, to: to)] : nil }
    }

    func keep(_ look: Look, from: CivilDate, to: CivilDate, at position: Int64) {
        state.withLock { state in
            if state.position != position || state.looks.count >= Self.most { state.looks = [:] }
            state.position = position
            state.looks[Key(from: from, to: to)] = look
        }
    }
}
