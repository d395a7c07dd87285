// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// How an amount may be written in a format.
public struct AmountStyle: OptionSet, Sendable, Hashable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// `¥58.00`
    public static let currencySign = AmountStyle(rawValue: 1)
    /// `1,234.00`, where the groups are exactly three digits.
    public static let thousands = AmountStyle(rawValue: 2)
    /// `0.20000` in a currency of two decimals, where the further decimals are zeros.
    public static let trailingZeros = AmountStyle(rawValue: 4)
    /// Whole minor units: `5800` is 58.00.
    public static let minorUnits = AmountStyle(rawValue: 8)
}

/// Why a text is not an amount in its style.
enum AmountFlaw: Error, Hashable { case notAnAmount, tooManyDecimals, outOfRange }

/// Reads amounts digit by digit, in the styles files use.
enum AmountText {
    /// Decimals that sums of a file are kept in, whatever its rows show.
    static let fineDecimals = 5

    /// The minor units of a text.
    static func minor(
        _ text: ArraySlice<UInt8>, style: AmountStyle, decimals: Int
    ) throws(AmountFlaw) -> Int64 {
        let plain = try plainDigits(text, style: style)
        if style.contains(.minorUnits) {
            // `58.00` where fen are counted is not a number of fen, whatever its decimals say.
            guard !plain.contains(UInt8(ascii: ".")) else { throw .notAnAmount }
            return try number(plain, decimals: 0)
        }
        guard style.contains(.trailingZeros) else { return try number(plain, decimals: decimals) }
        return try number(withoutTrailingZeros(plain, keeping: decimals), decimals: decimals)
    }

    /// The amount in units of 0.00001, for control totals; nil when it is not a number.
    static func fine(_ text: ArraySlice<UInt8>) -> Int64? {
        try? number(text, decimals: fineDecimals)
    }

    private static func number(_ text: ArraySlice<UInt8>, decimals: Int) throws(AmountFlaw) -> Int64 {
        do throws(AmountError) {
            return try Money.minor(of: text, decimals: decimals)
        } catch {
            switch error {
            case .empty, .unexpectedCharacter: throw .notAnAmount
            case .tooManyDecimals: throw .tooManyDecimals
            case .outOfRange: throw .outOfRange
            }
        }
    }

    /// Drops zeros beyond the decimals a currency has; any other digit there stays and is refused.
    private static func withoutTrailingZeros(_ text: ArraySlice<UInt8>, keeping decimals: Int) -> ArraySlice<UInt8> {
        guard let point = text.firstIndex(of: UInt8(ascii: ".")) else { return text }
        var rest = text
        while rest.endIndex - point - 1 > max(decimals, 1), rest.last == UInt8(ascii: "0") { rest = rest.dropLast() }
        if decimals == 0, rest.endIndex - point == 2, rest.last == UInt8(ascii: "0") { rest = rest.dropLast(2) }
        return rest
    }

    /// The text without its currency sign and thousands separators, where the style has them.
    private static func plainDigits(
        _ text: ArraySlice<UInt8>, style: AmountStyle
    ) throws(AmountFlaw) -> ArraySlice<UInt8> {
        var rest = text
        if style.contains(.currencySign) { rest = withoutSign(rest) }
        guard style.contains(.thousands), rest.contains(UInt8(ascii: ",")) else { return rest }
        let whole = rest.prefix { $0 != UInt8(ascii: ".") }
        let fraction = rest[whole.endIndex...]
        let digits = whole.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        let groups = digits.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard let first = groups.first, (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { throw .notAnAmount }
        guard !fraction.contains(UInt8(ascii: ",")) else { throw .notAnAmount }
        return (whole.filter { $0 != UInt8(ascii: ",") } + Array(fraction))[...]
    }

    /// `¥` as U+00A5 or U+FFE5 in UTF-8; a sign may stand before it.
    private static func withoutSign(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isNegative = text.first == UInt8(ascii: "-")
        let rest = isNegative ? text.dropFirst() : text
        for mark: [UInt8] in [[0xC2, 0xA5], [0xEF, 0xBF, 0xA5]] where rest.starts(with: mark) {
            let number = rest.dropFirst(mark.count)
            return isNegative ? ([UInt8(ascii: "-")] + number)[...] : number
        }
        return text
    }
}
