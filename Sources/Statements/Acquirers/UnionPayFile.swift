// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// UnionPay full-channel merchant files (银联全渠道): ZM lists transactions, ZME errors. GBK, fixed width, one blank
/// between fields; bytes are cut before they are decoded.
///
///     S22 00012900    00010000    022118 1120153007 6222…        000000005800 5411 …
///     │   │           │           │      │ MMDDhhmmss, no year   │ fen
///     3   11          11          6      10        19            12
enum UnionPayFile {
    static let transactions = HeadlessFormat(
        format: StatementFormat(
            name: "unionpay-zm", title: Phrase(zh: "银联全渠道对账文件 ZM", en: "UnionPay full-channel file ZM"),
            role: .acquirer),
        columns: columns, dialect: RowDialect(quoting: .fixed(widths, atLeast: 40)), encoding: .gb18030,
        fits: { looksLike($0, amount: 6) },
        makeInterpreter: { context in UnionPayRows(context) })

    static let errors = HeadlessFormat(
        format: StatementFormat(
            name: "unionpay-zme", title: Phrase(zh: "银联全渠道差错文件 ZME", en: "UnionPay full-channel file ZME"),
            role: .acquirer),
        columns: errorColumns, dialect: RowDialect(quoting: .fixed(errorWidths, atLeast: 7)), encoding: .gb18030,
        fits: { looksLike($0, amount: 6) },
        makeInterpreter: { _ in UnionPayErrors() })

    /// The last field takes what is left: editions of the file end differently after the original order number (one
    /// reserved field of 98 bytes, one of 131 with the order number in it, or four of 13, 2, 1, 12 and 67).
    private static let widths =
        [3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32]
        + [13, 13, 8, 32, 13, 13, 12, 2, 1, 32, 99]

    private static let columns: [HeadlessFormat.Column] = [
        .init("交易代码", .type), .init("代理机构标识码"), .init("发送机构标识码"), .init("系统跟踪号", .voucher),
        .init("交易传输时间", .time), .init("账号", .card), .init("交易金额", .amount), .init("商户类别"),
        .init("终端类型"), .init("查询流水号", .channelOrder), .init("支付方式（旧）"), .init("商户订单号", .order),
        .init("支付卡类型", .category), .init("原始交易的系统跟踪号"), .init("原始交易日期时间"), .init("商户手续费", .fee),
        .init("结算金额", .net), .init("支付方式"), .init("集团商户代码"), .init("交易类型"), .init("交易子类"),
        .init("业务类型"), .init("账号类型"), .init("账单类型"), .init("账单号码"), .init("交互方式"),
        .init("原交易查询流水号", .refundChannelOrder), .init("商户代码", .merchant), .init("分账入账方式"),
        .init("二级商户代码"), .init("二级商户简称"), .init("二级商户分账入账金额"), .init("清算净额"), .init("终端号", .terminal),
        .init("商户自定义域", .remark), .init("优惠金额"), .init("发票金额"), .init("分期付款附加手续费"), .init("分期付款期数"),
        .init("交易介质"), .init("原始交易订单号", .original), .init("保留域"),
    ]

    private static let errorWidths = [
        3, 11, 11, 6, 10, 19, 12, 4, 2, 2, 6, 10, 4, 12, 13, 13, 15, 15, 1, 12, 2, 136,
    ]

    private static let errorColumns: [HeadlessFormat.Column] =
        [
            .init("交易代码", .type), .init("代理机构标识码"), .init("发送机构标识码"), .init("系统跟踪号", .voucher),
            .init("交易传输时间", .time), .init("账号", .card), .init("交易金额", .amount),
        ] + (7..<errorWidths.count).map { HeadlessFormat.Column("第\($0 + 1)域") }

