// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Turns journal entries into rows, group by group: the same groups give the same rows, live or rebuilt.
///
///     entry ─▶ observation ─▶ join by natural keys ─▶ draft on the bench ─┐
///     entry ─▶ observation ─▶ …                                           ├─ end of group ─▶ judge ─▶ rows
///     entry ─▶ setting ─▶ table and memory ─▶ drafts that it concerns ────┘
///
/// Used on the database's writer queue alone; that is what makes it safe to share.
final class Projector: @unchecked Sendable {
    var known = Known()
    var bench = Bench()
    var payments = OpenPayments()
    /// Records of the journal that the tables contain.
    private(set) var position: UInt64 = 0
    private var storedStatements: Statements?
    var lastTransaction: Int64 = 0
    var rowsAdded: [Int64: Int64] = [:]
    var settlements = SettlementSums()
    private var fresh: Set<Fingerprint> = []
    /// Marks of the group that the table does not have yet.
    private var newMarks: [(mark: Int64, number: Int64)] = []
    var touched = Touched()
    /// Days that live till records brought with this group.
    private var newTillDays: [TillDays.Key] = []

    /// What a group changed, for those who listen.
    struct Touched: Sendable {
        var transactions: [(id: Int64, store: StoreID?)] = []
        var added = 0
        /// When the latest observation was recorded.
        var latest: Instant?
    }

    /// Reads what the tables hold; called after opening and after every rollback.
    func load(_ database: Database) throws {
        known = try Known(database)
        bench = Bench()
        payments = OpenPayments()
        rowsAdded = [:]
        settlements = SettlementSums()
        fresh = []
        newMarks = []
        touched = Touched()
        newTillDays = []
        storedStatements?.forget()
        if storedStatements == nil { storedStatements = Statements(database) }
        let row = try Row.fetchOne(database, sql: "SELECT journal, last_txn FROM position WHERE id = 1")
        position = UInt64(clamping: (row?[0] as Int64?) ?? 0)
        lastTransaction = row?[1] ?? 0
    }

    /// Writes what is gathered over many groups; before every commit of the tables.
    func writeSums(in database: Database) throws { try settlements.write(in: database) }

    /// Forgets the connection's statements, which must not outlive it.
    func unload() { storedStatements = nil }

    func statements(_ database: Database) -> Statements {
        if let storedStatements { return storedStatements }
        let made = Statements(database)
        storedStatements = made
        return made
    }

    /// Whether the same row was recorded before, in this group or ever.
    func isKnown(_ fingerprint: Fingerprint, in database: Database) throws -> Bool {
        if fresh.contains(fingerprint) { return true }
        return try statements(database).isKnown(fingerprint)
    }

    /// Asks for all rows of a large group at once what each would ask; at its beginning, before any is taken.
    func lookAhead(_ group: [PreparedObservation], in database: Database) throws {
        let statements = statements(database)
        statements.ahead = try Lookahead(group, statements: statements)
    }

    /// Adds the marks of what was observed since to the table.
    func writeMarks(in database: Database) throws {
        try statements(database).insert(newMarks)
        newMarks.removeAll(keepingCapacity: true)
    }

    /// Adds one new observation: joined, but judged only at the end of the group.
    func observe(
        _ prepared: PreparedObservation, number: UInt64, file: Int64, in database: Database
    ) throws {
        let statements = statements(database)
        fresh.insert(prepared.fingerprint)
        newMarks.append((prepared.fingerprint.mark, Int64(clamping: number)))
        touched.added += 1
        touched.latest = max(touched.latest ?? prepared.observation.recordedAt, prepared.observation.recordedAt)
        if file != 0 { rowsAdded[file, default: 0] += 1 }
        let observation = known.complete(prepared.observation, file: file)
        guard observation.source != .bank else {
            let join = Join(key: "first", confidence: 100)
            try statements.insert(prepared, number: number, transaction: 0, file: file, join: join)
            return try DepositTable.insert(observation, number: number, in: database)
        }
        settlements.add(observation)
        var facts = observation.facts
        facts.store = known.store(of: facts)
        let (draft, join) = try assign(facts, from: observation, statements: statements, database: database)
        draft.add(
            TransactionDetail.Entry(observation: observation, join: join, journalNumber: number), facts: facts)
        bench.index(draft.facts, draft.id)
        try statements.insert(prepared, number: number, transaction: draft.id, file: file, join: join)
        try linkReceipt(observation, number: number, in: database)
        try noteTillDay(observation, store: facts.store, file: file, in: database)
    }

    /// Where a till speaks for the first time, charges without a sale become a finding.
    private func noteTillDay(
        _ observation: Observation, store: StoreID?, file: Int64, in database: Database
    ) throws {
        guard observation.source == .till || observation.source == .terminal,
            let time = observation.facts.occurredAt
        else { return }
        let key = TillDays.Key(store: store, day: known.calendar(of: store).businessDay.day(of: time))
        guard known.keep(key) else { return }
        try TillDayTable.insert(key, file: file, in: database)
        if file == 0 { newTillDays.append(key) }
    }

    /// Ends the group: judges what it touched and moves the position.
    func finishGroup(lastNumber: UInt64, in database: Database) throws -> Touched {
        try flush(in: database)
        let concerned = try TillDayTable.concerned(by: newTillDays, in: database)
        try rejudge(concerned, at: touched.latest ?? known.reached, in: database)
        newTillDays = []
        try writeMarks(in: database)
        for (file, rows) in rowsAdded { try FileTable.add(rows: rows, to: file, in: database) }
        position = max(position, lastNumber)
        try database.cachedStatement(
            sql: "UPDATE position SET journal = ?, reached = ?, last_txn = ? WHERE id = 1"
        ).execute(arguments: [Int64(clamping: position), known.reached.milliseconds, lastTransaction])
        rowsAdded = [:]
        fresh = []
        payments.endGroup()
        defer { touched = Touched() }
        return touched
    }
}
