// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// One message while it is read: its account, its balances, and the sum of its entries.
///
///     :20: ─▶ :60F: opening ─▶ :61: … ─▶ :62F: closing = opening + entries      MT940
///     :20: ─▶ :34F: currency ─▶ :61: … ─▶ :90D: :90C: counts and sums           MT942
struct MTMessage {
    private let isInterim: Bool
    private let line: Int
    private(set) var account = ""
    private var number: MTChain.Number?
    private var currency: Currency?
    private var opening: MTBalance?
    private var isClosed = false
    /// Credits less debits, in 0.00001.
    private var sum: Int128 = 0
    private var credits = (count: Int64(0), sum: Int128(0))
    private var debits = (count: Int64(0), sum: Int128(0))
    private var unreadable: Int64 = 0
    /// Whether entries may be missing on purpose: below the floor limit, or only expected.
    private var isPartial = false

    init(isInterim: Bool, line: Int) {
        self.isInterim = isInterim
        self.line = line
    }

    mutating func take(
        _ tag: String, _ text: String, line: Int, _ chain: inout MTChain, _ totals: inout StatedTotals
    ) throws(StatementError) {
        switch tag {
        case "25", "25P": if account.isEmpty { account = text }
        case "28", "28C": number = MTChain.Number(text)
        case "60F", "60M": try open(text, isFirst: tag == "60F", line: line, &chain, &totals)
        case "62F", "62M": try close(text, isLast: tag == "62F", line: line, &chain, &totals)
        case "34F": try takeFloor(text, line: line)
        case "90D", "90C":
            if isInterim { try compare(text, isCredit: tag == "90C", line: line, &totals) }
        default: break
        }
    }

    mutating func count(_ entry: MTEntryLine) {
        guard let fine = entry.amount?.fine else {
            unreadable += 1
            return
        }
        if entry.isExpected {
            isPartial = true
            return
        }
        sum += entry.isCredit ? Int128(fine) : -Int128(fine)
        if entry.isCredit {
            credits = (credits.count + 1, credits.sum + Int128(fine))
        } else {
            debits = (debits.count + 1, debits.sum + Int128(fine))
        }
    }

    /// - Throws: when the message has not said yet which currency its account is in.
    func currencyOfEntries(line: Int) throws(StatementError) -> Currency {
        guard !isClosed else {
            throw StatementError.malformed(
                line: line, zh: ":61: 出现在期末余额 :62: 之后", en: ":61: stands after the closing balance :62:")
        }
        guard let currency else {
            let before = isInterim ? ":34F:" : ":60F:"
            throw StatementError.malformed(
                line: line, zh: ":61: 之前没有 \(before)，币种不明",
                en: ":61: stands before \(before), so its currency is not known")
        }
        return currency
    }

    func end(_ totals: inout StatedTotals) throws(StatementError) {
        guard !isInterim else { return }
        guard opening != nil else {
            throw StatementError.malformed(
                line: line, zh: "报文没有期初余额 :60F:", en: "the message has no opening balance :60F:")
        }
        guard isClosed else {
            throw StatementError(
                .truncated, line: line, field: ":62F:", zh: "从第 \(line) 行开始的报文没有期末余额 :62F:，文件不完整",
                en: "the message that begins on line \(line) has no closing balance :62F:: the file is cut short")
        }
    }

    // MARK: Balances

    private mutating func open(
        _ text: String, isFirst: Bool, line: Int, _ chain: inout MTChain, _ totals: inout StatedTotals
    ) throws(StatementError) {
        guard opening == nil else {
            throw StatementError.malformed(line: line, zh: "报文有两个期初余额", en: "the message has two opening balances")
        }
        let balance = try MTBalance(text, field: isFirst ? ":60F:" : ":60M:", line: line)
        opening = balance
        currency = balance.currency
        try chain.link(account, number, balance, isFirst: isFirst, line: line, &totals)
    }

    private mutating func close(
        _ text: String, isLast: Bool, line: Int, _ chain: inout MTChain, _ totals: inout StatedTotals
    ) throws(StatementError) {
        let field = isLast ? ":62F:" : ":62M:"
        guard let opening, !isClosed else {
            throw StatementError.malformed(
                line: line, zh: "\(field) 之前没有期初余额，或出现两次", en: "\(field) without an opening balance, or twice")
        }
        let balance = try MTBalance(text, field: field, line: line)
        guard balance.currency == opening.currency else {
            throw StatementError.malformed(
                line: line, zh: "期初与期末余额币种不同", en: "the opening and the closing balance differ in currency")
        }
        isClosed = true
        try totals.check(
            field, stated: FineAmount.text(balance.fine, balance.currency),
            counted: FineAmount.text(opening.fine + sum, balance.currency), unreadable: unreadable, line: line)
        try chain.remember(account, number, balance, isLast: isLast, line: line)
    }

    // MARK: Interim reports

    /// `EURC1000,` or `EUR0,`: the currency, and below which amount entries are not listed.
    private mutating func takeFloor(_ text: String, line: Int) throws(StatementError) {
        guard let currency = Currency(code: String(text.prefix(3))) else {
            throw StatementError.malformed(line: line, zh: ":34F: 的币种不认识", en: "the currency of :34F: is not known")
        }
        self.currency = currency
        let rest = text.dropFirst(3).drop { $0 == "C" || $0 == "D" }
        if rest.contains(where: { ("1"..."9").contains($0) }) { isPartial = true }
    }

    /// `:90C:3EUR174,00`: how many credits, and their sum.
    private func compare(
        _ text: String, isCredit: Bool, line: Int, _ totals: inout StatedTotals
    ) throws(StatementError) {
        let field = isCredit ? ":90C:" : ":90D:"
        let digits = text.prefix { ("0"..."9").contains($0) }
        let rest = text.dropFirst(digits.count)
        let amount = Array(rest.dropFirst(3).utf8)[...]
        guard let count = Int64(digits), let currency = Currency(code: String(rest.prefix(3))),
            let stated = try? FineAmount(amount, mark: UInt8(ascii: ","), mayEndWithMark: true, field: field)
        else {
            throw StatementError.malformed(
                line: line, zh: "\(field) 不是“笔数 币种 金额”", en: "\(field) is not count, currency, amount")
        }
        let counted = isCredit ? credits : debits
        try totals.check(
            field, stated: "\(count) × \(FineAmount.text(Int128(stated.fine), currency))",
            counted: "\(counted.count) × \(FineAmount.text(counted.sum, currency))", unreadable: unreadable,
            isBinding: !isPartial, line: line)
    }
}
