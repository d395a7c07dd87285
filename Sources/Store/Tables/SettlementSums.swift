// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// What the clearing rows of a day come to for a merchant, added up as the rows arrive: every row counts, also the
/// second of a pair that is one transaction.
struct SettlementSums {
    private struct Key: Hashable {
        let day: CivilDate
        let merchant: String
        let currency: String
        let isSample: Bool
    }

    private struct Sum {
        var rows: Int64 = 0
        var gross: Int64 = 0
        var fee: Int64 = 0
    }

    private var sums: [Key: Sum] = [:]

    /// Adds a clearing row that says when it is settled; others are passed over.
    mutating func add(_ observation: Observation) {
        let facts = observation.facts
        guard observation.source == .clearing, facts.status ?? .approved == .approved,
            let day = facts.settledOn, let amount = facts.amount
        else { return }
        let key = Key(
            day: day, merchant: facts.merchant?.text ?? "", currency: amount.currency.code,
            isSample: observation.isSample)
        let signed = facts.type.returnsMoney ? 0 &- amount.minor : amount.minor
        let fee = facts.fee.flatMap { $0.currency == amount.currency ? $0.minor : nil } ?? 0
        var sum = sums[key, default: Sum()]
        sum.rows += 1
        // A sum beyond what a number can hold is no shop's; it is kept at the limit rather than wrapped.
        sum.gross = Int64(clamping: Int128(sum.gross) + Int128(signed))
        sum.fee = Int64(clamping: Int128(sum.fee) + Int128(fee))
        sums[key] = sum
    }

    private static func stored(_ key: Key, in database: Database) throws -> Sum {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT rows, gross, fee FROM settlement
                    WHERE day = ? AND merchant = ? AND currency = ? AND is_sample = ?
                    """),
            arguments: [key.day.daysSinceEpoch, key.merchant, key.currency, key.isSample ? 1 : 0])
        return row.map { Sum(rows: $0[0], gross: $0[1], fee: $0[2]) } ?? Sum()
    }

    /// Adds what was gathered to the table.
    mutating func write(in database: Database) throws {
        for (key, sum) in sums {
            // Added here and not by the database, which would turn a sum beyond 64 bits into a rounded number.
            let before = try Self.stored(key, in: database)
            try database.cachedStatement(
                sql: """
                    INSERT INTO settlement (day, merchant, currency, is_sample, rows, gross, fee)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (day, merchant, currency, is_sample) DO UPDATE SET
                      rows = excluded.rows, gross = excluded.gross, fee = excluded.fee
                    """
            ).execute(arguments: [
                key.day.daysSinceEpoch, key.merchant, key.currency, key.isSample ? 1 : 0, before.rows + sum.rows,
                Int64(clamping: Int128(before.gross) + Int128(sum.gross)),
                Int64(clamping: Int128(before.fee) + Int128(sum.fee)),
            ])
        }
        sums = [:]
    }
}
