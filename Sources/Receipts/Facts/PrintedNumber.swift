// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Numbers and card numbers as they stand on paper.
enum PrintedNumber {
    /// How a number of a kind looks: the lengths the trade gives it, and those that still may be one.
    struct Shape: Sendable {
        let usual: ClosedRange<Int>
        let possible: ClosedRange<Int>
        let isDigitsOnly: Bool
    }

    static let shapes: [SlipFacts.Name: Shape] = [
        .reference: Shape(usual: 12...12, possible: 6...20, isDigitsOnly: false),
        .voucher: Shape(usual: 6...6, possible: 1...12, isDigitsOnly: true),
        .batch: Shape(usual: 6...6, possible: 1...8, isDigitsOnly: true),
        .terminal: Shape(usual: 8...8, possible: 2...16, isDigitsOnly: false),
        .merchant: Shape(usual: 15...15, possible: 6...20, isDigitsOnly: false),
        .authorisation: Shape(usual: 6...6, possible: 4...10, isDigitsOnly: false),
        .order: Shape(usual: 8...64, possible: 2...64, isDigitsOnly: false),
        .channelOrder: Shape(usual: 24...36, possible: 12...64, isDigitsOnly: false),
        .receipt: Shape(usual: 4...32, possible: 1...32, isDigitsOnly: false),
        .originalVoucher: Shape(usual: 6...6, possible: 1...12, isDigitsOnly: true),
        .originalReference: Shape(usual: 12...12, possible: 6...20, isDigitsOnly: false),
        .originalAuthorisation: Shape(usual: 6...6, possible: 4...10, isDigitsOnly: false),
        .originalOrder: Shape(usual: 16...64, possible: 8...64, isDigitsOnly: false),
    ]

    /// The number behind a label; where narrow paper broke it, with its rest from the next line: only a number that
    /// has its kind's length with the rest and not without it is taken for broken.
    static func read(_ value: LabelledValue, as name: SlipFacts.Name) -> (text: String, fit: Int)? {
        let short = read(value.value, as: name)
        guard short?.fit != 100, let wrapped = value.wrapped, let long = read(wrapped, as: name), long.fit == 100,
            long.text.count > (short?.text.count ?? 0)
        else { return short }
        return long
    }

    /// The number a value begins with, and how well it looks like one of its kind (0 to 100).
    static func read(_ value: [Character], as name: SlipFacts.Name) -> (text: String, fit: Int)? {
        guard let shape = shapes[name] else { return nil }
        var words = String(value).split(separator: " ").map(String.init)
        // Digits in groups: `1234 5678 9012`.
        let groups = words.prefix { $0.allSatisfy { PrintedAmount.digit($0) != nil } }
        if groups.count > 1, shape.usual.contains(groups.joined().count), !shape.usual.contains(groups[0].count) {
            words = [groups.joined()]
        }
        let allowed = (words.first ?? "").prefix {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
        }
        let text = String(allowed)
        guard shape.possible.contains(text.count), text.contains(where: { $0.isNumber }) else { return nil }
        if text.count < (words.first ?? "").count, let next = words.first?.dropFirst(text.count).first,
            ".*:".contains(next)
        {
            return nil
        }
        if name == .channelOrder, text.contains("-") { return nil }
        if shape.isDigitsOnly, !text.allSatisfy({ $0.isNumber }) { return nil }
        return (text, shape.usual.contains(text.count) ? 100 : 75)
    }

    /// A masked card number anywhere in a text: `622200******1234`, `6222 **** **** 1234`, `****1234`, `XXXX1234`.
    static func maskedCard(in text: [Character], isLabelled: Bool) -> MaskedPAN? {
        var at = 0
        while at < text.count {
            guard isMaskCharacter(text[at]), isMask(text[at]) || PrintedAmount.digit(text[at]) != nil,
                at == 0 || !isWordCharacter(text[at - 1])
            else {
                at += 1
                continue
            }
            var end = at
            while end < text.count, isMaskCharacter(text[end]) { end += 1 }
            while end > at, text[end - 1] == " " || text[end - 1] == "-" { end -= 1 }
            let run = text[at..<end]
            let masks = run.count { isMask($0) }
            let digits = run.count { PrintedAmount.digit($0) != nil }
            let isWhole = end >= text.count || !isWordCharacter(text[end])
            let isSure = isLabelled || (!isPhone(run) && run.suffix(4).allSatisfy { PrintedAmount.digit($0) != nil })
            let isPlain = isLabelled && masks == 0 && digits == 4
            if isWhole, isSure, (masks >= 2 && (4...10).contains(digits)) || isPlain,
                let card = MaskedPAN(reading: String(run).replacing("X", with: "*").replacing("#", with: "*"))
            {
                return card
            }
            at = max(end, at + 1)
        }
        return nil
    }

    /// `138****2291`: a Chinese mobile number as the trade masks it. Without a mask of two digits `**67210` is no card.
    private static func isPhone(_ run: ArraySlice<Character>) -> Bool {
        let digits = run.count { PrintedAmount.digit($0) != nil }
        return (run.count == 11 && run.first == "1" && digits == 7) || (digits == 5 && run.first.map(isMask) == true)
    }

    private static func isMask(_ character: Character) -> Bool { "*xX#".contains(character) }
    private static func isMaskCharacter(_ character: Character) -> Bool {
        isMask(character) || PrintedAmount.digit(character) != nil || character == " " || character == "-"
    }
    private static func isWordCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
    }
}
