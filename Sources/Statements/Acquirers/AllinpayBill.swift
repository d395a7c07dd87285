// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Allinpay bills of POS and QR payments (通联支付交易明细): 34 columns, which a file from the interface has without
/// a header and a file from the merchants' page with one.
enum AllinpayBill {
    static let known = KnownFormat(
        format: format, layout: layout, marks: [], makeInterpreter: { _ in AllinpayRows() })

    static let withoutHeader = HeadlessFormat(
        format: format, columns: columns, fits: looksLikeRow, makeInterpreter: { _ in AllinpayRows() })

    private static let format = StatementFormat(
        name: "allinpay-bill", title: Phrase(zh: "通联支付交易明细", en: "Allinpay bill"), role: .acquirer)

    private static let layout = Layout(
        required: [
            (.merchant, ["商户号"]), (.terminal, ["终端号"]), (.clock, ["交易时间"]), (.type, ["交易类型"]),
            (.batch, ["交易批次号"]), (.voucher, ["凭证号"]), (.reference, ["参考号"]), (.amount, ["交易金额"]),
            (.fee, ["手续费"]), (.date, ["交易日期"]), (.channelOrder, ["交易单号"]),
        ],
        optional: [
            (.card, ["卡号"]), (.category, ["卡类别"]), (.channel, ["发卡行名称"]), (.order, ["订单号"]),
            (.remark, ["商户备注"]), (.net, ["结算金额"]), (.original, ["原交易单"]),
        ],
        ignored: [
            "门店名称", "门店名", "发卡行机构代码", "对接应用号", "原始金额", "产品类型", "分期贴息", "交易完成时间", "分期数",
            "优惠金额", "实付金额", "渠道交易类型", "门店编号", "交易完成日期", "交易日期时间",
        ],
        personal: ["持卡人姓名", "持卡人身份证", "出金方账户名称", "姓名"],
        refusesUnknown: true)

    /// In the order of the description.
    private static let columns: [HeadlessFormat.Column] = [
        .init("商户号", .merchant), .init("门店名称"), .init("终端号", .terminal), .init("交易时间", .clock),
        .init("交易类型", .type), .init("交易批次号", .batch), .init("凭证号", .voucher), .init("参考号", .reference),
        .init("卡号", .card), .init("卡类别", .category), .init("发卡行机构代码"), .init("发卡行名称", .channel),
        .init("交易金额", .amount), .init("手续费", .fee), .init("交易日期", .date), .init("交易单号", .channelOrder),
        .init("订单号", .order), .init("商户备注", .remark), .init("对接应用号"), .init("原始金额"), .init("结算金额", .net),
        .init("产品类型"), .init("分期贴息"), .init("交易完成时间"), .init("持卡人姓名", isPersonal: true),
        .init("持卡人身份证", isPersonal: true), .init("分期数"), .init("优惠金额"), .init("实付金额"),
        .init("原交易单", .original), .init("渠道交易类型"), .init("出金方账户名称", isPersonal: true), .init("门店编号"),
        .init("交易完成日期"),
    ]

    private static let looksLikeRow: @Sendable ([String]) -> Bool = { cells in
        guard cells.count == columns.count || (cells.count == columns.count + 1 && cells.last == "") else {
            return false
        }
        let bytes = { (at: Int) in Array(cells[at].utf8)[...] }
        return TimeText.secondOfDay(bytes(3)) != nil && TimeText.date(bytes(14)) != nil
            && (try? AmountText.minor(bytes(12), style: .trailingZeros, decimals: 2)) != nil
    }

    /// What a type is: its kind, and the product of a wallet.
    static let types: [String: (kind: StatementRow.Kind, product: String?)] = [
        "消费": (.sale, nil), "消费撤销": (.void, nil), "退货": (.refund, nil), "退款": (.refund, nil),
        "预授权完成": (.completion, nil), "预授权完成撤销": (.void, nil),
        "微信支付": (.sale, "wechat"), "微信支付撤销": (.void, "wechat"), "微信支付退款": (.refund, "wechat"),
        "微信撤销": (.void, "wechat"), "微信退款": (.refund, "wechat"),
        "支付宝支付": (.sale, "alipay"), "支付宝支付撤销": (.void, "alipay"), "支付宝支付退款": (.refund, "alipay"),
        "支付宝撤销": (.void, "alipay"), "支付宝退款": (.refund, "alipay"),
        "银联扫码支付": (.sale, "qr"), "银联扫码撤销": (.void, "qr"), "银联扫码退货": (.refund, "qr"),
        "银联扫码退款": (.refund, "qr"),
    ]

