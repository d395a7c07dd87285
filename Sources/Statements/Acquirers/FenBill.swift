// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Bills of aggregators that count fen. Their columns say so in brackets, `交易金额(分)`, and only then is a file read
/// here: the same digits without the word could be yuan, a hundred times as much.
enum FenBill {
    static let known = KnownFormat(
        format: StatementFormat(
            name: "fen-bill", title: Phrase(zh: "聚合支付账单（分）", en: "aggregator bill in fen"), role: .acquirer),
        layout: Layout(
            required: [
                (.order, ["商户订单号", "商户单号", "商户流水号"]),
                (.type, ["交易类型", "业务类型", "订单类型"]),
                (.time, ["交易时间", "支付时间", "交易完成时间", "完成时间"]),
                (.amount, fen(["交易金额", "订单金额", "支付金额", "金额"])),
                (.fee, fen(["手续费", "商户手续费", "交易手续费"])),
            ],
            optional: [
                (.channelOrder, ["平台订单号", "平台流水号", "交易单号", "系统订单号", "交易流水号"]),
                (.refundOrder, ["商户退款单号", "退款单号", "商户退款号"]), (.original, ["原商户订单号", "原商户单号", "原订单号"]),
                (.net, fen(["结算金额", "应结金额", "清算金额", "入账金额"])), (.merchant, ["商户号", "商户编号"]),
                (.terminal, ["终端号", "设备号"]), (.channel, ["支付渠道", "支付方式", "支付通道"]),
                (.status, ["交易状态", "订单状态", "状态"]), (.settleDate, ["结算日期", "清算日期"]),
                (.remark, ["备注", "商品名称"]),
            ]),
        marks: [], makeInterpreter: { _ in FenRows() })

    private static func fen(_ names: [String]) -> [String] {
        names.flatMap { ["\($0)(分)", "\($0)_分", "\($0)/分", "\($0)(单位:分)"] }
    }

    static let kinds: [String: StatementRow.Kind] = [
        "消费": .sale, "支付": .sale, "交易": .sale, "收款": .sale, "退款": .refund, "退货": .refund, "撤销": .void,
        "消费撤销": .void, "冲正": .reversal,
    ]
    static let statuses: [String: StatementRow.Status] = [
        "成功": .approved, "交易成功": .approved, "支付成功": .approved, "退款成功": .approved, "已退款": .approved,
        "SUCCESS": .approved, "失败": .declined, "交易失败": .declined, "FAIL": .declined, "处理中": .pending,
        "退款中": .pending, "已关闭": .closed, "CLOSED": .closed,
    ]
    static let products: [String: String] = [
        "微信": "wechat", "微信支付": "wechat", "WECHAT": "wechat", "WXPAY": "wechat", "支付宝": "alipay", "ALIPAY": "alipay",
        "云闪付": "qr", "银联": "qr", "银联二维码": "qr", "UNIONPAY": "qr",
    ]
}

private struct FenRows: RowInterpreter {
    func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let word = try cells.word(.type)
        guard let kind = FenBill.kinds[word] else { throw cells.fault(unknown: word, in: .type) }
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: kind)
        row.status = .approved
        if let word = try cells.text(.status) {
            guard let status = FenBill.statuses[word] else { throw cells.fault(unknown: word, in: .status) }
            row.status = status
        }
        row.merchant = try cells.identifier(.merchant, MerchantID.self)
        row.terminal = try cells.identifier(.terminal, TerminalID.self)
        guard let time = try cells.time(.time) else { throw .missing(column: cells.map.name(of: .time)) }
        row.occurredAt = time
        row.settledOn = try cells.date(.settleDate)
        row.channel = try cells.label(.channel)
        row.product = row.channel.map { FenBill.products[$0] ?? FenBill.products[$0.uppercased()] ?? $0 }
        try addNumbers(to: &row, cells)
        try addMoney(to: &row, cells, word)
        row.remark = try cells.remark([.remark])
        return row
    }

    private func addNumbers(to row: inout StatementRow, _ cells: Cells) throws(RowFault) {
        let order = try cells.identifier(.order, OrderNumber.self)
        row.channelOrder = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        guard row.kind != .sale else {
            row.order = order
            guard order != nil || row.channelOrder != nil else { throw .missing(column: cells.map.name(of: .order)) }
            return
        }
        let original = try cells.identifierText(.original)
        if let own = try cells.identifier(.refundOrder, OrderNumber.self) {
            row.order = own
            row.original = original ?? order?.text
        } else if original != nil, original != order?.text {
            // With a column for the original, the order number is that of the refund itself.
            row.order = order
            row.original = original
        } else {
            row.original = original ?? order?.text
        }
        // The platform's number is often the payment's, which two refunds of it would share.
        guard row.order != nil else {
            throw .noRefundNumber(column: cells.map.name(of: .refundOrder))
        }
    }

    /// The type gives the direction; what goes back may have a minus, and its fee then has one too.
    private func addMoney(to row: inout StatementRow, _ cells: Cells, _ word: String) throws(RowFault) {
        let written = try cells.amount(.amount, style: .minorUnits)
        let isBack = row.kind != .sale
        guard isBack || written >= 0 else { throw .clashingSign(column: cells.map.name(of: .amount), type: word) }
        row.amount = Money(minor: Int64(clamping: written.magnitude))
        let signed = isBack ? -Int128(written.magnitude) : Int128(written)
        let fee = try cells.minor(.fee, style: .minorUnits, currency: .cny)
        guard let settled = try cells.minor(.net, style: .minorUnits, currency: .cny) else {
            // Without the settled sum a fee on what goes back is sure only when it has a minus or is nothing.
            if let fee, isBack, fee > 0 { throw .clashingSign(column: cells.map.name(of: .fee), type: word) }
            row.fee = fee.map { Money(minor: $0) }
            return
        }
        let net = isBack ? -Int128(settled.magnitude) : Int128(settled)
        guard let fee else {
            row.net = Money(minor: Int64(clamping: net))
            return
        }
        guard (signed - net).magnitude == Int128(fee).magnitude else {
            throw .netDiffers(column: cells.map.name(of: .net))
        }
        row.fee = Money(minor: Int64(clamping: signed - net))
        row.net = Money(minor: Int64(clamping: net))
    }
}
