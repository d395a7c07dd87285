// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns

/// Reads the acquirer rows of some settlement days out of one table: most rows are of other days, and are let go
/// after two cells.
struct SettledRowCells {
    private let table: Int
    private let columns: AcquirerColumns
    private let clock: ClockText
    private let amounts: AmountText
    private let wanted: Set<DayKey>
    /// By merchant, whether any of its days is wanted: asked before the set, which costs a hash.
    private let merchantWanted: [Bool]

    init(_ plan: ReadingPlan, table: Int, _ wanted: Set<DayKey>) {
        self.table = table
        self.wanted = wanted
        columns = plan.tables[table].acquirerColumns
        clock = plan.clock
        amounts = plan.amounts
        var merchants = [Bool](repeating: false, count: Int(wanted.map(\.merchant).max() ?? 0) + 1)
        for key in wanted { merchants[Int(key.merchant)] = true }
        merchantWanted = merchants
    }

    /// The settlement day of a row; nil where nobody asked for it.
    @inline(__always)
    func key(_ row: RowText, _ merchants: inout TextCache) -> DayKey? {
        guard let merchant = merchants.number(of: row.field(columns.merchant)),
            Int(merchant) < merchantWanted.count, merchantWanted[Int(merchant)]
        else { return nil }
        return key(row, merchant: merchant)
    }

    private func key(_ row: RowText, merchant: UInt32) -> DayKey? {
        let text = row.field(columns.settleDate)
        guard let day = text.isEmpty ? DayKey.noDay : clock.days(text) else { return nil }
        let key = DayKey(day: day, merchant: merchant)
        return wanted.contains(key) ? key : nil
    }

    /// The row of a day that was asked for; nil where it says no net.
    func settled(
        _ row: RowText, _ key: DayKey, offset: Int64, line: Int, _ labels: inout TextCache
    ) -> SettledRow? {
        guard let net = net(row) else { return nil }
        return SettledRow(
            table: table, offset: offset, line: line, day: key.day, merchant: key.merchant, net: net,
            terminal: labels.number(of: row.field(columns.terminal)) ?? 0,
            batch: labels.number(of: row.field(columns.batch)) ?? 0,
            payout: labels.number(of: row.field(columns.payout)) ?? 0)
    }

    private func net(_ row: RowText) -> Int64? {
        let netText = row.field(columns.net)
        guard netText.isEmpty else { return amounts.minor(netText) }
        let feeText = row.field(columns.fee)
        guard let type = RowType.number(row.field(columns.type)),
            let amount = amounts.minor(row.field(columns.amount)),
            let fee = feeText.isEmpty ? 0 : amounts.minor(feeText)
        else { return nil }
        return (RowType.returnsMoney(type) ? 0 &- amount : amount).subtractingReportingOverflow(fee).partialValue
    }
}
