// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Decimal digits read eight at a time.
public enum Digits {
    /// The value of `count` digits (1 to 8) that begin at an offset; nil when one of them is no digit.
    @inlinable @inline(__always)
    public static func value(of field: FieldText, at offset: Int, count: Int) -> UInt64? {
        // Shifted to the end of the word, with zeros as digits before them.
        let missing = UInt64(8 &- count) &* 8
        let filler: UInt64 = 0x3030_3030_3030_3030
        let shifted = (field.raw(at: offset) << missing) | (missing == 0 ? 0 : filler >> (64 &- missing))
        return value(of: shifted)
    }

    /// The value of eight digits, the first in the lowest place.
    @inlinable @inline(__always)
    public static func value(of word: UInt64) -> UInt64? {
        // High nibble 3, and still 3 after adding 6: nothing but 0x30 to 0x39.
        let nibbles: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
        let threes: UInt64 = 0x3030_3030_3030_3030
        guard word & nibbles == threes, (word &+ 0x0606_0606_0606_0606) & nibbles == threes else { return nil }
        // Pairs, then fours, then all eight (two products a step instead of seven).
        var digits = word & 0x0F0F_0F0F_0F0F_0F0F
        digits = (digits &* 10 &+ (digits >> 8)) & 0x00FF_00FF_00FF_00FF
        digits = (digits &* 100 &+ (digits >> 16)) & 0x0000_FFFF_0000_FFFF
        return (digits &* 10_000 &+ (digits >> 32)) & 0xFFFF_FFFF
    }

    /// The value of a field of one to sixteen digits and nothing else.
    @inlinable @inline(__always)
    public static func whole(_ field: FieldText) -> UInt64? {
        let count = field.count
        guard count > 0, count <= 16 else { return nil }
        if count <= 8 { return value(of: field, at: 0, count: count) }
        guard let high = value(of: field, at: 0, count: count &- 8),
            let low = value(of: field, at: count &- 8, count: 8)
        else { return nil }
        return high &* 100_000_000 &+ low
    }

    /// Minor units of an amount in its usual form: one to eight digits, a point, two digits. nil for any other
    /// form, right or wrong; `Money` then reads it digit by digit.
    @inlinable @inline(__always)
    public static func hundredths(_ field: FieldText) -> Int64? {
        let whole = field.count &- 3
        guard whole >= 1, whole <= 8 else { return nil }
        let tail = field.raw(at: whole)
        // A point, then two digits.
        guard tail & 0xF0F0FF == 0x30302E, (tail &+ 0x060600) & 0xF0F000 == 0x303000 else { return nil }
        guard let units = value(of: field, at: 0, count: whole) else { return nil }
        let cents = ((tail >> 8) & 0x0F) &* 10 &+ ((tail >> 16) & 0x0F)
        return Int64(truncatingIfNeeded: units &* 100 &+ cents)
    }
}
