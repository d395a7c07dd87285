// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Decimal digits read eight at a time.
public enum Digits {
    @usableFromInline static let zeros: UInt64 = 0x3030_3030_3030_3030
    @usableFromInline static let highBits: UInt64 = 0x8080_8080_8080_8080
    /// Added to a byte that is at most 9, it leaves the highest bit clear; added to any other, or in a byte that has
    /// it set already, the highest bit is set.
    @usableFromInline static let beyondNine: UInt64 = 0x7676_7676_7676_7676

    /// The value of `count` digits (1 to 8) that begin at an offset; nil when one of them is no digit.
    @inlinable @inline(__always)
    public static func value(of field: FieldText, at offset: Int, count: Int) -> UInt64? {
        let digits = shifted(field.raw(at: offset), count)
        return areDigits(digits) ? joined(digits) : nil
    }

    /// The first `count` bytes (1 to 8) of a word less the digit zero, moved to its end with nothing before them.
    @inlinable @inline(__always)
    static func shifted(_ word: UInt64, _ count: Int) -> UInt64 {
        let missing = UInt64(truncatingIfNeeded: 64 &- count &* 8)
        return (word ^ zeros) &<< missing
    }

    @inlinable @inline(__always)
    static func areDigits(_ bytes: UInt64) -> Bool { ((bytes &+ beyondNine) | bytes) & highBits == 0 }

    /// Eight values of at most nine as one number, the first in the lowest byte.
    @inlinable @inline(__always)
    static func joined(_ bytes: UInt64) -> UInt64 {
        // Pairs, then fours, then all eight (two products a step instead of seven).
        var digits = (bytes &* 10 &+ (bytes &>> 8)) & 0x00FF_00FF_00FF_00FF
        digits = (digits &* 100 &+ (digits &>> 16)) & 0x0000_FFFF_0000_FFFF
        return (digits &* 10_000 &+ (digits &>> 32)) & 0xFFFF_FFFF
    }

    /// The value of a field of one to sixteen digits and nothing else.
    @inlinable @inline(__always)
    public static func whole(_ field: FieldText) -> UInt64? {
        let count = field.count
        guard count > 0, count <= 16 else { return nil }
        if count <= 8 {
            let digits = shifted(field.head, count)
            return areDigits(digits) ? joined(digits) : nil
        }
        let high = shifted(field.head, count &- 8)
        let low = field.raw(at: count &- 8) ^ zeros
        guard areDigits(high), areDigits(low) else { return nil }
        return joined(high) &* 100_000_000 &+ joined(low)
    }

    /// Minor units of an amount in its usual form: one to eight digits, a point, two digits, and perhaps a minus sign
    /// before them. nil for any other form, right or wrong; `Money` then reads it digit by digit.
    @inlinable @inline(__always)
    public static func hundredths(_ field: FieldText) -> Int64? {
        if let usual = plainHundredths(field) { return usual }
        guard field.count > 0, field.head & 0xFF == 0x2D else { return nil }
        return plainHundredths(field.dropping(1)).map { 0 &- $0 }
    }

    @inlinable @inline(__always)
    static func plainHundredths(_ field: FieldText) -> Int64? {
        let whole = field.count &- 3
        guard whole >= 1, whole <= 8 else { return nil }
        let units = shifted(field.head, whole)
        // A point, then two digits.
        let tail = (field.raw(at: whole) ^ 0x30302E) & 0xFFFFFF
        guard areDigits(units), ((tail &+ 0x76767F) | tail) & 0x808080 == 0 else { return nil }
        let cents = ((tail &>> 8) & 0xFF) &* 10 &+ (tail &>> 16)
        return Int64(truncatingIfNeeded: joined(units) &* 100 &+ cents)
    }
}
