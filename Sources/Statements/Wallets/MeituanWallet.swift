// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// A person's Meituan export (美团交易账单明细).
enum MeituanWallet {
    static let known = KnownFormat(
        format: StatementFormat(
            name: "meituan-wallet", title: Phrase(zh: "美团个人账单", en: "Meituan wallet export"), role: .wallet),
        layout: Layout(
            required: [
                (.date, ["交易创建时间"]), (.time, ["交易成功时间"]), (.type, ["交易类型"]), (.goods, ["订单标题"]),
                (.direction, ["收/支"]), (.method, ["支付方式"]), (.amount, ["实付金额"]), (.channelOrder, ["交易单号"]),
                (.order, ["商家单号"]),
            ],
            optional: [(.payable, ["订单金额"]), (.remark, ["备注"])]),
        marks: ["美团交易账单明细"], hasNullMarks: true, makeInterpreter: { context in MeituanWalletRows(context) })
}

private struct MeituanWalletRows: RowInterpreter {
    private var totals: WalletTotals

    init(_ context: ReadingContext) { totals = WalletTotals(context.preamble) }

    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let minor = try cells.amount(.amount, style: [.currencySign])
        guard minor >= 0 else { throw .negativeAmount(column: cells.map.name(of: .amount)) }
        let direction = try cells.word(.direction)
        guard direction == "收入" || direction == "支出" || direction == "不计收支" else {
            throw cells.fault(unknown: direction, in: .direction)
        }
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: try kind(cells, direction))
        // The file's own sums count repayments and transfers as rows and leave out their money.
        totals.add(direction, minor: row.kind.isTransaction ? minor : 0)
        row.side = row.kind.isTransaction ? .payer : .merchant
        row.status = .approved
        row.amount = Money(minor: minor)
        row.occurredAt = try cells.time(.time)
        if row.occurredAt == nil { row.occurredAt = try cells.time(.date) }
        guard row.occurredAt != nil else { throw .missing(column: cells.map.name(of: .time)) }
        if let text = try cells.label(.method) {
            let method = PayMethod(text)
            row.channel = method.name
            row.card = method.card
        }
        row.product = "meituan"
        try WalletNumbers.add(to: &row, cells, refundHasOwnNumber: true)
        row.remark = try cells.remark([.goods, .remark])
        return row
    }

    private func kind(_ cells: Cells, _ direction: String) throws(RowFault) -> StatementRow.Kind {
        let word = try cells.word(.type)
        switch (word, direction) {
        case ("支付", "支出"): return .sale
        case ("退款", "收入"): return .refund
        case ("还款", _), ("提现", _), ("充值", _), ("转账", _), ("红包", _):
            return direction == "收入" ? .incoming : direction == "支出" ? .outgoing : .neutral
        case ("支付", _), ("退款", _): return .neutral
        default: throw cells.fault(unknown: word, in: .type)
        }
    }

    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal] {
        totals.controls(
            read: counts.read, directions: [("收入", "收入"), ("支出", "支出"), ("不计收支", "不计收支")])
    }
}