    /// A code of a letter and two characters, a trace of six digits, a time of ten, an amount of twelve.
    private static func looksLike(_ cells: [String], amount: Int) -> Bool {
        guard cells.count > amount, cells[0].utf8.count == 3, let first = cells[0].utf8.first, first >= 65, first <= 90
        else { return false }
        let isDigits = { (text: String, count: Int) in
            text.utf8.count == count && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
        }
        return isDigits(cells[3], 6) && isDigits(cells[4], 10) && isDigits(cells[amount], 12)
    }

    static let kinds: [String: StatementRow.Kind] = ["S22": .sale, "S30": .refund]
    /// 支付卡类型
    static let products = ["01": "debit", "02": "credit", "03": "credit", "04": "credit", "05": "prepaid"]
}

private struct UnionPayRows: RowInterpreter {
    private let year: YearInference

    init(_ context: ReadingContext) { year = YearInference(fileName: context.fileName) }

    func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let word = try cells.word(.type)
        guard let kind = UnionPayFile.kinds[word] else { throw cells.fault(unknown: word, in: .type) }
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: kind)
        row.status = .approved
        row.acquirer = "unionpay"
        row.channel = "unionpay"
        row.merchant = try cells.identifier(.merchant, MerchantID.self)
        row.terminal = try cells.identifier(.terminal, TerminalID.self)
        row.voucher = try cells.identifier(.voucher, VoucherNumber.self)
        row.order = try cells.identifier(.order, OrderNumber.self)
        row.channelOrder = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        guard row.order != nil || row.channelOrder != nil else { throw .noKey }
        if kind == .refund {
            let query = try cells.identifierText(.refundChannelOrder)
            row.original = try cells.identifierText(.original) ?? query
        }
        row.occurredAt = try year.time(cells)
        row.card = try cells.card(.card)
        row.product = try cells.text(.category).map { UnionPayFile.products[$0] ?? $0 }
        row.remark = try cells.remark([.remark])
        try addMoney(to: &row, cells)
        return row
    }

    /// The amount has no sign; fee and settled amount have a letter: C in the merchant's favour, D against it.
    private func addMoney(to row: inout StatementRow, _ cells: Cells) throws(RowFault) {
        let amount = try cells.amount(.amount, style: .minorUnits)
        guard amount >= 0 else { throw .negativeAmount(column: cells.map.name(of: .amount)) }
        row.amount = Money(minor: amount)
        let signed = row.kind == .refund ? -amount : amount
        let fee = try lettered(cells, .fee)
        guard let net = try lettered(cells, .net) else {
            row.fee = fee.map { Money(minor: -$0) }
            return
        }
        row.net = Money(minor: net)
        guard let fee else { return }
        // Twelve digits each, so no sum can overflow. Some settle less the fee, some in full with the fee apart.
        if signed - net == -fee || (signed - net).magnitude == fee.magnitude {
            row.fee = Money(minor: signed - net)
        } else if signed == net {
            row.fee = Money(minor: -fee)
        } else {
            throw .netDiffers(column: cells.map.name(of: .net))
        }
    }

    /// `C000000005800`; nil when the field is blank.
    private func lettered(_ cells: Cells, _ field: Field) throws(RowFault) -> Int64? {
        let bytes = cells.bytes(field)
        guard let letter = bytes.first else { return nil }
        guard bytes.count == 13, let minor = try? AmountText.minor(bytes.dropFirst(), style: .minorUnits, decimals: 2),
            minor >= 0
        else { throw .notAnAmount(column: cells.map.name(of: field)) }
        switch letter {
        case UInt8(ascii: "C"): return minor
        case UInt8(ascii: "D"): return -minor
        default: throw .notAnAmount(column: cells.map.name(of: field))
        }
    }
}

/// Errors (差错) are worked on as notices: none is a payment of a customer.
private struct UnionPayErrors: RowInterpreter {
    func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        throw .setAside(
            Phrase(
                zh: "差错交易（调账、拒付、请款等），不是顾客的付款；按来函处理",
                en:
                    "an error transaction (adjustment, chargeback, representment), no customer's payment; work on it as a "
                    + "notice"))
    }
}
