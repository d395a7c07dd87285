// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// An amount of money in whole minor units (fen, cents). No floating point ever touches it.
public struct Money: Hashable, Sendable {
    /// Signed count of minor units: 5800 is 58.00 in CNY.
    public let minor: Int64
    public let currency: Currency

    public init(minor: Int64, currency: Currency = .cny) {
        self.minor = minor
        self.currency = currency
    }

    /// Reads decimal text in major units, digit by digit: `128`, `128.5`, `-128.00`.
    ///
    /// - Throws: `AmountError` for anything else: a thousands separator, an exponent, a blank, more decimals
    ///   than the currency has, or a value that does not fit.
    public init(text: some StringProtocol, currency: Currency = .cny) throws(AmountError) {
        self.init(minor: try Self.minor(of: text.utf8, decimals: currency.decimals), currency: currency)
    }

    /// The minor units that decimal text stands for. See `init(text:currency:)` for what is refused.
    public static func minor(of text: some Sequence<UInt8>, decimals: Int) throws(AmountError) -> Int64 {
        try read(text, decimals: decimals)
    }

    /// The same for the bytes of a file's cell: a generic call from another room is many times slower.
    public static func minor(of text: ArraySlice<UInt8>, decimals: Int) throws(AmountError) -> Int64 {
        try read(text, decimals: decimals)
    }

    private static func read(_ text: some Sequence<UInt8>, decimals: Int) throws(AmountError) -> Int64 {
        var magnitude: Int64 = 0
        var isNegative = false
        var digits = 0
        var fraction = -1
        var position = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "-") where position == 0: isNegative = true
            case UInt8(ascii: "+") where position == 0: break
            case UInt8(ascii: ".") where fraction < 0 && digits > 0: fraction = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                if fraction >= 0 {
                    fraction += 1
                    guard fraction <= decimals else { throw .tooManyDecimals(allowed: decimals) }
                }
                magnitude = try appending(digit: byte &- 48, to: magnitude)
            default: throw .unexpectedCharacter(at: position)
            }
            position += 1
        }
        guard digits > 0 else { throw .empty }
        guard fraction != 0 else { throw .unexpectedCharacter(at: position - 1) }
        for _ in max(fraction, 0)..<decimals { magnitude = try appending(digit: 0, to: magnitude) }
        return isNegative ? -magnitude : magnitude
    }

    private static func appending(digit: UInt8, to value: Int64) throws(AmountError) -> Int64 {
        let (tens, first) = value.multipliedReportingOverflow(by: 10)
        let (sum, second) = tens.addingReportingOverflow(Int64(digit))
        guard !first, !second else { throw .outOfRange }
        return sum
    }

    /// Decimal text in major units, as files and the API carry it: `58.00`, `-0.05`.
    public var text: String { Self.text(minor: Int128(minor), decimals: currency.decimals) }

    /// Decimal text of a total, which may be wider than one amount.
    public static func text(minor: Int128, decimals: Int) -> String {
        if let word = Int64(exactly: minor), (0...15).contains(decimals) { return text(word: word, decimals) }
        var digits = String(minor.magnitude)
        guard decimals > 0 else { return (minor < 0 ? "-" : "") + digits }
        if digits.utf8.count <= decimals {
            digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
        }
        let point = digits.index(digits.endIndex, offsetBy: -decimals)
        return (minor < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
    }

    /// The same for an amount of one word, digit by digit from the end: reports write millions of them.
    private static func text(word: Int64, _ decimals: Int) -> String {
        // Nineteen digits, fifteen zeros before them at the most, a point and a sign.
        let room = 40
        return unsafe String(unsafeUninitializedCapacity: room) { buffer in
            var start = room
            var rest = word.magnitude
            var written = 0
            while rest > 0 || written <= decimals {
                if written == decimals, decimals > 0 {
                    start -= 1
                    unsafe buffer[start] = UInt8(ascii: ".")
                }
                start -= 1
                unsafe buffer[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
                written += 1
            }
            if word < 0 {
                start -= 1
                unsafe buffer[start] = UInt8(ascii: "-")
            }
            for index in start..<room { unsafe buffer[index - start] = buffer[index] }
            return room - start
        }
    }

    /// Text for people, with thousands separators: `1,234.50`. Pages put the currency sign before it.
    public var grouped: String { Self.grouped(minor: Int128(minor), decimals: currency.decimals) }

    /// `text(minor:decimals:)` with a comma every three digits of the whole part.
    public static func grouped(minor: Int128, decimals: Int) -> String {
        let plain = text(minor: minor, decimals: decimals)
        let whole = plain.prefix { $0 != "." }
        var result = ""
        let digits = whole.drop { $0 == "-" }
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return (minor < 0 ? "-" : "") + result + plain.dropFirst(whole.count)
    }

    /// The sum; nil when it does not fit or the currencies differ.
    public func adding(_ other: Money) -> Money? {
        let (sum, overflow) = minor.addingReportingOverflow(other.minor)
        return overflow || currency != other.currency ? nil : Money(minor: sum, currency: currency)
    }

    public static prefix func - (money: Money) -> Money {
        // Int64.min cannot come out of text; clamp rather than trap for values made in code.
        Money(minor: money.minor == .min ? .max : -money.minor, currency: money.currency)
    }
}
