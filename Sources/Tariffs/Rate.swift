// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// A share of an amount as a contract writes it (0.60 %), exact: a whole number of parts per thousand million.
public struct Rate: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 6,000,000 for 0.60 %. Between 0 and `one`.
    public let partsPerBillion: Int64

    /// The whole amount: 100 %.
    public static let one: Int64 = 1_000_000_000
    public static let zero = Rate(unchecked: 0)

    /// nil below 0 % and above 100 %.
    public init?(partsPerBillion: Int64) {
        guard (0...Self.one).contains(partsPerBillion) else { return nil }
        self.partsPerBillion = partsPerBillion
    }

    private init(unchecked: Int64) { partsPerBillion = unchecked }

    /// Reads `0.60%`, `0.6 %`, `6‰` or `0.0060`, digit by digit.
    ///
    /// nil for a sign, an exponent, a blank inside the number, more digits than a thousand-millionth, or more
    /// than 100 %.
    public init?(text: some StringProtocol) {
        var bytes = Array(text.utf8)
        var decimals = 9
        if bytes.last == UInt8(ascii: "%") {
            bytes.removeLast()
            decimals = 7
        } else if bytes.suffix(3) == [0xE2, 0x80, 0xB0] {
            bytes.removeLast(3)
            decimals = 6
        }
        if decimals < 9, bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        guard let first = bytes.first, first >= 48, first <= 57, bytes.count <= 24 else { return nil }
        // Zeros written after the last place we keep say nothing: `0.6000000000%` is 0.6 %.
        if let point = bytes.firstIndex(of: UInt8(ascii: ".")) {
            while bytes.count - point - 1 > decimals, bytes.last == 48 { bytes.removeLast() }
        }
        guard let parts = try? Self.parts(bytes, decimals: decimals) else { return nil }
        self.init(partsPerBillion: parts)
    }

    private static func parts(_ bytes: [UInt8], decimals: Int) throws(AmountError) -> Int64 {
        try Money.minor(of: bytes, decimals: decimals)
    }

    public static func < (left: Self, right: Self) -> Bool { left.partsPerBillion < right.partsPerBillion }

    /// At least two decimals, no more than needed: `0.60%`, `0.0325%`.
    public var text: String {
        var text = Money.text(minor: Int128(partsPerBillion), decimals: 7)
        while text.hasSuffix("0"), !text.hasSuffix(".00"), text.utf8.count - Self.wholeDigits(text) > 3 {
            text.removeLast()
        }
        return text + "%"
    }

    public var description: String { text }

    private static func wholeDigits(_ text: String) -> Int { text.prefix { $0 != "." }.utf8.count }
}
