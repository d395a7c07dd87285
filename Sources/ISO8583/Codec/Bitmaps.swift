// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Which of the fields 1 to 192 are there: up to three bitmaps of 64 bits, field 1 the highest bit of the first.
///
///     │1│2│3│ … │64│   │65│66│ … │128│   │129│ … │192│
///      └ a second follows └ a third follows, where the dialect has three
///
struct Bitmaps {
    private var words: (UInt64, UInt64, UInt64) = (0, 0, 0)

    /// Bits that are set, for reserving.
    var count: Int { words.0.nonzeroBitCount + words.1.nonzeroBitCount + words.2.nonzeroBitCount }

    mutating func insert(_ number: Int) {
        let bit = UInt64(1) << UInt64(63 - (number - 1) & 63)
        switch number {
        case ...64: words.0 |= bit
        case ...128: words.1 |= bit
        default: words.2 |= bit
        }
    }

    /// The next field after a number; 193 where there is none.
    @inline(__always) func first(after number: Int) -> Int {
        if number < 64 {
            let rest = words.0 << UInt64(number)
            if rest != 0 { return number + 1 + rest.leadingZeroBitCount }
        }
        if number < 128 {
            let rest = number <= 64 ? words.1 : words.1 << UInt64(number - 64)
            if rest != 0 { return max(number, 64) + 1 + rest.leadingZeroBitCount }
        }
        guard number < 192 else { return 193 }
        let rest = number <= 128 ? words.2 : words.2 << UInt64(number - 128)
        return rest == 0 ? 193 : max(number, 128) + 1 + rest.leadingZeroBitCount
    }

    mutating func read(_ wire: Span<UInt8>, _ at: inout Int, _ rule: Dialect.BitmapRule) throws(MessageError) {
        words.0 = try Self.word(wire, &at, 1, rule)
        if words.0 >> 63 == 1 || rule.least > 1 {
            guard rule.most > 1 else { throw MessageError(.unknownField, at: at, in: .bitmap(2)) }
            words.1 = try Self.word(wire, &at, 2, rule)
        }
        if words.1 >> 63 == 1 || rule.least > 2, rule.most > 2, !rule.thirdIsField65 {
            try readThird(wire, &at, rule)
        }
        if rule.most > 2, rule.least > 2 { words.1 |= 1 << 63 }
    }

    mutating func readThird(_ wire: Span<UInt8>, _ at: inout Int, _ rule: Dialect.BitmapRule) throws(MessageError) {
        words.2 = try Self.word(wire, &at, 3, rule)
    }

    private static func word(
        _ wire: Span<UInt8>, _ at: inout Int, _ number: Int, _ rule: Dialect.BitmapRule
    ) throws(MessageError) -> UInt64 {
        let octets = rule.isHexadecimal ? 16 : 8
        guard wire.count - at >= octets else {
            throw MessageError(.truncated(needed: octets, left: wire.count - at), at: at, in: .bitmap(number))
        }
        var word: UInt64 = 0
        for index in at..<(at + octets) {
            if rule.isHexadecimal {
                guard let nibble = Nibble.value(ofHex: wire[index]) else {
                    throw MessageError(.content(.b), at: index, in: .bitmap(number))
                }
                word = word << 4 | UInt64(nibble)
            } else {
                word = word << 8 | UInt64(wire[index])
            }
        }
        at += octets
        return word
    }

    /// Where the bit of a field stands, for errors.
    func offset(of number: Int, _ start: Int, _ rule: Dialect.BitmapRule) -> Int {
        start + (rule.isHexadecimal ? (number - 1) / 4 : (number - 1) / 8)
    }

    /// Sets the bits that say which bitmaps follow.
    mutating func announce(_ rule: Dialect.BitmapRule) {
        if words.2 != 0 || rule.least > 2 { words.1 |= 1 << 63 }
        // A second bitmap that is always there is not announced by every host; ours says so where it holds a field.
        if words.1 != 0 { words.0 |= 1 << 63 }
    }

    func write(_ rule: Dialect.BitmapRule, into out: inout OutputSpan<UInt8>) {
        Self.write(words.0, rule, into: &out)
        if words.0 >> 63 == 1 || rule.least > 1 { Self.write(words.1, rule, into: &out) }
        if words.2 != 0 || rule.least > 2, !rule.thirdIsField65 { Self.write(words.2, rule, into: &out) }
    }

    /// Whether a third bitmap is to be written where field 65 stands.
    func thirdFollows(_ rule: Dialect.BitmapRule) -> Bool { rule.thirdIsField65 && words.1 >> 63 == 1 }

    func writeThird(_ rule: Dialect.BitmapRule, into out: inout OutputSpan<UInt8>) {
        Self.write(words.2, rule, into: &out)
    }

    private static func write(_ word: UInt64, _ rule: Dialect.BitmapRule, into out: inout OutputSpan<UInt8>) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            let byte = UInt8(truncatingIfNeeded: word >> shift)
            if rule.isHexadecimal {
                out.append(Nibble.hex(byte >> 4))
                out.append(Nibble.hex(byte & 15))
            } else {
                out.append(byte)
            }
        }
    }
}

/// Half a byte as a character.
enum Nibble {
    /// `0`–`9`, `A`–`F`.
    @inline(__always) static func hex(_ value: UInt8) -> UInt8 { value < 10 ? value + 48 : value + 55 }

    @inline(__always) static func value(ofHex digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}
