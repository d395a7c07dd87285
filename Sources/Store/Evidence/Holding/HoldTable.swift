// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Tender

/// Rows of legal holds.
enum HoldTable {
    static func insert(
        _ subject: LegalHold.Subject, reason: String, number: UInt64, _ head: EntryHead, in database: Database
    ) throws {
        let (transaction, store, first, last): (String?, String?, Int32?, Int32?) =
            switch subject {
            case .transaction(let number): (number, nil, nil, nil)
            case .days(let store, let first, let last):
                (nil, store.text, first.daysSinceEpoch, last.daysSinceEpoch)
            }
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO legal_hold (number, at, actor, txn, store, first_day, last_day, reason, lifted,
                  lifted_by, lift_reason, is_sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, '', '', ?)
                """,
            arguments: [
                Int64(clamping: number), head.at.milliseconds, head.by, transaction, store, first, last, reason,
                head.isSample ? 1 : 0,
            ])
    }

    static func lift(_ number: UInt64, reason: String, _ head: EntryHead, in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE legal_hold SET lifted = ?, lifted_by = ?, lift_reason = ? WHERE number = ? AND lifted IS NULL
                """,
            arguments: [head.at.milliseconds, head.by, reason, Int64(clamping: number)])
    }

    /// Holds, those that stand first, then the newest.
    static func all(standingOnly: Bool = false, in database: Database) throws -> [LegalHold] {
        let sql = """
            SELECT number, at, actor, txn, store, first_day, last_day, reason, lifted, lifted_by, lift_reason
            FROM legal_hold \(standingOnly ? "WHERE lifted IS NULL" : "")
            ORDER BY lifted IS NOT NULL, number DESC LIMIT 1000
            """
        return try Row.fetchAll(database, sql: sql).compactMap { hold($0) }
    }

    private static func hold(_ row: Row) -> LegalHold? {
        let subject: LegalHold.Subject
        if let transaction = row[3] as String? {
            subject = .transaction(transaction)
        } else if let store = (row[4] as String?).flatMap({ StoreID($0) }), let first = row[5] as Int32?,
            let last = row[6] as Int32?
        {
            subject = .days(store, CivilDate(daysSinceEpoch: first), CivilDate(daysSinceEpoch: last))
        } else {
            return nil
        }
        let lifting = (row[8] as Int64?).map { time in
            LegalHold.Lifting(at: Instant(milliseconds: time), by: row[9], reason: row[10])
        }
        return LegalHold(
            id: UInt64(clamping: row[0] as Int64), subject: subject, at: Instant(milliseconds: row[1]), by: row[2],
            reason: row[7], lifting: lifting)
    }
}
