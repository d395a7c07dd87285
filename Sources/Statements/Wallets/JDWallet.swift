// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// A person's JD export (京东交易明细). Part of an amount may be refunded inside its cell: `131.77(已退款89.84)`.
enum JDWallet {
    static let known = KnownFormat(
        format: StatementFormat(
            name: "jd-wallet", title: Phrase(zh: "京东个人账单", en: "JD wallet export"), role: .wallet),
        layout: Layout(
            required: [
                (.time, ["交易时间"]), (.counterparty, ["商户名称"]), (.goods, ["交易说明"]), (.amount, ["金额"]),
                (.method, ["收/付款方式"]), (.status, ["交易状态"]), (.direction, ["收/支"]), (.category, ["交易分类"]),
                (.channelOrder, ["交易订单号"]), (.order, ["商家订单号"]),
            ],
            optional: [(.remark, ["备注"])]),
        marks: ["京东账号名"], hasNullMarks: true, makeInterpreter: { context in JDWalletRows(context) })

    static let movements: Set<String> = ["转账", "红包", "信用借还", "白条", "小金库", "理财", "还款", "充值", "提现"]
}

private struct JDWalletRows: RowInterpreter {
    private var totals: WalletTotals

    init(_ context: ReadingContext) { totals = WalletTotals(context.preamble) }

    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let (minor, refunded) = try amount(cells)
        let direction = try cells.word(.direction)
        guard direction == "收入" || direction == "支出" || direction == "不计收支" else {
            throw cells.fault(unknown: direction, in: .direction)
        }
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: .neutral)
        row.kind = try kind(cells, direction, hasRefund: refunded != nil)
        // The file's own sums leave out what came back, and purchases that will be paid later (先享后付).
        totals.add(direction, minor: row.kind == .neutral ? 0 : minor - (refunded ?? 0))
        row.side = row.kind.isTransaction ? .payer : .merchant
        row.amount = Money(minor: minor)
        row.refundedPart = refunded.map { Money(minor: $0) }
        guard let time = try cells.time(.time) else { throw .missing(column: cells.map.name(of: .time)) }
        row.occurredAt = time
        row.status = try status(cells)
        if let text = try cells.label(.method) {
            let method = PayMethod(text)
            row.channel = method.name
            row.card = method.card
        }
        row.product = "jd"
        try WalletNumbers.add(to: &row, cells, refundHasOwnNumber: false)
        row.remark = try cells.remark([.counterparty, .goods, .remark])
        return row
    }

    /// `131.77`, `131.77(已退款89.84)` or `468.32(已全额退款)`: what was charged, and what of it came back. The refund
    /// has a row of its own, so the part given back must not be taken off here.
    private func amount(_ cells: Cells) throws(RowFault) -> (charged: Int64, refunded: Int64?) {
        let column = cells.map.name(of: .amount)
        guard let text = try cells.text(.amount) else { throw .missing(column: column) }
        let parts = text.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        let charged = try minor(parts[0], column)
        guard parts.count == 2 else { return (charged, nil) }
        guard parts[1].hasSuffix(")") else { throw .notAnAmount(column: column) }
        let note = parts[1].dropLast()
        if note == "已全额退款" { return (charged, charged) }
        guard note.hasPrefix("已退款") else { throw .notAnAmount(column: column) }
        let refunded = try minor(note.dropFirst(3), column)
        guard refunded <= charged else { throw .notAnAmount(column: column) }
        return (charged, refunded)
    }

    private func minor(_ text: Substring, _ column: String) throws(RowFault) -> Int64 {
        guard let minor = try? AmountText.minor(Array(text.utf8)[...], style: [], decimals: 2), minor >= 0 else {
            throw .notAnAmount(column: column)
        }
        return minor
    }

    private func kind(_ cells: Cells, _ direction: String, hasRefund: Bool) throws(RowFault) -> StatementRow.Kind {
        let goods = try cells.text(.goods) ?? ""
        let status = try cells.text(.status)
        if goods.hasPrefix("退款-") || status == "退款成功" { return .refund }
        let category = try cells.text(.category) ?? ""
        if direction == "收入" { return .incoming }
        if direction == "不计收支" { return hasRefund ? .sale : .neutral }
        return JDWallet.movements.contains(category) ? .outgoing : .sale
    }

    private func status(_ cells: Cells) throws(RowFault) -> StatementRow.Status {
        let word = try cells.word(.status)
        switch word {
        case "交易成功", "退款成功", "还款成功", "充值成功", "提现成功": return .approved
        case "交易关闭": return .closed
        case "处理中", "退款中", "等待付款": return .pending
        case "交易失败", "退款失败": return .declined
        default: throw cells.fault(unknown: word, in: .status)
        }
    }

    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal] {
        totals.controls(
            read: counts.read, directions: [("收入", "收入"), ("支出", "支出"), ("不计收支", "不计收支")])
    }
}
