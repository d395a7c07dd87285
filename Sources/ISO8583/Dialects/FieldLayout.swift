// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How a field stands on the wire: encoding × length prefix × padding × content class.
///
///     │ 01 45 │ 9F 26 08 46 FD … │        LLL as BCD, 145 bytes, as they are
///     │ 16 │ 62 24 24 23 00 00 00 69 │    LL as BCD, 16 digits, two in a byte
///     │ 05 10 │                           n3 fixed, odd: left-justified, a zero nibble behind it
///
public struct FieldLayout: Sendable, Hashable {
    /// How one character or byte of content is written.
    public enum Encoding: UInt8, Sendable, Hashable, CaseIterable {
        /// One byte a character, as it is.
        case ascii
        /// One byte a character in EBCDIC (code page 37); text outside of its Latin-1 half is refused.
        case ebcdic
        /// Two digits a byte.
        case bcd
        /// Bytes as they are.
        case binary
        /// Two characters `0–9 A–F` a byte.
        case hex
    }

    /// How the length before a field is written.
    public enum Prefix: UInt8, Sendable, Hashable, CaseIterable {
        /// No length: the field is always as long as its limit.
        case fixed
        /// Decimal digits, one byte each.
        case ascii
        case ebcdic
        /// Decimal digits, two a byte, a zero in front where their number is odd.
        case bcd
        /// A number in bytes, highest first: one byte for up to two digits, else two.
        case binary
    }

    /// What a length counts.
    public enum Counting: UInt8, Sendable, Hashable, CaseIterable {
        /// Digits or characters; for binary content bytes.
        case units
        /// Bytes on the wire.
        case octets
    }

    /// Where the half byte goes that makes an odd number of packed digits whole, and what it is.
    public enum OddNibble: UInt8, Sendable, Hashable, CaseIterable {
        /// In front, 0: the digits are right-justified.
        case leftZero
        /// Behind, 0; F is accepted.
        case rightZero
        /// Behind, F; 0 is accepted.
        case rightF
    }

    /// What fills a fixed field whose value is shorter.
    public enum Padding: UInt8, Sendable, Hashable, CaseIterable {
        /// Nothing: a shorter value is refused.
        case none
        case leftZeros
        case rightBlanks
    }

    public var content: ContentClass
    public var encoding: Encoding
    public var prefix: Prefix
    /// Digits of the length: 1 to 4, 0 for a fixed field.
    public var prefixDigits: UInt8
    /// Units of a fixed field, or the most that a variable one may have.
    public var limit: UInt16
    public var counting = Counting.units
    public var oddNibble = OddNibble.leftZero
    public var padding = Padding.none
    public var form = DateForm.none
    /// Whether zeros pass where a date or time is wanted: hosts say "no date" so.
    public var zerosAreNoDate = false
    /// Whether the dialect has the field at all.
    var isDefined = true

    static let undefined = FieldLayout(
        content: .any, encoding: .ascii, prefix: .fixed, prefixDigits: 0, limit: 0, isDefined: false)

    /// Bytes on the wire of so many units.
    @inline(__always) func octets(ofUnits count: Int) -> Int {
        switch encoding {
        case .ascii, .ebcdic, .binary: count
        case .hex: count * 2
        // The sign of x+n has a byte of its own.
        case .bcd: content == .x ? 1 + count / 2 : (count + 1) / 2
        }
    }

    /// Units that so many bytes on the wire hold; nil where they do not come out even.
    @inline(__always) func units(ofOctets count: Int) -> Int? {
        switch encoding {
        case .ascii, .ebcdic, .binary: count
        case .hex: count.isMultiple(of: 2) ? count / 2 : nil
        case .bcd: content == .x ? (count > 0 ? count * 2 - 1 : nil) : count * 2
        }
    }

    /// Bytes of the length.
    @inline(__always) var prefixOctets: Int {
        switch prefix {
        case .fixed: 0
        case .ascii, .ebcdic: Int(prefixDigits)
        case .bcd: (Int(prefixDigits) + 1) / 2
        case .binary: prefixDigits <= 2 ? 1 : 2
        }
    }
}
