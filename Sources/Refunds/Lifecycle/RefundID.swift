// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A refund's own number (退款号): made once, told to the customer, and given to the channel on every retry.
///
///     RF 7Q2M4K      six of 31 signs: no 0 or O, no 1, I or L, so that it can be read aloud and typed from paper
public struct RefundID: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    /// The signs of a number, in their order.
    public static let signs = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    /// Signs after the two letters.
    public static let length = 6

    /// nil unless it could be a number; small letters and blanks are forgiven.
    public init?(_ text: String) {
        guard text.utf8.count <= 40 else { return nil }
        let cleaned = text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
        guard cleaned.hasPrefix("RF"), cleaned.count == Self.length + 2,
            cleaned.dropFirst(2).allSatisfy({ Self.signs.contains($0) })
        else { return nil }
        self.text = cleaned
    }

    /// The number that these random bits make; the same bits make the same number.
    public init(bits: UInt64) {
        var (left, text) = (bits, "RF")
        for _ in 0..<Self.length {
            text.append(Self.signs[Int(left % UInt64(Self.signs.count))])
            left /= UInt64(Self.signs.count)
        }
        self.text = text
    }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    public var description: String { text }
}
