// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// The statements of the projection, each prepared on its connection when it is first wanted.
final class Statements {
    enum Query: Int, CaseIterable {
        case byMark, hasMark, byHandle, hasKeyFrom, byAmount, weakByAmount, lookAlikes, byID, observations, findings
        case insertTransaction, updateTransaction, updateBesideKeys, insertObservation, insertFinding, deleteFindings
        case insertMark, insertHandle, deleteHandle, casesOfTransaction, insertCase, updateCase

        var sql: String {
            let select = "SELECT \(TransactionRow.selection) FROM txn WHERE "
            return switch self {
            case .byMark:
                """
                SELECT observation.fingerprint FROM seen CROSS JOIN observation ON observation.number = seen.number
                WHERE seen.mark = ?
                """
            case .hasMark: "SELECT 1 FROM seen WHERE mark = ?"
            case .byHandle: "SELECT txn FROM handle WHERE key = ? ORDER BY txn LIMIT 200"
            case .hasKeyFrom: "SELECT 1 FROM handle WHERE key >= ? LIMIT 1"
            case .byAmount: select + "amount = ? AND moment BETWEEN ? AND ? ORDER BY moment, id LIMIT 200"
            case .weakByAmount:
                select + "amount = ? AND moment BETWEEN ? AND ? AND reference IS NULL ORDER BY moment, id LIMIT 200"
            // By the card's index, which alone tells of nearly every row that it is none; the plus sign keeps the
            // planner from the one of amounts.
            case .lookAlikes:
                select + """
                    +amount = ? AND moment BETWEEN ? AND ? AND last4 = ? AND id <> ? ORDER BY moment, id LIMIT 200
                    """
            case .byID: select + "id = ?"
            case .observations:
                "SELECT number, join_key, confidence, payload FROM observation WHERE txn = ? AND number < ? ORDER BY number"
            case .findings: "SELECT code, field, ordinal, since FROM finding WHERE txn = ?"
            case .insertTransaction: TransactionRow.insertion
            case .updateTransaction: TransactionRow.update
            case .updateBesideKeys: TransactionRow.updateBesideKeys
            case .insertObservation:
                """
                INSERT INTO observation (number, txn, file, source, is_sample, fingerprint, join_key, confidence,
                  payload)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            case .insertFinding:
                """
                INSERT INTO finding (txn, code, field, ordinal, store, moment, day, difference, since)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            case .deleteFindings: "DELETE FROM finding WHERE txn = ?"
            case .insertMark: "INSERT INTO seen (mark, number) VALUES (?, ?)"
            case .insertHandle: "INSERT INTO handle (key, txn) VALUES (?, ?)"
            case .deleteHandle: "DELETE FROM handle WHERE key = ? AND txn = ?"
            case .casesOfTransaction: CaseTable.ofTransaction
            case .insertCase: CaseTable.insertion
            case .updateCase: CaseTable.update
            }
        }
    }

    private let database: Database
    /// What was asked for the whole group beforehand.
    var ahead = Lookahead()
    /// Whether some transaction is known to name an original.
    var namesOriginals = false
    /// Handles of rows that were written and are to be added to the table, in its order.
    private var newHandles: [(key: Int64, transaction: Int64)] = []
    /// Findings to be written when all of the group is judged, by transaction.
    var findingChanges: [Int64: FindingChange] = [:]
    private var prepared = [HotStatement?](repeating: nil, count: Query.allCases.count)

    init(_ database: Database) { self.database = database }

    /// A statement ready to be bound.
    func start(_ query: Query) throws -> HotStatement {
        if let made = prepared[query.rawValue] {
            made.start()
            return made
        }
        let made = try HotStatement(query.sql, in: database)
        prepared[query.rawValue] = made
        return made
    }

    /// Stored transactions of the same amount within the seconds; without a reference where the facts have one,
    /// for two different references never join.
    func sharingAmount(_ facts: Facts, within seconds: Int64) throws -> [TransactionRow] {
        try near(facts, facts.reference == nil ? .byAmount : .weakByAmount, within: seconds)
    }

    /// Other stored transactions of the same amount and last four digits within the seconds.
    func lookAlikes(
        _ facts: Facts, of id: Int64, within seconds: Int64, into found: inout [TransactionRow]
    ) throws {
        guard let amount = facts.amount, let time = facts.occurredAt, let card = facts.card else { return }
        let statement = try start(.lookAlikes)
        statement.bind(amount.minor)
        statement.bind(time.secondsSinceEpoch &- seconds)
        statement.bind(time.secondsSinceEpoch &+ seconds)
        statement.bind(card.last4)
        statement.bind(id)
        try rows(statement, into: &found)
    }

