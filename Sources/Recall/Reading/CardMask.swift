// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Masks whole card numbers before anything else sees the text (PCI DSS 3.4.1).
///
///     6222 0212 3456 1234   ─▶   6222 02** **** 1234
enum CardMask {
    /// A number that was masked: what may be kept of it, and where it ends.
    struct Masked: Sendable {
        let card: MaskedPAN
        let end: Int
    }

    /// - Returns: the text without whole card numbers, and what was masked by where it begins.
    static func masking(_ text: [Unicode.Scalar]) -> (text: [Unicode.Scalar], cards: [Int: Masked]) {
        var result = text
        var cards: [Int: Masked] = [:]
        var at = 0
        while at < result.count {
            guard isDigit(result[at]) else {
                at += 1
                continue
            }
            let groups = digitGroups(in: result, from: at)
            let card = cardLength(groups.map { $0.map { result[$0] } })
            let digits = groups.joined().prefix(card)
            let first = String(String.UnicodeScalarView(digits.prefix(6).map { result[$0] }))
            let last = String(String.UnicodeScalarView(digits.suffix(4).map { result[$0] }))
            if let end = digits.max(), let kept = MaskedPAN(bin: first, last4: last) {
                cards[at] = Masked(card: kept, end: end + 1)
            }
            for position in digits.dropFirst(6).dropLast(4) { result[position] = "*" }
            let taken = max(card, groups[0].count)
            at = groups.joined().prefix(taken).max().map { $0 + 1 } ?? at + 1
        }
        return (result, cards)
    }

    /// Positions of the digits from here on, in groups parted by at most three marks; stops after 19 digits.
    private static func digitGroups(in text: [Unicode.Scalar], from start: Int) -> [[Int]] {
        var groups: [[Int]] = []
        var at = start
        var total = 0
        while at < text.count, isDigit(text[at]), total < 19 {
            let end = text[at...].prefix { isDigit($0) }.endIndex
            groups.append(Array(at..<end))
            total += end - at
            at = end
            while at < text.count, at - end < 3, isMark(text[at]) { at += 1 }
        }
        return groups
    }

    /// How many of the digits make a card number: 0 for none. A right check digit decides between lengths, and
    /// of several the longest: rather a digit too many masked than one too few.
    private static func cardLength(_ groups: [[Unicode.Scalar]]) -> Int {
        var mistyped = 0
        var proven = 0
        for count in groups.indices.map({ $0 + 1 }) {
            let digits = Array(groups.prefix(count).joined())
            guard hasCardShape(groups.prefix(count).map(\.count)), looksLikeCard(digits) else { continue }
            if passesLuhn(digits) { proven = digits.count }
            mistyped = digits.count
        }
        return proven > 0 ? proven : mistyped
    }

    private static func hasCardShape(_ groups: [Int]) -> Bool {
        guard groups.count > 1 else { return true }
        let fours = groups.count >= 3 && groups.dropLast().allSatisfy { $0 == 4 } && (groups.last ?? 0) <= 4
        return fours || groups == [4, 6, 5] || groups == [4, 6, 4] || groups == [6, 10] || groups == [6, 13]
    }

    private static func looksLikeCard(_ digits: [Unicode.Scalar]) -> Bool {
        guard (13...19).contains(digits.count), let first = digits.first?.value else { return false }
        // 3, 4, 5, 6 open the ranges of the card schemes; a mistyped number is one all the same.
        if (51...54).contains(first), digits.count >= 15 { return true }
        // 86 and a mobile number is a telephone.
        if digits.count == 13, first == 56, digits[1] == "6", digits[2] == "1" { return false }
        // Order numbers begin with a date more often than cards begin with 20.
        let startsLikeDate = first == 50 && digits[1].value == 48
        return !startsLikeDate && passesLuhn(digits)
    }

    private static func passesLuhn(_ digits: [Unicode.Scalar]) -> Bool {
        var sum: UInt32 = 0
        for (index, digit) in digits.reversed().enumerated() {
            let value = digit.value - 48
            let doubled = value * 2
            sum += index.isMultiple(of: 2) ? value : (doubled > 9 ? doubled - 9 : doubled)
        }
        return sum.isMultiple(of: 10)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 48 && scalar.value <= 57 }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "-", ".", "·", "_", "/", "\n": true
        default: false
        }
    }
}
