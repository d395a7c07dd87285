// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// What our records of the terminals' batches add up to, read once for all terminals.
struct BatchSums {
    /// Days back in which a batch that was never reported is looked for.
    static let days = 7
    /// Days before them that are read as well: a batch that may have begun earlier is not judged by half of it.
    private static let daysBefore = 2
    /// Days back in which a batch that a case is about is looked for.
    private static let daysOfCases = 92

    private struct Sum {
        let batch: BatchNumber
        let amount: Money
        let firstAt: CivilTime
        let count: Int

        init?(_ row: Row) {
            guard let number = BatchNumber(row[1] as String) else { return nil }
            batch = number
            let currency = (row[2] as String?).flatMap { Currency(code: $0) } ?? .cny
            amount = Money(minor: row[5], currency: currency)
            firstAt = CivilTime(secondsSinceEpoch: row[3])
            count = Int(row[4] as Int64)
        }

        func book(of state: DeviceState, _ reports: [BatchNumber: BatchReport]) -> BatchBook {
            BatchBook(
                terminal: state.terminal, number: batch, firstAt: firstAt, count: count, amount: amount,
                report: reports[batch], isReporting: true)
        }
    }

    private var sums: [String: [Sum]] = [:]

    /// Sums of the last days.
    ///
    /// - Parameter terminal: nil for all of them.
    init(of terminal: TerminalID? = nil, until now: Instant, in reader: Reader) throws {
        // A terminal that tells nothing of its batches is not held against the books.
        if let terminal, try DeviceTable.state(of: terminal, in: reader.database)?.batches.isEmpty != false { return }
        let first = Self.first(days: Self.days + Self.daysBefore, now, reader)
        var arguments: StatementArguments = [first]
        if let terminal { arguments += [terminal.text] }
        let rows = try Row.fetchCursor(
            reader.database, sql: Self.sql(terminal == nil ? "moment >= ?" : "moment >= ? AND terminal = ?"),
            arguments: arguments)
        let whole = CivilTime(secondsSinceEpoch: Self.first(days: Self.days, now, reader))
        while let row = try rows.next() {
            if let sum = Sum(row), sum.firstAt >= whole { sums[row[0] as String, default: []].append(sum) }
        }
    }

    /// The batches that the terminal told of, and those of the last days that it should have told of. A terminal that
    /// never reported a batch says nothing by its silence.
    func books(of state: DeviceState) -> [BatchBook] {
        let reports = Self.reports(state)
        guard !reports.isEmpty else { return [] }
        return (sums[state.terminal.text] ?? []).map { $0.book(of: state, reports) }
    }

    /// One batch, however many days ago it began.
    static func books(
        of state: DeviceState, numbered number: BatchNumber, until now: Instant, in reader: Reader
    ) throws -> [BatchBook] {
        let reports = reports(state)
        return try Row.fetchAll(
            reader.database, sql: sql("moment >= ? AND terminal = ? AND batch = ?"),
            arguments: [first(days: daysOfCases, now, reader), state.terminal.text, number.text]
        ).compactMap { Sum($0)?.book(of: state, reports) }
    }

    private static func reports(_ state: DeviceState) -> [BatchNumber: BatchReport] {
        Dictionary(state.batches.map { ($0.number, $0) }) { first, _ in first }
    }

    private static func first(days: Int, _ now: Instant, _ reader: Reader) -> Int64 {
        reader.known.calendar(of: nil).zone.civil(at: now).adding(seconds: Int64(-days) * 86_400).secondsSinceEpoch
    }

    private static func sql(_ condition: String) -> String {
        """
        SELECT terminal, batch, currency, MIN(moment), COUNT(*),
          SUM(CASE WHEN type IN ('refund', 'void', 'reversal') THEN -amount ELSE amount END)
        FROM txn WHERE \(condition) AND terminal IS NOT NULL AND batch IS NOT NULL AND type <> 'preauth'
          AND (status IS NULL OR status = 'approved') AND amount BETWEEN 0 AND 1000000000000
        GROUP BY terminal, batch, currency ORDER BY terminal, batch, currency
        """
    }
}
