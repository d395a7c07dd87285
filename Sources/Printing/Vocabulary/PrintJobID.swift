// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Name of a print job for ever: 26 characters of Crockford's base 32, which sort by time (a ULID).
public struct PrintJobID: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let text: String

    /// - Parameters:
    ///   - milliseconds: since 1970, UTC; below zero counts as zero.
    ///   - chance: 80 random bits: the low 16 of `high` and all of `low`.
    public init(milliseconds: Int64, high: UInt16, low: UInt64) {
        let time = UInt64(max(milliseconds, 0)) & 0xFFFF_FFFF_FFFF
        // 48 bits of time and 80 of chance make 130 bits with two zero bits in front.
        let words: (UInt64, UInt64) = (time << 16 | UInt64(high), low)
        var text = ""
        for digit in 0..<26 {
            let shift = 125 - digit * 5
            var value: UInt64
            if shift >= 64 {
                value = words.0 >> UInt64(shift - 64)
            } else {
                value = words.1 >> UInt64(shift)
                if shift > 59 { value |= words.0 << UInt64(64 - shift) }
            }
            value &= 31
            text.append(Self.alphabet[Int(value)])
        }
        self.text = text
    }

    /// nil unless the text is 26 characters of the alphabet.
    public init?(_ text: String) {
        guard text.utf8.count == 26, text.allSatisfy({ Self.alphabet.contains($0) }) else { return nil }
        self.text = text
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    public var description: String { text }
}
