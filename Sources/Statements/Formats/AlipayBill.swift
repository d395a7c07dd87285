// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Alipay merchant bills (业务明细): GBK, `#` lines around the rows, totals at the end.
enum AlipayBill {
    static let known = KnownFormat(
        format: StatementFormat(
            name: "alipay-bill", title: Phrase(zh: "支付宝商户业务明细", en: "Alipay merchant bill"), role: .acquirer),
        layout: layout, marks: ["支付宝业务明细查询", "业务明细列表"],
        makeInterpreter: { context in AlipayBillRows(context) })

    private static let layout = Layout(
        required: [
            (.channelOrder, ["支付宝交易号"]), (.order, ["商户订单号"]), (.type, ["业务类型"]), (.time, ["完成时间"]),
            (.amount, ["订单金额（元）"]), (.received, ["商家实收（元）"]), (.refundOrder, ["退款批次号/请求号", "退款批次号"]),
            (.fee, ["服务费（元）"]),
        ],
        optional: [
            (.goods, ["商品名称"]), (.date, ["创建时间"]), (.operatorName, ["操作员"]), (.terminal, ["终端号"]),
            (.remark, ["备注"]),
        ],
        ignored: [
            "门店编号", "门店名称", "对方账户", "支付宝红包（元）", "集分宝（元）", "支付宝优惠（元）", "商家优惠（元）", "券核销金额（元）",
            "券名称", "商家红包消费金额（元）", "卡消费金额（元）", "分润（元）",
        ],
        refusesUnknown: true)
}

private struct AlipayBillRows: RowInterpreter {
    /// One kind of rows: what they add up to and what the footer states.
    private struct Part {
        var rows: Int64 = 0
        var received: Int128 = 0
        var stated: (count: Int64, received: Int128, line: Int)?
        /// The sign that all rows of the kind must share, from the first that has one.
        var sign: Int64 = 0
        var feeSign: Int64 = 0
    }

    private let merchant: MerchantID?
    private var sales = Part()
    private var refunds = Part()
    private var unreadable: Int64 = 0

    init(_ context: ReadingContext) {
        // `#账号：[20880000000000000156]`
        let line = context.preamble.first { $0.hasPrefix("#账号") }
        let digits = line?.unicodeScalars.filter { ("0"..."9").contains($0) }
        merchant = digits.flatMap { MerchantID(String(String.UnicodeScalarView($0))) }
    }

    mutating func noteUnreadable() { unreadable += 1 }

    mutating func takesAsFooter(_ row: RawRow, _ decoder: TextDecoder) throws(StatementError) -> Bool {
        guard row.bytes.first == UInt8(ascii: "#") else { return false }
        let text = decoder.lenientText(row.bytes[...])
        if text.hasPrefix("#交易合计") {
            sales.stated = try Self.stated(text, after: "商家实收共", line: row.line)
        } else if text.hasPrefix("#退款合计") {
            refunds.stated = try Self.stated(text, after: "商家实收退款共", line: row.line)
        }
        return true
    }

