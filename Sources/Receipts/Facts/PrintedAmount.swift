// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// An amount as it stands on paper, with or without a currency's sign.
struct PrintedAmount: Sendable, Hashable {
    /// Never below zero: whether money went back is told by the slip's type.
    let money: Money
    let isNegative: Bool
    /// How sure the currency is; 0 when no sign stands by the figure.
    let currencyCertainty: Int
    /// As many decimals as its currency has, so that it is no count and no number of a table.
    let isExact: Bool

    /// The one amount that a value holds: `RMB 58.00`, `￥1,234.50`, `58.00元`, `3 件 128.00`. nil when there is none,
    /// or several and nothing tells which.
    static func only(in value: [Character]) -> PrintedAmount? {
        let all = all(in: value)
        if all.count <= 1 { return all.first }
        for rule in [{ (amount: PrintedAmount) in amount.currencyCertainty > 0 }, { $0.isExact }] {
            let chosen = all.filter(rule)
            if Set(chosen.map(\.money.minor)).count == 1 { return chosen.first }
            if chosen.count > 1 { return nil }
        }
        return nil
    }

    /// The same figure in yen, where the slip is a Japanese one and its `¥` was taken for yuan.
    var inYen: PrintedAmount? {
        guard let yen = Self.jpy, money.currency == .cny, money.minor % 100 == 0 else { return nil }
        return PrintedAmount(
            money: Money(minor: money.minor / 100, currency: yen), isNegative: isNegative,
            currencyCertainty: currencyCertainty > 0 ? 85 : 0, isExact: currencyCertainty > 0)
    }

    static func all(in value: [Character]) -> [PrintedAmount] {
        var found: [PrintedAmount] = []
        var at = 0
        while at < value.count, found.count < 16 {
            guard let digit = digit(value[at]) else {
                at += 1
                continue
            }
            let end = figureEnd(from: at, value)
            // Part of a word, a date, a clock or a number is no amount.
            let isPart = (at > 0 && isInsideWord(value, before: at)) || (end < value.count && continues(value, at: end))
            if !isPart, digit >= 0, let amount = amount(value, at, end) { found.append(amount) }
            at = max(end, at + 1)
        }
        return found
    }

    private static func amount(_ value: [Character], _ start: Int, _ end: Int) -> PrintedAmount? {
        let figure = String(value[start..<end])
        guard let plain = withoutSeparators(figure) else { return nil }
        let (sign, certainty) = currency(value, start, end)
        let currency = sign ?? .cny
        guard let minor = try? Money.minor(of: plain.utf8, decimals: currency.decimals), minor >= 0 else { return nil }
        let decimals = plain.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        return PrintedAmount(
            money: Money(minor: minor, currency: currency), isNegative: hasMinus(value, before: start),
            currencyCertainty: certainty, isExact: decimals == currency.decimals)
    }

    /// `1,234.50` → `1234.50`; nil where commas stand at other places than thousands.
    private static func withoutSeparators(_ figure: String) -> String? {
        if let comma = figure.lastIndex(of: ","), figure[figure.index(after: comma)...].count == 2,
            !figure[comma...].contains("."), figure[..<comma].lastIndex(of: ",") == nil
        {
            // `1.234,50`: points and commas as the Continent writes them.
            return withoutSeparators(
                figure[..<comma].replacing(".", with: ",") + "." + figure[figure.index(after: comma)...])
        }
        let parts = figure.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, figure.count <= 24 else { return nil }
        let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        guard groups.dropFirst().allSatisfy({ $0.count == 3 }), (1...18).contains(groups[0].count) else { return nil }
        if groups.count > 1, groups[0].count > 3 { return nil }
        guard parts.count == 1 || (1...3).contains(parts[1].count) else { return nil }
        return groups.joined() + (parts.count == 2 ? "." + parts[1] : "")
    }

    private static func figureEnd(from start: Int, _ value: [Character]) -> Int {
        var end = start
        while end < value.count {
            let isMark =
                (value[end] == "." || value[end] == ",") && end + 1 < value.count && digit(value[end + 1]) != nil
            guard digit(value[end]) != nil || isMark else { break }
            end += 1
        }
        return end
    }

