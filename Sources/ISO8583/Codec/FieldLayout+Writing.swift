// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension FieldLayout {
    /// Writes the content at `start` with its length before it.
    func write(
        _ bytes: borrowing Span<UInt8>, _ start: Int, _ count: Int, _ number: Int, isWide: Bool,
        into out: inout OutputSpan<UInt8>
    ) throws(MessageError) {
        let begin = out.count
        var missing = 0
        if prefix == .fixed {
            missing = Int(limit) - count
            guard missing == 0 || (missing > 0 && padding != .none && form == .none) else {
                throw MessageError(.wrongLength(count: count, wanted: Int(limit)), at: begin, in: .field(number))
            }
        } else {
            guard count <= Int(limit) else {
                throw MessageError(.tooLong(count: count, limit: Int(limit)), at: begin, in: .field(number))
            }
            // A length in bytes cannot tell an odd digit from its padding.
            guard counting == .units || units(ofOctets: octets(ofUnits: count)) == count else {
                throw MessageError(.wrongLength(count: count, wanted: count + 1), at: begin, in: .field(number))
            }
            writeLength(counting == .units ? count : octets(ofUnits: count), into: &out)
        }
        if encoding == .binary || encoding == .hex {
            for index in start..<(start + count) { writeByte(bytes[index], into: &out) }
            return
        }
        for index in start..<(start + count) where !admits(bytes[index], at: index - start, isWide: isWide) {
            throw MessageError(.content(content), at: begin, in: .field(number))
        }
        if form != .none {
            let digits = bytes.extracting(start..<(start + count))
            guard form.admits(digits, from: 0) || (zerosAreNoDate && Self.areZeros(digits, from: 0)) else {
                throw MessageError(.form(form), at: begin, in: .field(number))
            }
        }
        if encoding == .bcd {
            pack(bytes, start, count, missing, into: &out)
        } else {
            if padding == .leftZeros { for _ in 0..<missing { writeCharacter(48, into: &out) } }
            for index in start..<(start + count) { writeCharacter(bytes[index], into: &out) }
            if padding == .rightBlanks { for _ in 0..<missing { writeCharacter(32, into: &out) } }
        }
    }

    private func writeByte(_ byte: UInt8, into out: inout OutputSpan<UInt8>) {
        guard encoding == .hex else { return out.append(byte) }
        out.append(Nibble.hex(byte >> 4))
        out.append(Nibble.hex(byte & 15))
    }

    private func writeCharacter(_ character: UInt8, into out: inout OutputSpan<UInt8>) {
        out.append(encoding == .ebcdic ? EBCDIC.byte(character) : character)
    }

    /// Two decimal digits in a byte.
    @inline(__always) private static func packed(_ pair: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: (pair / 10) << 4 | pair % 10)
    }

    private func writeLength(_ count: Int, into out: inout OutputSpan<UInt8>) {
        switch prefix {
        case .fixed: break
        case .binary:
            if prefixDigits > 2 { out.append(UInt8(truncatingIfNeeded: count >> 8)) }
            out.append(UInt8(truncatingIfNeeded: count))
        case .bcd:
            if prefixDigits > 2 { out.append(Self.packed(count / 100)) }
            out.append(Self.packed(count % 100))
        case .ascii, .ebcdic:
            var divisor = 1
            for _ in 1..<prefixDigits { divisor *= 10 }
            while divisor > 0 {
                let digit = UInt8(48 + count / divisor % 10)
                out.append(prefix == .ebcdic ? EBCDIC.byte(digit) : digit)
                divisor /= 10
            }
        }
    }

    /// Two digits a byte; `missing` zeros come in front of what is there.
    private func pack(
        _ bytes: borrowing Span<UInt8>, _ start: Int, _ count: Int, _ missing: Int, into out: inout OutputSpan<UInt8>
    ) {
        var index = start
        let end = start + count
        if content == .x, missing == 0 {
            out.append(bytes[index])
            index += 1
        }
        let units = end - index + missing
        // A half byte that waits for its other half: 0x100 says that none does.
        var half: UInt16 = units.isMultiple(of: 2) || oddNibble != .leftZero ? 0x100 : 0
        for _ in 0..<missing { Self.push(0, &half, into: &out) }
        while half == 0x100, index + 1 < end {
            out.append(bytes[index] << 4 | bytes[index + 1] & 15)
            index += 2
        }
        while index < end {
            Self.push(bytes[index] & 15, &half, into: &out)
            index += 1
        }
        if half != 0x100 { out.append(UInt8(half) << 4 | (oddNibble == .rightF ? 15 : 0)) }
    }

    @inline(__always) private static func push(
        _ digit: UInt8, _ half: inout UInt16, into out: inout OutputSpan<UInt8>
    ) {
        guard half != 0x100 else {
            half = UInt16(digit)
            return
        }
        out.append(UInt8(half) << 4 | digit)
        half = 0x100
    }
}
