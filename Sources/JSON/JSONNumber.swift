// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A number as its digits stand in the text. No floating point ever touches it.
///
///     12.50     -0.05     1.0E7     (RFC 8259 §6; at most 64 characters)
///
/// `1` and `1.00` are different texts and therefore different values here; `minorUnits` of both are the same.
public struct JSONNumber: Sendable, Hashable, CustomStringConvertible {
    /// Longest number that is read, in characters.
    public static let lengthLimit = 64

    public let text: String

    /// A whole number.
    public init(_ whole: Int64) { text = String(whole) }

    /// - Returns: nil for a text that is not a JSON number, or longer than `lengthLimit`.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= Self.lengthLimit, Self.length(in: bytes[...]) == bytes.count else {
            return nil
        }
        self.text = String(text)
    }

    init(checked text: String) { self.text = text }

    public var description: String { text }

    /// The value, when it is whole and written without point and exponent.
    public var whole: Int64? {
        guard let value = Int64(text), String(value) == text else { return nil }
        return value
    }

    /// The number in units of 10^-`decimals`, exactly: 12.5 with two decimals is 1250.
    ///
    /// - Returns: nil when a digit other than 0 stands behind the last decimal, or when it does not fit.
    public func minorUnits(decimals: Int) -> Int64? {
        var digits: [UInt8] = []
        var (pointAt, exponent): (Int?, Int) = (nil, 0)
        let bytes = Array(text.utf8)
        var index = bytes.first == UInt8(ascii: "-") ? 1 : 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "."): pointAt = digits.count
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard let value = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)), value.magnitude < 1_000
                else { return nil }
                exponent = value
                index = bytes.count
            default: digits.append(bytes[index] &- 48)
            }
            index += 1
        }
        let places = digits.count - (pointAt ?? digits.count) - exponent
        return Self.scaled(digits, by: decimals - places).map { bytes.first == UInt8(ascii: "-") ? -$0 : $0 }
    }

    /// The digits as a number times a power of ten; nil where that is not whole or too large.
    private static func scaled(_ digits: [UInt8], by shift: Int) -> Int64? {
        var kept = digits[...]
        if shift < 0 {
            guard kept.suffix(-shift).allSatisfy({ $0 == 0 }) else { return nil }
            kept = kept.dropLast(-shift)
        }
        var value: Int64 = 0
        for digit in kept {
            let (tens, first) = value.multipliedReportingOverflow(by: 10)
            let (sum, second) = tens.addingReportingOverflow(Int64(digit))
            guard !first, !second else { return nil }
            value = sum
        }
        guard value != 0, shift > 0 else { return value }
        for _ in 0..<shift {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = tens
        }
        return value
    }

    /// How many bytes at the start are a number; 0 when none are.
    static func length(in bytes: ArraySlice<UInt8>) -> Int {
        var rest = bytes
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = rest.prefix { isDigit($0) }
        guard let first = whole.first, first != UInt8(ascii: "0") || whole.count == 1 else { return 0 }
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { isDigit($0) }
            guard !fraction.isEmpty else { return 0 }
            rest = rest.dropFirst(1 + fraction.count)
        }
        if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            var power = rest.dropFirst()
            if let sign = power.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                power = power.dropFirst()
            }
            let digits = power.prefix { isDigit($0) }
            guard !digits.isEmpty else { return 0 }
            rest = power.dropFirst(digits.count)
        }
        return rest.startIndex - bytes.startIndex
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
