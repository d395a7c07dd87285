// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads amounts that say they are amounts: `¥58`, `58.00`, `五十八元`, `58块5`, `约60`, `50-70`, `CNY 58`.
struct MoneyReader {
    let scan: Scan
    let currency: Currency

    /// A number that may be an amount.
    struct Figure {
        let range: AmountRange
        let end: Int
        /// A unit, a sign or decimals said that it is money.
        let isMarked: Bool
        /// Written with a minus, as in bank messages.
        let isNegative: Bool
    }

    private static let prefixes: [(Phrase, String?)] = [
        ("¥", nil), ("$", nil), ("人民币", "CNY"), ("rmb", "CNY"), ("cny", "CNY"), ("hkd", "HKD"), ("hk$", "HKD"),
        ("usd", "USD"), ("us$", "USD"), ("eur", "EUR"), ("€", "EUR"), ("gbp", "GBP"), ("£", "GBP"), ("mop", "MOP"),
        ("jpy", "JPY"), ("sgd", "SGD"), ("港币", "HKD"), ("美元", "USD"),
    ]
    private static let roughWords: [Phrase] = [
        "大约", "大概", "约", "差不多", "约莫", "about", "around", "approx.", "approx", "roughly", "ca.", "~", "≈",
    ]
    private static let between: [Phrase] = ["between", "from", "介于"]
    private static let dashes: [Phrase] = ["-", "~", "到", "至", "to", "and", "和"]

    /// An amount with a mark, a range or a rough amount; nil for a bare number.
    func read(at position: Int) -> (range: AmountRange, end: Int)? {
        if let after = scan.end(ofAny: Self.between, at: position),
            let found = stretch(at: scan.skippingBlanks(after))
        {
            return found
        }
        if let after = scan.end(ofAny: Self.roughWords, at: position) {
            guard let figure = figure(at: scan.skippingBlanks(after)) else { return nil }
            return (AmountRange(about: figure.range.low), trailing(figure.end) ?? figure.end)
        }
        if let found = stretch(at: position) { return found }
        guard let figure = figure(at: position) else { return nil }
        if let end = trailing(figure.end) { return (AmountRange(about: figure.range.low), end) }
        return figure.isMarked ? (figure.range, figure.end) : nil
    }

    /// `左右`, `上下` behind a number make it rough.
    private func trailing(_ position: Int) -> Int? {
        scan.end(ofAny: ["左右", "上下", "or so", "ish", "前后"], at: scan.skippingBlanks(position))
    }

    /// `50-70`, `50到70元`; a number and a bigger one, both short enough to be prices.
    private func stretch(at position: Int) -> (range: AmountRange, end: Int)? {
        guard let first = figure(at: position), !first.isNegative else { return nil }
        let gap = scan.skippingBlanks(first.end)
        guard let after = scan.end(ofAny: Self.dashes, at: gap) else { return nil }
        guard let second = figure(at: scan.skippingBlanks(after)), !second.isNegative else { return nil }
        guard first.range.isExact, first.range.low.minor < second.range.high.minor else { return nil }
        let isSpaced = gap > first.end
        guard first.isMarked || second.isMarked || !isSpaced || scan[gap] != 45 else { return nil }
        // `400-000-0000` is a telephone number, `11-20 15:03` a date.
        guard scan[second.end] != 45, scan[second.end] != 58 else { return nil }
        let next = scan.skippingBlanks(second.end)
        guard scan.end(ofAny: ["点", "时", "am", "pm", "小时", "分钟", "天", "号", "日"], at: next) == nil else { return nil }
        let low = Money(minor: first.range.low.minor, currency: second.range.low.currency)
        return (AmountRange(from: low, to: second.range.high), second.end)
    }

    /// A number with its sign, unit and decimals.
    func figure(at position: Int) -> Figure? {
        var at = position
        var isNegative = false
        var unit: String?
        var isMarked = false
        for _ in 0..<3 {
            if scan[at] == 45 || scan[at] == 43, !isNegative {
                isNegative = scan[at] == 45
                at += 1
            } else if let (end, code) = prefix(at: at) {
                (unit, isMarked) = (code ?? unit, true)
                at = scan.skippingBlanks(end)
            }
        }
        guard let number = decimal(at: at) ?? han(at: at) else { return nil }
        let (suffix, code) = self.suffix(at: number.end)
        let known = (code ?? unit).flatMap { Currency(code: $0) } ?? currency
        guard let money = money(number.text, known) else { return nil }
        let isMoney = isMarked || suffix != nil || number.hasDecimals
        let range =
            number.isOpen
            ? AmountRange(from: money, to: Money(minor: money.minor &+ money.minor / 5, currency: known))
            : AmountRange(exactly: money)
        return Figure(
            range: range, end: suffix ?? number.end, isMarked: isMoney || number.isOpen, isNegative: isNegative)
    }