    private func near(_ facts: Facts, _ query: Query, within seconds: Int64) throws -> [TransactionRow] {
        guard let amount = facts.amount, let time = facts.occurredAt else { return [] }
        let statement = try start(query)
        statement.bind(amount.minor)
        statement.bind(time.secondsSinceEpoch &- seconds)
        statement.bind(time.secondsSinceEpoch &+ seconds)
        var found: [TransactionRow] = []
        try rows(statement, into: &found)
        return found
    }

    func transaction(_ id: Int64) throws -> TransactionRow? {
        let statement = try start(.byID)
        statement.bind(id)
        var found: [TransactionRow] = []
        try rows(statement, into: &found)
        return found.first
    }

    private func rows(_ statement: HotStatement, into found: inout [TransactionRow]) throws {
        while try statement.step() { found.append(TransactionRow(statement)) }
        statement.finish()
    }

    /// The observations of a transaction in the order of the journal.
    ///
    /// - Parameter number: only those with a smaller number in the journal.
    func entries(
        of id: Int64, before number: UInt64 = .max, known: Known
    ) throws -> [TransactionDetail.Entry] {
        let statement = try start(.observations)
        statement.bind(id)
        statement.bind(Int64(clamping: number))
        var found: [TransactionDetail.Entry] = []
        while try statement.step() {
            if let entry = TransactionDetail.Entry(statement, known: known) { found.append(entry) }
        }
        statement.finish()
        return found
    }

    func insert(_ row: TransactionRow) throws {
        let statement = try start(.insertTransaction)
        statement.bind(row.id)
        row.bind(to: statement)
        try statement.run()
        for handle in row.facts.handles { newHandles.append((handle.key, row.id)) }
    }

    func update(_ row: TransactionRow, from stored: TransactionRow) throws {
        let withKeys = !row.hasSameKeys(as: stored)
        let statement = try start(withKeys ? .updateTransaction : .updateBesideKeys)
        row.bind(to: statement, withKeys: withKeys)
        statement.bind(row.id)
        try statement.run()
        guard withKeys else { return }
        let (before, after) = (stored.facts.handles, row.facts.handles)
        for handle in before where !after.contains(handle) { try delete(handle, of: row.id) }
        for handle in after where !before.contains(handle) { newHandles.append((handle.key, row.id)) }
    }

    func delete(_ handle: Handle, of id: Int64) throws {
        let statement = try start(.deleteHandle)
        statement.bind(handle.key)
        statement.bind(id)
        try statement.run()
    }

    /// Adds the handles of the rows that were written since; what was asked beforehand holds no longer.
    func writeHandles() throws {
        ahead = Lookahead()
        newHandles.sort { ($0.key, $0.transaction) < ($1.key, $1.transaction) }
        for (key, transaction) in newHandles {
            let statement = try start(.insertHandle)
            statement.bind(key)
            statement.bind(transaction)
            try statement.run()
        }
        newHandles.removeAll(keepingCapacity: true)
    }

    /// Adds fingerprints' marks, in the order of the table.
    func insert(_ marks: [(mark: Int64, number: Int64)]) throws {
        for (mark, number) in marks.sorted(by: { ($0.mark, $0.number) < ($1.mark, $1.number) }) {
            let statement = try start(.insertMark)
            statement.bind(mark)
            statement.bind(number)
            try statement.run()
        }
    }

    /// Forgets what waits, when the tables went back to their last commit.
    func forget() {
        ahead = Lookahead()
        newHandles = []
        findingChanges = [:]
    }

    func insert(
        _ prepared: PreparedObservation, number: UInt64, transaction: Int64, file: Int64, join: Join
    ) throws {
        let statement = try start(.insertObservation)
        statement.bind(Int64(clamping: number))
        statement.bind(transaction)
        statement.bind(file)
        statement.bind(Int64(prepared.observation.source.rawValue))
        statement.bind(prepared.observation.isSample ? 1 : 0)
        statement.bind(prepared.fingerprint.bytes)
        statement.bind(join.key)
        statement.bind(Int64(join.confidence))
        statement.bind(prepared.payload)
        try statement.run()
    }
}

extension TransactionDetail.Entry {
    /// Reads `number, join_key, confidence, payload`; nil for a payload that is not an observation.
    init?(_ row: some ColumnSource, known: Known) {
        let payload = row.bytes(3)
        guard let decoded = try? JournalEntry.decode(type: 1, payload: payload[...]),
            case .observation(let observation, let file) = decoded.entry
        else { return nil }
        self.init(
            observation: known.complete(observation, file: file),
            join: Join(key: row.text(1) ?? "", confidence: Int(clamping: row.number(2) ?? 0)),
            journalNumber: UInt64(clamping: row.number(0) ?? 0))
    }
}

extension Observation {
    /// Whether it belongs to the sample shop.
    var isSample: Bool { origin.name.hasPrefix("sample:") }
}
