// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import GRDB
public import Tender

/// What an acquirer settled with a merchant on one day, and what came to the bank.
public struct SettlementDay: Sendable, Hashable {
    public let day: CivilDate
    /// Empty where neither file names the merchant.
    public let merchant: String
    /// Clearing rows of the day.
    public let rows: Int64
    /// Charges less refunds.
    public let gross: Money
    public let fee: Money
    public let deposited: Money
    /// ST-07 when the deposit is not what was settled, ST-08 when nothing was settled; nil when it agrees, and on
    /// days of which no bank statement tells.
    public fileprivate(set) var finding: Finding?
    /// Whether the bank's statements tell of the day, so that no finding means that it agrees.
    public fileprivate(set) var isJudged = false

    public var code: FindingCode? { finding?.code }

    /// What should have come to the bank.
    public var net: Money { gross.adding(-fee) ?? gross }
    /// What came less what should have come.
    public var difference: Money { deposited.adding(-net) ?? deposited }
}

extension Shop {
    /// Settlement against deposits, day by day and merchant by merchant, newest first.
    ///
    /// - Throws: `.forbidden` for those who see single stores only: a settlement is of all stores of a merchant.
    public func settlements(
        from: CivilDate, to: CivilDate, in scope: StoreScope
    ) async throws(StoreError) -> [SettlementDay] {
        guard scope == .all else { throw .forbidden }
        return try await read { database in try SettlementDay.days(from: from, to: to, in: database) }
    }
}

extension SettlementDay {
    /// Settlement against deposits on one snapshot, newest first.
    static func days(from: CivilDate, to: CivilDate, in database: Database) throws -> [SettlementDay] {
        let sql = """
            SELECT day, merchant, currency, SUM(rows), SUM(deposits), SUM(gross >> 32), SUM(gross & 4294967295),
              SUM(fee >> 32), SUM(fee & 4294967295), SUM(deposited >> 32), SUM(deposited & 4294967295) FROM (
              SELECT day, merchant, currency, rows, gross, fee, 0 AS deposited, 0 AS deposits FROM settlement
              UNION ALL
              SELECT day, COALESCE(merchant, ''), currency, 0, 0, 0, amount, 1 FROM deposit) AS both_sides
            WHERE day BETWEEN ? AND ? GROUP BY day, merchant, currency
            ORDER BY day DESC, merchant, currency LIMIT 10000
            """
        let bank = try Row.fetchOne(database, sql: "SELECT MIN(day), MAX(day) FROM deposit")
        let (first, last): (Int32?, Int32?) = (bank?[0], bank?[1])
        let arguments: StatementArguments = [from.daysSinceEpoch, to.daysSinceEpoch]
        let rows = try Row.fetchAll(database, sql: sql, arguments: arguments)
        let days = rows.compactMap { row in SettlementDay(row).map { ($0, deposits: row[4] as Int64) } }
        guard let first, let last else { return days.map(\.0) }
        return judged(days, from: CivilDate(daysSinceEpoch: first), to: CivilDate(daysSinceEpoch: last))
    }

    /// Names of the days that the sample shop brought.
    static func sampleNames(in database: Database) throws -> [String] {
        let sql = """
            SELECT day, merchant, currency FROM settlement WHERE is_sample = 1
            UNION SELECT day, COALESCE(merchant, ''), currency FROM deposit WHERE is_sample = 1
            """
        return try Row.fetchAll(database, sql: sql).map { row in
            name(CivilDate(daysSinceEpoch: row[0]), row[1], row[2])
        }
    }

    /// The same for the same day, merchant and currency for ever.
    var name: String { Self.name(day, merchant, gross.currency.code) }

    private static func name(_ day: CivilDate, _ merchant: String, _ currency: String) -> String {
        "\(day)/\(merchant)/\(currency)"
    }
}

extension SettlementDay {
    private struct Place: Hashable {
        let day: CivilDate
        let merchant: String
        let currency: String
    }

    private var place: Place { Place(day: day, merchant: merchant, currency: gross.currency.code) }

    /// The days with what is not in order on them, as `DayMoney` judges it.
    fileprivate static func judged(
        _ days: [(day: SettlementDay, deposits: Int64)], from: CivilDate, to: CivilDate
    ) -> [SettlementDay] {
        let money = DayMoney(
            announced: days.filter { $0.day.rows > 0 && $0.day.day >= from }.map { day, _ in
                DayMoney.Announced(day: day.day, merchant: day.merchant, net: day.net)
            },
            arrived: days.filter { $0.deposits > 0 }.map { day, _ in
                DayMoney.Arrived(
                    day: day.day, merchant: day.merchant, amount: day.deposited,
                    reference: "\(Source.bank.name) \(day.day)")
            })
        var found: [Place: Finding] = [:]
        for difference in money.differences(completeUntil: to) {
            let currency = difference.currency.code
            found[Place(day: difference.day, merchant: difference.merchant, currency: currency)] = difference.finding
        }
        return days.map { day, _ in
            var day = day
            day.finding = found[day.place]
            day.isJudged = day.day >= from && day.day <= to
            return day
        }
    }
}

extension SettlementDay {
    fileprivate init?(_ row: Row) {
        guard let currency = Currency(code: row[2]) else { return nil }
        // Halves are added apart: a sum of whole values could leave 64 bits, and the database would refuse it.
        let money = { (index: Int) in
            let sum = Int128(row[index] as Int64) << 32 + Int128(row[index + 1] as Int64)
            return Money(minor: Int64(clamping: sum), currency: currency)
        }
        let (number, rows): (Int32, Int64) = (row[0], row[3])
        day = CivilDate(daysSinceEpoch: number)
        merchant = row[1]
        self.rows = rows
        gross = money(5)
        fee = money(7)
        deposited = money(9)
    }
}