    private static let before: [(String, Currency, Int)] = [
        ("RMB", .cny, 97), ("CNY", .cny, 97), ("人民币", .cny, 97), ("HK$", hkd, 97), ("US$", usd, 97), ("NT$", twd, 97),
        ("S$", sgd, 90), ("MOP", mop, 97), ("HKD", hkd, 97), ("USD", usd, 97), ("EUR", eur, 97), ("GBP", gbp, 97),
        ("JPY", jpy, 97), ("SGD", sgd, 97), ("TWD", twd, 97), ("KRW", krw, 97), ("AUD", aud, 97), ("€", eur, 95),
        ("£", gbp, 90), ("¥", .cny, 75), ("$", usd, 45),
    ].compactMap { word, currency, certainty in currency.map { (word, $0, certainty) } }

    private static let behind: [(String, Currency, Int)] = [
        ("元", .cny, 92), ("RMB", .cny, 97), ("CNY", .cny, 97), ("円", jpy, 92), ("USD", usd, 97), ("EUR", eur, 97),
        ("€", eur, 95), ("HKD", hkd, 97),
        ("원", krw, 92),
    ].compactMap { word, currency, certainty in currency.map { (word, $0, certainty) } }

    private static let (hkd, usd, twd) = (Currency(code: "HKD"), Currency(code: "USD"), Currency(code: "TWD"))
    private static let (sgd, mop, eur) = (Currency(code: "SGD"), Currency(code: "MOP"), Currency(code: "EUR"))
    private static let (gbp, jpy, krw) = (Currency(code: "GBP"), Currency(code: "JPY"), Currency(code: "KRW"))
    private static let aud = Currency(code: "AUD")

    private static func currency(_ value: [Character], _ start: Int, _ end: Int) -> (Currency?, Int) {
        var front = start
        while front > 0, value[front - 1] == " " || value[front - 1] == "-" || value[front - 1] == ":" { front -= 1 }
        let head = String(value[max(0, front - 4)..<front]).uppercased()
        for (word, currency, certainty) in before where head.hasSuffix(word) { return (currency, certainty) }
        var back = end
        while back < value.count, value[back] == " " { back += 1 }
        let tail = String(value[back..<min(value.count, back + 4)]).uppercased()
        for (word, currency, certainty) in behind where tail.hasPrefix(word) { return (currency, certainty) }
        return (nil, 0)
    }

    private static func hasMinus(_ value: [Character], before start: Int) -> Bool {
        var at = start
        while at > 0, value[at - 1] == " " || "¥$€£".contains(value[at - 1]) || "RMBCNY".contains(value[at - 1]) {
            at -= 1
        }
        return (start > 0 && value[start - 1] == "-") || (at > 0 && value[at - 1] == "-")
    }

    /// `T12`, `2026-11`, `12:03`: the digits belong to something else. Currency words may touch the figure.
    private static func isInsideWord(_ value: [Character], before start: Int) -> Bool {
        let last = value[start - 1]
        if last == "." || last == "," || last == "/" || last == "*" || last == "#" { return true }
        if last == ":" || last == "-" { return start > 1 && digit(value[start - 2]) != nil }
        guard last.isASCII, last.isLetter else { return false }
        let head = String(value[max(0, start - 3)..<start]).uppercased()
        return !before.contains { $0.0.count == 3 && head == $0.0 }
    }

    private static func continues(_ value: [Character], at end: Int) -> Bool {
        let next = value[end]
        if next == "%" || next == "*" { return true }
        if next == ":" || next == "-" || next == "/" { return end + 1 < value.count && digit(value[end + 1]) != nil }
        guard next.isASCII, next.isLetter else { return "年月日时分笔件份位桌号折".contains(next) }
        let tail = String(value[end..<min(value.count, end + 3)]).uppercased()
        return !behind.contains { $0.0 == tail }
    }

    static func digit(_ character: Character) -> Int? {
        character.asciiValue.flatMap { (48...57).contains($0) ? Int($0 - 48) : nil }
    }
}
