// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// What our records of a terminal's batches add up to.
enum BatchSums {
    /// Days back in which a batch that was never reported is looked for.
    static let days = 7

    /// The batches that the terminal told of, and those of the last days that it should have told of.
    static func books(
        of state: DeviceState, calendar: SettlementCalendar, now: Instant, in database: Database
    ) throws -> [BatchBook] {
        let reports = Dictionary(state.batches.map { ($0.number.text, $0) }) { first, _ in first }
        // A terminal that never reported a batch says nothing by its silence.
        guard !reports.isEmpty else { return [] }
        let first = calendar.zone.civil(at: now).adding(seconds: Int64(-days) * 86_400)
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT batch, currency, MIN(moment), COUNT(*),
                  SUM(CASE WHEN type IN ('refund', 'void', 'reversal') THEN -amount ELSE amount END)
                FROM txn WHERE terminal = ? AND batch IS NOT NULL AND moment >= ? AND type <> 'preauth'
                  AND (status IS NULL OR status = 'approved') AND amount BETWEEN 0 AND 1000000000000
                GROUP BY batch, currency ORDER BY batch, currency
                """,
            arguments: [state.terminal.text, first.secondsSinceEpoch])
        return rows.compactMap { row in
            let (text, code): (String, String?) = (row[0], row[1])
            guard let number = BatchNumber(text) else { return nil }
            let currency = code.flatMap { Currency(code: $0) } ?? .cny
            let moment = CivilTime(secondsSinceEpoch: row[2])
            return BatchBook(
                terminal: state.terminal, number: number, firstAt: moment, count: Int(row[3] as Int64),
                amount: Money(minor: row[4], currency: currency), report: reports[text], isReporting: true)
        }
    }
}
