// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Refunds
internal import Tender

/// Rows of compensation.
enum CompensationTable {
    private static let columns = """
        number, kind, worth, currency, case_id, store, words, code, given, given_by, state, ended, ended_by, why
        """

    static func insert(
        _ given: Compensation, number: UInt64, _ head: EntryHead, in database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO compensation (\(columns), is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'given', NULL, '', '', ?) ON CONFLICT DO NOTHING
                """,
            arguments: [
                Int64(clamping: number), given.kind.rawValue, given.worth.minor, given.worth.currency.code,
                given.caseID, given.store.isEmpty ? nil : given.store, given.words, given.code,
                head.at.milliseconds, head.by, head.isSample ? 1 : 0,
            ])
    }

    /// The first end counts: a coupon works once.
    static func end(
        _ number: UInt64, as state: Compensation.State, words: String, _ head: EntryHead, in database: Database
    ) throws {
        guard state != .given else { return }
        try database.execute(
            sql: """
                UPDATE compensation SET state = ?, ended = ?, ended_by = ?, why = ?
                WHERE number = ? AND state = 'given'
                """,
            arguments: [state.rawValue, head.at.milliseconds, head.by, words, Int64(clamping: number)])
    }

    static func record(_ number: UInt64, in database: Database) throws -> CompensationRecord? {
        let sql = "SELECT \(columns) FROM compensation WHERE number = ?"
        return try Row.fetchOne(database, sql: sql, arguments: [Int64(clamping: number)]).flatMap { record($0) }
    }

    static func record(code: String, in database: Database) throws -> CompensationRecord? {
        let sql = "SELECT \(columns) FROM compensation WHERE code = ?"
        return try Row.fetchOne(database, sql: sql, arguments: [code]).flatMap { record($0) }
    }

    static func records(_ condition: Condition, limit: Int, in database: Database) throws -> [CompensationRecord] {
        let sql = "SELECT \(columns) FROM compensation\(condition.clause) ORDER BY number DESC LIMIT \(limit)"
        return try Row.fetchAll(database, sql: sql, arguments: condition.arguments).compactMap { record($0) }
    }

    private static func record(_ row: Row) -> CompensationRecord? {
        guard let kind = Compensation.Kind(rawValue: row[1]), let currency = Currency(code: row[3] as String),
            let state = Compensation.State(rawValue: row[10])
        else { return nil }
        let given = Compensation(
            kind: kind, worth: Money(minor: row[2], currency: currency), caseID: row[4],
            store: (row[5] as String?) ?? "", words: row[6], code: row[7])
        return CompensationRecord(
            number: UInt64(clamping: row[0] as Int64), given: given, givenAt: Instant(milliseconds: row[8]),
            givenBy: row[9], state: state, endedAt: (row[11] as Int64?).map { Instant(milliseconds: $0) },
            endedBy: row[12], why: row[13])
    }
}
