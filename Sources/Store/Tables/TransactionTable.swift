// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Whole transactions in the tables.
enum TransactionTable {
    /// Removes a transaction that has no observation left, or became part of another.
    ///
    /// - Parameter stored: its row; nil when it was never written.
    static func delete(_ stored: TransactionRow?, statements: Statements, in database: Database) throws {
        guard let stored else { return }
        for handle in stored.facts.handles { try statements.delete(handle, of: stored.id) }
        let id = stored.id
        try database.execute(sql: "DELETE FROM finding WHERE txn = ?", arguments: [id])
        try database.execute(sql: "DELETE FROM txn WHERE id = ?", arguments: [id])
    }
}

/// Money that arrived at the bank.
enum DepositTable {
    static func insert(_ observation: Observation, number: UInt64, in database: Database) throws {
        let facts = observation.facts
        guard let amount = facts.amount else { return }
        let day = facts.settledOn ?? facts.occurredAt?.date ?? CivilDate(daysSinceEpoch: 0)
        // A bank row says "money came"; one that took money away counts against the day.
        let minor = facts.type.returnsMoney ? 0 &- amount.minor : amount.minor
        try database.execute(
            sql: """
                INSERT INTO deposit (number, merchant, day, amount, currency, reference, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64(clamping: number), facts.merchant?.text, day.daysSinceEpoch, minor, amount.currency.code,
                facts.original ?? facts.remark, observation.isSample ? 1 : 0,
            ])
    }
}
