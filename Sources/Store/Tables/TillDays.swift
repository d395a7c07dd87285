// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// On which days the tills of which stores gave us their records: where they did not, a missing sale says
/// nothing.
struct TillDays: Sendable {
    struct Key: Hashable, Sendable {
        let store: StoreID?
        let day: CivilDate
    }

    private var keys: Set<Key> = []
    private var days: Set<CivilDate> = []

    init() {}

    init(_ database: Database) throws {
        for row in try Row.fetchAll(database, sql: "SELECT store, day FROM till_day") {
            insert(Key(store: StoreID(row[0] as String), day: CivilDate(daysSinceEpoch: row[1])))
        }
    }

    /// - Returns: whether the day is new.
    @discardableResult
    mutating func insert(_ key: Key) -> Bool {
        days.insert(key.day)
        return keys.insert(key).inserted
    }

    /// Whether till records are to be expected for a transaction.
    func areKept(for facts: Facts, businessDay: BusinessDay) -> Bool {
        if let time = facts.occurredAt { return contains(facts.store, businessDay.day(of: time)) }
        guard let settled = facts.settledOn else { return !keys.isEmpty }
        return (0...3).contains { contains(facts.store, settled.adding(days: -$0)) }
    }

    /// Whether a stored transaction lies on one of the days.
    func contains(_ row: TransactionRow) -> Bool {
        if row.facts.occurredAt != nil { return contains(row.facts.store, row.day) }
        return (0...3).contains { contains(row.facts.store, row.day.adding(days: -$0)) }
    }

    private func contains(_ store: StoreID?, _ day: CivilDate) -> Bool {
        store == nil ? days.contains(day) : keys.contains(Key(store: store, day: day))
    }
}

/// The table behind `TillDays`; `file` is the one that brought the day and is not finished, else 0.
enum TillDayTable {
    static func insert(_ key: TillDays.Key, file: Int64, in database: Database) throws {
        try database.execute(
            sql: "INSERT INTO till_day (store, day, file) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            arguments: [key.store?.text ?? "", key.day.daysSinceEpoch, file])
    }

    /// Transactions without a till row on the days that a file brought, which is now finished.
    static func concerned(by file: Int64, in database: Database) throws -> [Int64] {
        let sql = "SELECT store, day FROM till_day WHERE file = ? ORDER BY day, store"
        let keys = try Row.fetchAll(database, sql: sql, arguments: [file]).map { row in
            TillDays.Key(store: StoreID(row[0] as String), day: CivilDate(daysSinceEpoch: row[1]))
        }
        try database.execute(sql: "UPDATE till_day SET file = 0 WHERE file = ?", arguments: [file])
        return try concerned(by: keys, in: database)
    }

    /// Transactions without a till row on these days, or settled within three days after them.
    static func concerned(by keys: [TillDays.Key], in database: Database) throws -> [Int64] {
        guard let first = keys.map(\.day).min(), let last = keys.map(\.day).max() else { return [] }
        var brought = TillDays()
        for key in keys { brought.insert(key) }
        // 24 stands for till and terminal; written out, so that the index of such transactions serves.
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(TransactionRow.selection) FROM txn
                WHERE moment >= ? AND moment < ? AND (sources & 24) = 0 ORDER BY id
                """,
            arguments: [
                CivilTime(first).secondsSinceEpoch, CivilTime(last.adding(days: 5)).secondsSinceEpoch,
            ])
        var found: [Int64] = []
        while let row = try rows.next() {
            let transaction = TransactionRow(row)
            if brought.contains(transaction) { found.append(transaction.id) }
        }
        return found
    }
}
