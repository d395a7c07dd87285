// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
public import Tender

extension Shop {
    /// Figures of one business day, in the currency most of its payments are in.
    public func day(_ day: CivilDate, in scope: StoreScope) async throws(StoreError) -> DayFigures {
        var condition = Condition()
        condition.add(scope, table: "txn")
        condition.add(from: day, to: day, table: "txn")
        var ofFindings = Condition()
        ofFindings.add(scope, table: "finding")
        ofFindings.add(from: day, to: day, table: "finding")
        let sql = """
            SELECT currency, money, slip, type, COUNT(*), COALESCE(SUM(amount >> 32), 0),
              COALESCE(SUM(amount & 4294967295), 0)
            FROM txn\(condition.clause) GROUP BY currency, money, slip, type ORDER BY currency, money, slip, type
            """
        let findingSQL = "SELECT code, COUNT(*) FROM finding\(ofFindings.clause) GROUP BY code"
        let (arguments, findingArguments) = (condition.arguments, ofFindings.arguments)
        return try await read { database in
            var tally = DayTally()
            for row in try Row.fetchAll(database, sql: sql, arguments: arguments) { tally.add(row) }
            let codes = try Row.fetchAll(database, sql: findingSQL, arguments: findingArguments)
            return tally.figures(of: day, findings: FindingCode.counts(codes))
        }
    }

    /// The last business day of which anything is known.
    public func latestDay(in scope: StoreScope) async throws(StoreError) -> CivilDate? {
        var condition = Condition()
        condition.add(scope, table: "txn")
        let sql = "SELECT day FROM txn\(condition.clause) ORDER BY moment DESC, id DESC LIMIT 1"
        let arguments = condition.arguments
        return try await read { database in
            try Int32.fetchOne(database, sql: sql, arguments: arguments).map { CivilDate(daysSinceEpoch: $0) }
        }
    }
}

/// Adds up the groups of a day.
private struct DayTally {
    private struct Sums {
        var payments: Int64 = 0
        var charged: Int128 = 0
        var refunded: Int128 = 0
    }

    private var byCurrency: [String: Sums] = [:]
    private var unknown: Int64 = 0
    private var slipsIssued: Int64 = 0
    private var slipsExpected: Int64 = 0

    mutating func add(_ row: Row) {
        let (money, slip): (String, String) = (row[1], row[2])
        let count: Int64 = row[4]
        // Halves are added apart: a sum of whole values could leave 64 bits, and the database would refuse it.
        let amount = Int128(row[5] as Int64) << 32 + Int128(row[6] as Int64)
        if money == "unknown" { unknown += count }
        guard let type = TransactionType(rawValue: row[3]), let currency = row[0] as String? else { return }
        let isDone = ["charged", "refunded", "part_refunded"].contains(money)
        guard isDone else { return }
        if type == .refund {
            byCurrency[currency, default: Sums()].refunded += amount
        } else if type == .sale || type == .completion {
            byCurrency[currency, default: Sums()].payments += count
            byCurrency[currency, default: Sums()].charged += amount
            slipsExpected += count
            if slip == "issued" || slip == "delivered" { slipsIssued += count }
        }
    }

    func figures(of day: CivilDate, findings: [FindingCode: Int64]) -> DayFigures {
        let main = byCurrency.max { ($0.value.payments, $1.key) < ($1.value.payments, $0.key) }
        let currency = main.flatMap { Currency(code: $0.key) } ?? .cny
        let money = { (sum: Int128) in Money(minor: Int64(clamping: sum), currency: currency) }
        return DayFigures(
            day: day, payments: main?.value.payments ?? 0, charged: money(main?.value.charged ?? 0),
            refunded: money(main?.value.refunded ?? 0), unknown: unknown, slipsIssued: slipsIssued,
            slipsExpected: slipsExpected, findings: findings)
    }
}
