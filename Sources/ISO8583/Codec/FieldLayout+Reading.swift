// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension FieldLayout {
    /// Reads one field and appends its content.
    func read(
        _ wire: Span<UInt8>, _ at: inout Int, _ number: Int, isWide: Bool, into out: inout OutputSpan<UInt8>
    ) throws(MessageError) {
        let units = prefix == .fixed ? Int(limit) : try readLength(wire, &at, number)
        let octets = octets(ofUnits: units)
        guard wire.count - at >= octets else {
            throw MessageError(.truncated(needed: octets, left: wire.count - at), at: at, in: .field(number))
        }
        let start = out.count
        let begin = at
        switch encoding {
        case .ascii: try copy(wire, at, octets, number, isWide: isWide, into: &out)
        case .bcd: try unpack(wire, at, units, number, into: &out)
        case .binary: for index in at..<(at + octets) { out.append(wire[index]) }
        case .hex: try unpackHex(wire, at, octets, number, into: &out)
        case .ebcdic: try translate(wire, at, octets, number, isWide: isWide, into: &out)
        }
        at += octets
        guard form != .none else { return }
        let digits = out.span
        guard form.admits(digits, from: start) || (zerosAreNoDate && Self.areZeros(digits, from: start)) else {
            throw MessageError(.form(form), at: begin, in: .field(number))
        }
    }

    static func areZeros(_ digits: borrowing Span<UInt8>, from start: Int) -> Bool {
        for index in start..<digits.count where digits[index] != 48 { return false }
        return true
    }

    private func readLength(_ wire: Span<UInt8>, _ at: inout Int, _ number: Int) throws(MessageError) -> Int {
        let octets = prefixOctets
        guard wire.count - at >= octets else {
            throw MessageError(.truncated(needed: octets, left: wire.count - at), at: at, in: .field(number))
        }
        var count = 0
        for index in at..<(at + octets) {
            let byte = wire[index]
            switch prefix {
            case .binary: count = count << 8 | Int(byte)
            case .bcd:
                guard byte >> 4 < 10, byte & 15 < 10 else {
                    throw MessageError(.lengthDigits, at: index, in: .field(number))
                }
                count = count * 100 + Int(byte >> 4) * 10 + Int(byte & 15)
            case .ascii, .ebcdic, .fixed:
                let digit = (prefix == .ebcdic ? EBCDIC.ascii(byte) : byte) &- 48
                guard digit < 10 else { throw MessageError(.lengthDigits, at: index, in: .field(number)) }
                count = count * 10 + Int(digit)
            }
        }
        guard let units = counting == .units ? count : units(ofOctets: count) else {
            throw MessageError(.lengthDigits, at: at, in: .field(number))
        }
        guard units <= Int(limit) else {
            throw MessageError(.tooLong(count: units, limit: Int(limit)), at: at, in: .field(number))
        }
        at += octets
        return units
    }

    private func copy(
        _ wire: Span<UInt8>, _ at: Int, _ octets: Int, _ number: Int, isWide: Bool, into out: inout OutputSpan<UInt8>
    ) throws(MessageError) {
        for index in at..<(at + octets) {
            let byte = wire[index]
            guard admits(byte, at: index - at, isWide: isWide) else {
                throw MessageError(.content(content), at: index, in: .field(number))
            }
            out.append(byte)
        }
    }

    private func translate(
        _ wire: Span<UInt8>, _ at: Int, _ octets: Int, _ number: Int, isWide: Bool, into out: inout OutputSpan<UInt8>
    ) throws(MessageError) {
        for index in at..<(at + octets) {
            let byte = EBCDIC.ascii(wire[index])
            guard admits(byte, at: index - at, isWide: isWide) else {
                throw MessageError(.content(content), at: index, in: .field(number))
            }
            out.append(byte)
        }
    }

    /// Whether a character may stand at a place: x+n begins with `C` or `D`, and a track in characters may have `D`
    /// for `=`.
    @inline(__always) func admits(_ byte: UInt8, at place: Int, isWide: Bool) -> Bool {
        if content.admits(byte, wide: isWide) { return content != .x || place > 0 }
        switch content {
        case .x: return place == 0 && (byte == 67 || byte == 68)
        case .z: return byte == 68 && encoding != .bcd
        default: return false
        }
    }

    private func unpack(
        _ wire: Span<UInt8>, _ at: Int, _ units: Int, _ number: Int, into out: inout OutputSpan<UInt8>
    ) throws(MessageError) {
        // Sixteen for a track, whose six signs follow the digits in ASCII too.
        let base: UInt8 = content == .z ? 16 : 10
        var (index, rest) = (at, units)
        if content == .x {
            guard wire[index] == 67 || wire[index] == 68 else {
                throw MessageError(.content(content), at: index, in: .field(number))
            }
            out.append(wire[index])
            (index, rest) = (index + 1, rest - 1)
        } else if !rest.isMultiple(of: 2), oddNibble == .leftZero {
            guard wire[index] >> 4 == 0 else { throw MessageError(.padding, at: index, in: .field(number)) }
            guard wire[index] < base else { throw MessageError(.content(content), at: index, in: .field(number)) }
            out.append(48 + wire[index])
            (index, rest) = (index + 1, rest - 1)
        }
        while rest > 1 {
            let byte = wire[index]
            guard byte >> 4 < base, byte & 15 < base else {
                throw MessageError(.content(content), at: index, in: .field(number))
            }
            out.append(48 + byte >> 4)
            out.append(48 + byte & 15)
            (index, rest) = (index + 1, rest - 2)
        }
        guard rest == 1 else { return }
        let byte = wire[index]
        guard byte >> 4 < base else { throw MessageError(.content(content), at: index, in: .field(number)) }
        guard byte & 15 == 0 || byte & 15 == 15 else { throw MessageError(.padding, at: index, in: .field(number)) }
        out.append(48 + byte >> 4)
    }

    private func unpackHex(
        _ wire: Span<UInt8>, _ at: Int, _ octets: Int, _ number: Int, into out: inout OutputSpan<UInt8>
    ) throws(MessageError) {
        for index in stride(from: at, to: at + octets, by: 2) {
            guard let high = Nibble.value(ofHex: wire[index]) else {
                throw MessageError(.content(content), at: index, in: .field(number))
            }
            guard let low = Nibble.value(ofHex: wire[index + 1]) else {
                throw MessageError(.content(content), at: index + 1, in: .field(number))
            }
            out.append(high << 4 | low)
        }
    }
}
