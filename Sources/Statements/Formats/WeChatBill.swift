// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// WeChat Pay merchant bills (交易账单): ALL, SUCCESS and REFUND, in today's layout and that of 2016.
enum WeChatBill {
    static let known = KnownFormat(
        format: StatementFormat(
            name: "wechat-bill", title: Phrase(zh: "微信支付商户交易账单", en: "WeChat Pay merchant bill"),
            role: .acquirer),
        layout: layout, marks: [], dialect: RowDialect(quoting: .backtick),
        makeInterpreter: { context in WeChatBillRows(context) })

    private static let layout = Layout(
        required: [
            (.time, ["交易时间"]), (.merchant, ["商户号"]), (.channelOrder, ["微信订单号"]), (.order, ["商户订单号"]),
            (.type, ["交易类型"]), (.status, ["交易状态"]), (.currency, ["货币种类"]),
            (.payable, ["应结订单金额", "总金额"]), (.fee, ["手续费"]),
        ],
        optional: [
            (.subMerchant, ["特约商户号", "子商户号"]), (.terminal, ["设备号"]), (.channel, ["付款银行"]),
            (.refundChannelOrder, ["微信退款单号"]), (.refundOrder, ["商户退款单号"]), (.refundAmount, ["退款金额"]),
            (.couponRefund, ["充值券退款金额", "代金券或立减优惠退款金额", "企业红包退款金额"]), (.refundStatus, ["退款状态"]),
            (.goods, ["商品名称"]), (.amount, ["订单金额"]), (.refundApplied, ["申请退款金额"]),
        ],
        ignored: [
            "公众账号ID", "用户标识", "代金券金额", "代金券或立减优惠金额", "企业红包金额", "退款类型", "商户数据包", "费率",
            "费率备注", "退款申请时间", "退款成功时间",
        ],
        refusesUnknown: true)

    /// Names of totals and the column each adds up; nil counts the rows.
    static let totals: [(names: [String], field: Field?)] = [
        (["总交易单数"], nil), (["应结订单总金额", "总交易额"], .payable),
        (["退款总金额", "总退款金额"], .refundAmount),
        (["充值券退款总金额", "总代金券或立减优惠退款金额", "总企业红包退款金额"], .couponRefund),
        (["手续费总金额"], .fee), (["订单总金额"], .amount), (["申请退款总金额"], .refundApplied),
    ]
}

private struct WeChatBillRows: RowInterpreter {
    private let map: ColumnMap
    private var totals: BillTotals

    init(_ context: ReadingContext) {
        map = context.map
        totals = BillTotals(context.map)
    }

    mutating func takesAsFooter(_ row: RawRow, _ decoder: TextDecoder) throws(StatementError) -> Bool {
        try totals.takesAsFooter(row, decoder)
    }

    mutating func noteUnreadable() { totals.noteUnreadable() }

    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal] {
        try totals.close(rows: counts.read, map: map)
    }

    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        totals.add(cells)
        let status = try cells.word(.status)
        switch status {
        case "SUCCESS": return try sale(cells)
        case "REFUND": return try refund(cells, as: .refund)
        case "REVOKED": return try refund(cells, as: .reversal)
        default: throw cells.fault(unknown: status, in: .status)
        }
    }

    private func shared(_ cells: Cells, _ kind: StatementRow.Kind) throws(RowFault) -> (StatementRow, Currency) {
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: kind)
        guard let time = try cells.time(.time) else { throw .missing(column: cells.map.name(of: .time)) }
        row.occurredAt = time
        // A service provider's bill names the shop in the second column; others write 0 there.
        let shop = try cells.identifier(.subMerchant, MerchantID.self)
        let own = try cells.identifier(.merchant, MerchantID.self)
        row.merchant = shop.flatMap { $0.text == "0" ? nil : $0 } ?? own
        row.terminal = try cells.identifier(.terminal, TerminalID.self)
        row.channel = try cells.label(.channel) ?? "wechat"
        row.product = "wechat"
        row.acquirer = "wechat"
        row.remark = try cells.remark([.goods])
        return (row, try cells.currency(.currency))
    }

    private func sale(_ cells: Cells) throws(RowFault) -> StatementRow {
        var (row, currency) = try shared(cells, .sale)
        row.status = .approved
        row.order = try cells.identifier(.order, OrderNumber.self)
        row.channelOrder = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        guard row.channelOrder != nil else { throw .missing(column: cells.map.name(of: .channelOrder)) }
        let payable = try cells.amount(.payable, style: .trailingZeros, currency: currency)
        // What the customer bought; the payable part is less only where a coupon of the merchant's own was used.
        let ordered = try cells.minor(.amount, style: .trailingZeros, currency: currency) ?? payable
        for (amount, field) in [(payable, Field.payable), (ordered, .amount)] where amount < 0 {
            throw .negativeAmount(column: cells.map.name(of: field))
        }
        try addMoney(to: &row, cells, amount: ordered, settled: payable, currency)
        return row
    }

    private func refund(_ cells: Cells, as kind: StatementRow.Kind) throws(RowFault) -> StatementRow {
        var (row, currency) = try shared(cells, kind)
        row.status = try refundStatus(cells)
        row.original = try cells.identifierText(.order)
        row.order = try cells.identifier(.refundOrder, OrderNumber.self)
        row.channelOrder = try cells.identifier(.refundChannelOrder, ChannelOrderNumber.self)
        guard row.order != nil || row.channelOrder != nil else {
            throw .noRefundNumber(column: cells.map.name(of: .refundChannelOrder))
        }
        let settled = try cells.amount(.refundAmount, style: .trailingZeros, currency: currency)
        let applied = try cells.minor(.refundApplied, style: .trailingZeros, currency: currency) ?? settled
        for (amount, field) in [(settled, Field.refundAmount), (applied, .refundApplied)] where amount < 0 {
            throw .negativeAmount(column: cells.map.name(of: field))
        }
        try addMoney(to: &row, cells, amount: applied, settled: -settled, currency)
        return row
    }

    private func addMoney(
        to row: inout StatementRow, _ cells: Cells, amount: Int64, settled: Int64, _ currency: Currency
    ) throws(RowFault) {
        row.amount = Money(minor: amount, currency: currency)
        guard let fee = try cells.minor(.fee, style: .trailingZeros, currency: currency) else { return }
        row.fee = Money(minor: fee, currency: currency)
        let (net, overflow) = settled.subtractingReportingOverflow(fee)
        guard !overflow else { throw .amountOutOfRange(column: cells.map.name(of: .fee)) }
        row.net = Money(minor: net, currency: currency)
    }

    /// The state on the day the bill was made; it is never updated.
    private func refundStatus(_ cells: Cells) throws(RowFault) -> StatementRow.Status {
        guard let word = try cells.text(.refundStatus) else { return .approved }
        switch word {
        case "SUCCESS": return .approved
        case "PROCESSING", "CHANGE": return .pending
        case "FAIL": return .declined
        case "CLOSED": return .closed
        default: throw cells.fault(unknown: word, in: .refundStatus)
        }
    }
}
