// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Account exports of banks. Each line is money in or money out of one account; which customer's payment it was,
/// the bank does not know.
enum BankExports {
    static let known = [agricultural, bankOfChina, merchants, industrial]

    private static let agricultural = export(
        name: "abc-account", title: Phrase(zh: "农业银行账户明细", en: "ABC account export"), bank: "农业银行",
        style: [], marks: [],
        required: [
            (.date, ["交易日期"]), (.clock, ["交易时间"]), (.summary, ["交易摘要"]), (.amount, ["交易金额"]),
            (.counterparty, ["对手信息"]), (.serial, ["日志号"]), (.channel, ["交易渠道"]), (.remark, ["交易附言"]),
        ], ignored: ["本次余额"])

    private static let bankOfChina = export(
        name: "boc-account", title: Phrase(zh: "中国银行账户明细", en: "BOC account export"), bank: "中国银行",
        style: .thousands, marks: ["中国银行交易流水明细"],
        required: [
            (.date, ["记账日期"]), (.clock, ["记账时间"]), (.currency, ["币别"]), (.amount, ["金额"]),
            (.summary, ["交易名称"]), (.channel, ["渠道"]), (.remark, ["附言"]), (.counterparty, ["对方账户名"]),
            (.counterAccount, ["对方卡号/账号"]),
        ], ignored: ["余额", "网点名称", "对方开户行", "借记卡号"])

    private static let merchants = export(
        name: "cmb-account", title: Phrase(zh: "招商银行账户明细", en: "CMB account export"), bank: "招商银行",
        style: .thousands, marks: [],
        required: [
            (.date, ["记账日期"]), (.currency, ["货币"]), (.amount, ["交易金额"]), (.summary, ["交易摘要"]),
            (.counterparty, ["对手信息"]), (.remark, ["客户摘要"]),
        ], ignored: ["联机余额"])

    private static let industrial = export(
        name: "icbc-account", title: Phrase(zh: "工商银行账户明细", en: "ICBC account export"), bank: "工商银行",
        style: .thousands, marks: ["明细查询文件下载"],
        required: [
            (.date, ["交易日期"]), (.summary, ["摘要"]), (.incoming, ["记账金额(收入)"]), (.outgoing, ["记账金额(支出)"]),
            (.currency, ["记账币种"]), (.counterparty, ["对方户名"]),
        ],
        ignored: ["交易场所", "交易国家或地区简称", "钞/汇", "交易金额(收入)", "交易金额(支出)", "交易币种", "余额"])

    private static func export(
        name: String, title: Phrase, bank: String, style: AmountStyle, marks: [String],
        required: [(Field, [String])], ignored: [String]
    ) -> KnownFormat {
        KnownFormat(
            format: StatementFormat(name: name, title: title, role: .bank),
            layout: Layout(required: required, ignored: ignored), marks: marks, hasNullMarks: true,
            makeInterpreter: { _ in AccountRows(bank: bank, style: style) })
    }
}

private struct AccountRows: RowInterpreter {
    let bank: String
    let style: AmountStyle
    private var incoming: Int128 = 0
    private var outgoing: Int128 = 0
    private var statedCells: [String] = []

    init(bank: String, style: AmountStyle) {
        self.bank = bank
        self.style = style
    }

    /// ICBC ends with `人民币合计,,,…,"1,234.56","9,876.54"`: money in, money out.
    mutating func takesAsFooter(_ row: RawRow, _ decoder: TextDecoder) throws(StatementError) -> Bool {
        guard row.count > 1, decoder.lenientText(row.trimmed(0)).hasSuffix("合计") else { return false }
        statedCells = (1..<row.count).map { decoder.lenientText(row.trimmed($0)) }.filter { !$0.isEmpty }
        return true
    }

    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let currency = try cells.currency(.currency)
        let (minor, isReversal) = try signedAmount(cells, currency)
        var row = StatementRow(
            line: cells.row.line, byte: cells.row.byte, kind: minor < 0 ? .outgoing : .incoming)
        let magnitude = minor == .min ? .max : abs(minor)
        // A booking in red stays in its column, and so in that column's sum.
        if (minor < 0) != isReversal { outgoing -= Int128(minor) } else { incoming += Int128(minor) }
        row.amount = Money(minor: magnitude, currency: currency)
        guard let date = try cells.date(.date) else { throw .missing(column: cells.map.name(of: .date)) }
        row.settledOn = date
        if let second = try cells.secondOfDay(.clock) { row.occurredAt = CivilTime(date, secondOfDay: second) }
        row.status = isReversal ? .reversed : .approved
        row.channel = bank
        // A serial of zeros only is a placeholder.
        if let serial = try cells.identifier(.serial, ReferenceNumber.self), serial.text.contains(where: { $0 != "0" })
        {
            row.reference = serial
        }
        row.remark = try cells.remark([.summary, .counterparty, .counterAccount, .remark])
        return row
    }

    /// One signed column, or one column each for money in and money out, where a negative amount takes an earlier
    /// booking back: less than nothing in is a deposit that was taken back, less than nothing out no deposit.
    private func signedAmount(
        _ cells: Cells, _ currency: Currency
    ) throws(RowFault) -> (minor: Int64, isReversal: Bool) {
        guard !cells.map.has(.amount) else {
            return (try cells.amount(.amount, style: style, currency: currency), false)
        }
        let incoming = try cells.minor(.incoming, style: style, currency: currency)
        let outgoing = try cells.minor(.outgoing, style: style, currency: currency)
        switch (incoming, outgoing) {
        case (let amount?, nil): return (amount, amount < 0)
        case (nil, let amount?): return (amount == .min ? .max : -amount, amount < 0)
        // Some exports fill the unused column with 0.00.
        case (let amount?, 0): return (amount, amount < 0)
        case (0, let amount?): return (amount == .min ? .max : -amount, amount < 0)
        case (nil, nil): throw .missing(column: cells.map.name(of: .incoming))
        case (_?, _?): throw .twoAmounts(cells.map.name(of: .incoming), cells.map.name(of: .outgoing))
        }
    }

    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal] {
        guard statedCells.count == 2 else { return [] }
        return zip(["收入合计", "支出合计"], zip(statedCells, [incoming, outgoing])).compactMap { name, pair in
            let text = Array(pair.0.utf8)[...]
            guard let minor = try? AmountText.minor(text, style: style, decimals: 2) else { return nil }
            return ControlTotal(
                name: name, stated: Money.text(minor: Int128(minor), decimals: 2),
                counted: Money.text(minor: pair.1, decimals: 2), isBinding: false)
        }
    }
}
