// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// A person's WeChat wallet export (微信支付账单明细).
enum WeChatWallet {
    static let known = KnownFormat(
        format: StatementFormat(
            name: "wechat-wallet", title: Phrase(zh: "微信个人账单", en: "WeChat wallet export"), role: .wallet),
        layout: Layout(
            required: [
                (.time, ["交易时间"]), (.type, ["交易类型"]), (.counterparty, ["交易对方"]), (.goods, ["商品"]),
                (.direction, ["收/支"]), (.amount, ["金额(元)"]), (.method, ["支付方式"]), (.status, ["当前状态"]),
                (.channelOrder, ["交易单号"]), (.order, ["商户单号"]),
            ],
            optional: [(.remark, ["备注"])]),
        marks: ["微信支付账单明细"], hasNullMarks: true, makeInterpreter: { context in WeChatWalletRows(context) })

    /// Words for paying a merchant.
    static let purchases: Set<String> = ["商户消费", "扫二维码付款", "亲属卡交易", "分分捐"]
    /// Words for money between people or between one's own accounts.
    static let movements: Set<String> = [
        "转账", "微信红包", "微信红包（单发）", "微信红包（群红包）", "群收款", "零钱提现", "零钱充值", "信用卡还款", "购买理财通",
        "理财通购买", "理财通赎回", "赞赏码", "其他", "手机充值", "转账-退款", "微信红包-退款", "群收款-退款",
    ]
    static let movementPrefixes = ["转入零钱通", "零钱通转出", "转入零钱", "零钱通转入"]

    static let done: Set<String> = [
        "支付成功", "已转账", "对方已收钱", "朋友已收钱", "已收钱", "已存入零钱", "提现已到账", "充值完成", "充值成功", "已到账",
        "收款成功", "已全额退款",
    ]
}

private struct WeChatWalletRows: RowInterpreter {
    private var totals: WalletTotals

    init(_ context: ReadingContext) { totals = WalletTotals(context.preamble) }

    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let minor = try cells.amount(.amount, style: [.currencySign])
        guard minor >= 0 else { throw .negativeAmount(column: cells.map.name(of: .amount)) }
        let direction = try direction(cells)
        totals.add(direction, minor: minor)
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: try kind(cells, direction))
        row.side = row.kind.isTransaction && isPayers(row.kind, direction) ? .payer : .merchant
        row.amount = Money(minor: minor)
        guard let time = try cells.time(.time) else { throw .missing(column: cells.map.name(of: .time)) }
        row.occurredAt = time
        try addStatus(to: &row, cells)
        if let text = try cells.label(.method) {
            let method = PayMethod(text)
            row.channel = method.name
            row.card = method.card
        }
        row.product = "wechat"
        try WalletNumbers.add(to: &row, cells, refundHasOwnNumber: false)
        row.remark = try cells.remark([.counterparty, .goods, .remark])
        return row
    }

    /// 收入, 支出, or 中性交易 for `/`.
    private func direction(_ cells: Cells) throws(RowFault) -> String {
        let word = try cells.text(.direction) ?? "中性交易"
        guard word == "收入" || word == "支出" || word == "中性交易" else { throw cells.fault(unknown: word, in: .direction) }
        return word
    }

    private func kind(_ cells: Cells, _ direction: String) throws(RowFault) -> StatementRow.Kind {
        let word = try cells.word(.type)
        let movement: StatementRow.Kind =
            direction == "收入" ? .incoming : direction == "支出" ? .outgoing : .neutral
        if WeChatWallet.movements.contains(word) { return movement }
        if WeChatWallet.movementPrefixes.contains(where: word.hasPrefix) { return movement }
        if WeChatWallet.purchases.contains(word) { return direction == "支出" ? .sale : movement }
        if word == "二维码收款" { return direction == "收入" ? .sale : movement }
        if word == "退款" || word.hasSuffix("-退款") { return direction == "中性交易" ? .neutral : .refund }
        throw cells.fault(unknown: word, in: .type)
    }

    /// Money that left the wallet for a purchase, or came back from one, shows the customer's side.
    private func isPayers(_ kind: StatementRow.Kind, _ direction: String) -> Bool {
        kind == .sale ? direction == "支出" : direction == "收入"
    }

    private func addStatus(to row: inout StatementRow, _ cells: Cells) throws(RowFault) {
        let word = try cells.word(.status)
        if word.hasPrefix("已退款") {
            // `已退款(￥12.00)` or `已退款￥12.00`: part of the sale was given back; the refund has its own row.
            let part = word.dropFirst(3).filter { $0 != "(" && $0 != ")" && $0 != "（" && $0 != "）" }
            guard let minor = try? AmountText.minor(Array(part.utf8)[...], style: .currencySign, decimals: 2)
            else { throw cells.fault(unknown: word, in: .status) }
            row.status = .approved
            if row.kind == .sale { row.refundedPart = Money(minor: minor) }
            return
        }
        switch word {
        case _ where WeChatWallet.done.contains(word): row.status = .approved
        case "已退还", "对方已退还": row.status = .reversed
        case "支付失败", "提现失败", "充值失败": row.status = .declined
        case "等待确认收款", "待对方收款", "提现处理中": row.status = .pending
        default: throw cells.fault(unknown: word, in: .status)
        }
        if word == "已全额退款", row.kind == .sale { row.refundedPart = row.amount }
    }

    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal] {
        totals.controls(
            read: counts.read, directions: [("收入", "收入"), ("支出", "支出"), ("中性交易", "中性交易")])
    }
}

/// Order numbers of wallet rows.
enum WalletNumbers {
    /// - Parameter refundHasOwnNumber: whether the channel's number on a refund is that of the refund itself. Where
    ///   it is the payment's, two refunds of one payment would look like one.
    static func add(to row: inout StatementRow, _ cells: Cells, refundHasOwnNumber: Bool) throws(RowFault) {
        let order = try cells.identifier(.order, OrderNumber.self)
        let channelOrder = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        guard row.kind == .refund else {
            row.order = order
            row.channelOrder = channelOrder
            return
        }
        row.original = order?.text ?? channelOrder?.text
        if refundHasOwnNumber { row.channelOrder = channelOrder }
    }
}