    private func money(_ text: String, _ currency: Currency) -> Money? {
        if let money = try? Money(text: text, currency: currency) { return money }
        // `58.00` said of a currency without decimals.
        guard currency.decimals == 0, let whole = text.split(separator: ".").first else { return nil }
        return try? Money(text: whole, currency: currency)
    }

    private func prefix(at position: Int) -> (Int, String?)? {
        for (phrase, code) in Self.prefixes {
            if let end = scan.end(of: phrase, at: position) { return (end, code) }
        }
        return nil
    }

    private func suffix(at position: Int) -> (Int?, String?) {
        let at = scan.skippingBlanks(position)
        if let end = scan.end(ofAny: ["块钱", "块", "元整", "元", "圆"], at: at) {
            return (scan.end(of: "人民币", at: end) ?? end, nil)
        }
        if let end = scan.end(ofAny: ["人民币", "yuan", "kuai", "rmb", "cny", "bucks"], at: at) { return (end, "CNY") }
        for (phrase, code) in [("hkd", "HKD"), ("usd", "USD"), ("eur", "EUR"), ("gbp", "GBP")] as [(Phrase, String)] {
            if let end = scan.end(of: phrase, at: at) { return (end, code) }
        }
        return (nil, nil)
    }

    private struct Number {
        var text: String
        var end: Int
        var hasDecimals: Bool
        /// `60多`: somewhat more.
        var isOpen = false
    }

    /// `58`, `58.00`, `1,234.50`, `58块5`, `58元5角`.
    private func decimal(at position: Int) -> Number? {
        guard var end = scan.digitsEnd(position), end - position <= 12 else { return nil }
        var text = scan.substring(position..<end)
        while scan[end] == 44, end - position <= 3 || text.count > 3, let more = scan.digitsEnd(end + 1),
            more - end == 4, text.count <= 12
        {
            text += scan.substring(end + 1..<more)
            end = more
        }
        var hasDecimals = false
        if scan[end] == 46, let more = scan.digitsEnd(end + 1) {
            // `58.123` is no amount, and `2026.11.20` is a day.
            guard more - end <= 3, scan[more] != 46 || !scan.isDigit(more + 1) else { return nil }
            text += scan.substring(end..<more)
            (end, hasDecimals) = (more, true)
        }
        var number = Number(text: text, end: end, hasDecimals: hasDecimals)
        if !hasDecimals { smallChange(&number) }
        return number
    }

    private func han(at position: Int) -> Number? {
        guard let spoken = scan.number(at: position), spoken.isHan else { return nil }
        var number = Number(text: String(spoken.value), end: spoken.end, hasDecimals: false)
        smallChange(&number)
        // A Han number is an amount only with its unit; `三` alone may be anything.
        let isMoney = number.hasDecimals || number.isOpen || suffix(at: number.end).0 != nil
        return isMoney ? number : nil
    }

    /// The 5 of `58块5`, the jiao and fen of `58元5角3分`, the 多 of `60多`.
    private func smallChange(_ number: inout Number) {
        if let end = scan.end(ofAny: ["多", "来"], at: number.end) {
            let unit = scan.end(ofAny: ["块", "元"], at: end)
            (number.end, number.isOpen) = (unit ?? end, true)
            return
        }
        guard let unit = scan.end(ofAny: ["块", "元"], at: number.end),
            let first = scan.number(at: unit), first.value < 10, first.end == unit + 1
        else { return }
        let jiao = scan.end(ofAny: ["角", "毛"], at: first.end)
        if let jiao {
            number.text += ".\(first.value)"
            number.end = jiao
            if let second = scan.number(at: jiao), second.value < 10, let fen = scan.end(of: "分", at: second.end) {
                number.text += "\(second.value)"
                number.end = fen
            }
        } else if scan.end(of: "块", at: number.end) != nil, !scan.isDigit(first.end) {
            number.text += ".\(first.value)"
            number.end = first.end
        } else {
            return
        }
        number.hasDecimals = true
    }
}