    private static func stated(
        _ text: String, after label: String, line: Int
    ) throws(StatementError) -> (count: Int64, received: Int128, line: Int) {
        guard let count = StatedFigure.count(in: text), let amount = StatedFigure.amount(in: text, after: label),
            let fine = AmountText.fine(Array(amount.utf8)[...])
        else {
            throw StatementError(
                .headerDrifted, line: line, field: label, zh: "第 \(line) 行：合计的写法不认识",
                en: "line \(line): the totals are written in a way that is not known")
        }
        return (count, Int128(fine), line)
    }

    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let word = try cells.word(.type)
        switch word {
        case "交易": return try sale(cells)
        case "退款": return try refund(cells)
        default:
            unreadable += 1
            throw cells.fault(unknown: word, in: .type)
        }
    }

    private mutating func sale(_ cells: Cells) throws(RowFault) -> StatementRow {
        let received = try count(cells, isRefund: false)
        var row = try shared(cells, .sale)
        row.order = try cells.identifier(.order, OrderNumber.self)
        row.channelOrder = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        guard row.channelOrder != nil else { throw .missing(column: cells.map.name(of: .channelOrder)) }
        let amount = try cells.amount(.amount, style: [])
        guard amount >= 0, received >= 0 else {
            throw .clashingSign(column: cells.map.name(of: amount < 0 ? .amount : .received), type: "交易")
        }
        row.amount = Money(minor: amount)
        try addFee(to: &row, cells, received: received, isRefund: false)
        return row
    }

    private mutating func refund(_ cells: Cells) throws(RowFault) -> StatementRow {
        let received = try count(cells, isRefund: true)
        var row = try shared(cells, .refund)
        row.original = try cells.identifierText(.order)
        row.order = try cells.identifier(.refundOrder, OrderNumber.self)
        guard row.order != nil else { throw .noRefundNumber(column: cells.map.name(of: .refundOrder)) }
        // The payment's own number; the refund is told from its siblings by `order`.
        row.channelOrder = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        // Some bills show refunds negative, some positive: the type gives the direction, the footer proves the sum.
        let sign = received.signum()
        if sign != 0 {
            guard refunds.sign == 0 || refunds.sign == sign else {
                throw .signTurned(column: cells.map.name(of: .received))
            }
            refunds.sign = sign
        }
        row.amount = Money(minor: Self.magnitude(try cells.amount(.amount, style: [])))
        try addFee(to: &row, cells, received: -Self.magnitude(received), isRefund: true)
        return row
    }

    /// Adds a row to the sums of its kind before anything else about it can fail.
    private mutating func count(_ cells: Cells, isRefund: Bool) throws(RowFault) -> Int64 {
        if isRefund { refunds.rows += 1 } else { sales.rows += 1 }
        do throws(RowFault) {
            let received = try cells.amount(.received, style: [])
            let fine = Int128(received) * 1_000
            if isRefund { refunds.received += fine } else { sales.received += fine }
            return received
        } catch {
            unreadable += 1
            throw error
        }
    }

    private func shared(_ cells: Cells, _ kind: StatementRow.Kind) throws(RowFault) -> StatementRow {
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: kind)
        row.status = .approved
        row.occurredAt = try cells.time(.time)
        if row.occurredAt == nil { row.occurredAt = try cells.time(.date) }
        guard row.occurredAt != nil else { throw .missing(column: cells.map.name(of: .time)) }
        row.merchant = merchant
        row.terminal = try cells.identifier(.terminal, TerminalID.self)
        row.operatorName = try cells.label(.operatorName)
        row.product = "alipay"
        row.channel = "alipay"
        row.acquirer = "alipay"
        row.remark = try cells.remark([.goods, .remark])
        return row
    }

    /// The fee is charged on a sale and given back on a refund; its sign in the file is the same for all of a kind.
    private mutating func addFee(
        to row: inout StatementRow, _ cells: Cells, received: Int64, isRefund: Bool
    ) throws(RowFault) {
        guard let written = try cells.minor(.fee, style: .trailingZeros, currency: .cny) else { return }
        let sign = written.signum()
        if sign != 0 {
            let known = isRefund ? refunds.feeSign : sales.feeSign
            guard known == 0 || known == sign else { throw .signTurned(column: cells.map.name(of: .fee)) }
            if isRefund { refunds.feeSign = sign } else { sales.feeSign = sign }
        }
        let fee = isRefund ? -Self.magnitude(written) : Self.magnitude(written)
        row.fee = Money(minor: fee)
        let (net, overflow) = received.subtractingReportingOverflow(fee)
        guard !overflow else { throw .amountOutOfRange(column: cells.map.name(of: .received)) }
        row.net = Money(minor: net)
    }

    private static func magnitude(_ value: Int64) -> Int64 { value == .min ? .max : abs(value) }

    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal] {
        guard let sale = sales.stated, let refund = refunds.stated else {
            throw StatementError(
                .truncated, field: sales.stated == nil ? "#交易合计" : "#退款合计", zh: "文件末尾没有合计行，文件不完整",
                en: "the totals at the end are missing: the file is cut short")
        }
        let refunded = refund.received == -refunds.received ? -refunds.received : refunds.received
        return [
            try control("交易合计（笔）", String(sale.count), String(sales.rows), sale.line),
            try control("交易合计 商家实收", Self.text(sale.received), Self.text(sales.received), sale.line),
            try control("退款合计（笔）", String(refund.count), String(refunds.rows), refund.line),
            try control("退款合计 商家实收退款", Self.text(refund.received), Self.text(refunded), refund.line),
        ]
    }

    private static func text(_ fine: Int128) -> String { Money.text(minor: fine / 1_000, decimals: 2) }

    private func control(
        _ name: String, _ stated: String, _ counted: String, _ line: Int
    ) throws(StatementError) -> ControlTotal {
        guard stated == counted else {
            let zh = unreadable > 0 ? "（有 \(unreadable) 行读不出）" : ""
            let en = unreadable > 0 ? " (rows that could not be read: \(unreadable))" : ""
            throw StatementError(
                .totalsDiffer, line: line, field: name, zh: "“\(name)”不符：文件写 \(stated)，各行合计 \(counted)\(zh)",
                en: "“\(name)” does not agree: the file states \(stated), its rows add up to \(counted)\(en)")
        }
        return ControlTotal(name: name, stated: stated, counted: counted, isBinding: true)
    }
}