    /// Types that move no customer's money, or another way than a payment does, with the reason.
    static let setAside: [String: Phrase] = [
        "预授权": Phrase(zh: "预授权只是冻结，不清算", en: "a pre-authorisation only holds the money; it is not settled"),
        "预授权撤销": Phrase(
            zh: "预授权撤销只是解冻，不清算", en: "the end of a pre-authorisation frees the money; it is not settled"),
        "差错借记调整": Phrase(
            zh: "差错调整，不是顾客的付款；按来函处理", en: "an adjustment, no customer's payment; work on it as a notice"),
        "差错贷记调整": Phrase(
            zh: "差错调整，不是顾客的付款；按来函处理", en: "an adjustment, no customer's payment; work on it as a notice"),
    ]

    /// Words for kinds of cards and the product a tariff knows them by.
    static let products = [
        "借记卡": "debit", "贷记卡": "credit", "准贷记卡": "credit", "信用卡": "credit", "预付费卡": "prepaid",
    ]
}

private struct AllinpayRows: RowInterpreter {
    func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let word = try cells.word(.type)
        if let reason = AllinpayBill.setAside[word] { throw .setAside(reason) }
        guard let type = AllinpayBill.types[word] else { throw cells.fault(unknown: word, in: .type) }
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: type.kind)
        // A bill lists what will be settled.
        row.status = .approved
        row.acquirer = "allinpay"
        row.merchant = try cells.identifier(.merchant, MerchantID.self)
        try addNumbers(to: &row, cells)
        guard let date = try cells.date(.date) else { throw .missing(column: cells.map.name(of: .date)) }
        guard let second = try cells.secondOfDay(.clock) else { throw .missing(column: cells.map.name(of: .clock)) }
        row.occurredAt = CivilTime(date, secondOfDay: second)
        try addProduct(to: &row, cells, wallet: type.product)
        try addMoney(to: &row, cells, word)
        row.remark = try cells.remark([.remark])
        return row
    }

    private func addNumbers(to row: inout StatementRow, _ cells: Cells) throws(RowFault) {
        row.terminal = try cells.identifier(.terminal, TerminalID.self)
        row.batch = try cells.identifier(.batch, BatchNumber.self)
        row.voucher = try cells.identifier(.voucher, VoucherNumber.self)
        row.reference = try cells.identifier(.reference, ReferenceNumber.self)
        row.order = try cells.identifier(.order, OrderNumber.self)
        row.channelOrder = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        if row.kind != .sale { row.original = try cells.identifierText(.original) }
        let hasSlipKey = row.terminal != nil && (row.reference != nil || (row.batch != nil && row.voucher != nil))
        guard hasSlipKey || row.order != nil || row.channelOrder != nil else { throw .noKey }
    }

    private func addProduct(to row: inout StatementRow, _ cells: Cells, wallet: String?) throws(RowFault) {
        if let wallet {
            // Where a card number would stand, a wallet's row has the customer's name at the wallet: not kept.
            row.product = wallet
            row.channel = wallet
            return
        }
        row.card = try cells.card(.card)
        row.channel = try cells.label(.channel)
        row.product = try cells.label(.category).map { AllinpayBill.products[$0] ?? $0 }
    }

    /// The type gives the direction; bills show what goes back with and without a minus.
    private func addMoney(to row: inout StatementRow, _ cells: Cells, _ word: String) throws(RowFault) {
        let written = try cells.amount(.amount, style: .trailingZeros)
        let isBack = row.kind == .refund || row.kind == .void
        guard isBack || written >= 0 else { throw .clashingSign(column: cells.map.name(of: .amount), type: word) }
        let amount = Int64(clamping: written.magnitude)
        row.amount = Money(minor: amount)
        let fee = try cells.minor(.fee, style: .trailingZeros, currency: .cny)
        let settled = try cells.minor(.net, style: .trailingZeros, currency: .cny)
        guard isBack else {
            row.fee = fee.map { Money(minor: $0) }
            row.net = settled.map { Money(minor: $0) }
            return
        }
        row.net = settled.map { Money(minor: -Int64(clamping: $0.magnitude)) }
        guard let fee else { return }
        guard fee != 0 else {
            row.fee = Money(minor: 0)
            return
        }
        // Given back, or charged once more? The settled amount proves it; without it only a minus tells.
        let size = Int128(fee.magnitude)
        let proof = settled.map { Int128($0.magnitude) }
        if proof == Int128(amount) - size || (proof == nil && fee < 0) {
            row.fee = Money(minor: -Int64(clamping: fee.magnitude))
        } else if proof == Int128(amount) + size {
            row.fee = Money(minor: Int64(clamping: fee.magnitude))
        } else {
            throw .clashingSign(column: cells.map.name(of: .fee), type: word)
        }
    }
}
