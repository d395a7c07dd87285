// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS

/// The framing rules written down a second time, over a whole stream in memory and by hand, for ESC/POS without
/// extras. Slow and plain: what the decoder's table and state machine must agree with.
struct NaiveFramer {
    enum Kind: Equatable { case text, control, command, unknown, truncated }

    struct Part: Equatable {
        let offset: Int
        let length: Int
        let kind: Kind
    }

    /// The bytes from where a command starts, and a way to say that they are too few.
    private struct Short: Error {}
    private struct Unknown: Error {}

    let bytes: [UInt8]
    private var wideBytes = 72

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func parts() -> [Part] {
        var parts: [Part] = []
        var at = 0
        while at < bytes.count {
            let part = next(at)
            parts.append(part)
            at += part.length
        }
        return parts
    }

    private mutating func next(_ at: Int) -> Part {
        if bytes[at] >= 0x20 {
            let end = bytes[at...].firstIndex { $0 < 0x20 } ?? bytes.count
            return Part(offset: at, length: end - at, kind: .text)
        }
        guard [0x10, 0x1B, 0x1C, 0x1D].contains(bytes[at]) else { return Part(offset: at, length: 1, kind: .control) }
        do {
            let length = try length(at)
            guard at + length <= bytes.count else { throw Short() }
            if bytes[at...].starts(with: [0x1B, 0x40]) { wideBytes = 72 }
            if bytes[at...].starts(with: [0x1C, 0x28, 0x41]), length >= 7, bytes[at + 5] == 0x30 {
                wideBytes = [72, 60, 32, 72][Int(bytes[at + 6] & 3)]
            } else if bytes[at...].starts(with: [0x1C, 0x28, 0x41]), length == 6, bytes[at + 5] == 0x30 {
                wideBytes = 72
            }
            return Part(offset: at, length: length, kind: .command)
        } catch is Short {
            return Part(offset: at, length: bytes.count - at, kind: .truncated)
        } catch {
            let second = at + 1 < bytes.count ? bytes[at + 1] : 0
            return Part(offset: at, length: (0x20..<0x7F).contains(second) ? 2 : 1, kind: .unknown)
        }
    }

    private func byte(_ index: Int) throws -> Int {
        guard index < bytes.count else { throw Short() }
        return Int(bytes[index])
    }

    private func word(_ index: Int) throws -> Int { try byte(index) + byte(index + 1) * 256 }

    private func length(_ at: Int) throws -> Int {
        let letter = UInt8(try byte(at + 1))
        return switch bytes[at] {
        case 0x10: try realTime(at, letter)
        case 0x1B: try escape(at, letter)
        case 0x1C: try field(at, letter)
        default: try group(at, letter)
        }
    }

    private func bracket(_ at: Int) throws -> Int {
        guard (0x20..<0x7F).contains(try byte(at + 2)) else { throw Unknown() }
        return 5 + (try word(at + 3))
    }

    private func realTime(_ at: Int, _ letter: UInt8) throws -> Int {
        guard [4, 5, 0x14].contains(letter) else { throw Unknown() }
        let number = try byte(at + 2)
        switch (letter, number) {
        case (4, 0), (4, 7), (4, 8), (4, 18): return 4
        case (4, 1...6), (5, 0..<32): return 3
        case (0x14, 1), (0x14, 2): return 5
        case (0x14, 3): return 8
        case (0x14, 7): return 4
        case (0x14, 8): return 10
        default: throw Unknown()
        }
    }

    private func escape(_ at: Int, _ letter: UInt8) throws -> Int {
        switch letter {
        case 0x0C, 0x32, 0x34, 0x35, 0x3C, 0x40, 0x4C, 0x53, 0x69, 0x6D, 0x6F, 0x71, 0x76: return 2
        case 0x20, 0x21, 0x25, 0x2D, 0x33, 0x39, 0x3D, 0x3F, 0x43, 0x45, 0x46, 0x47, 0x4A, 0x4B, 0x4D, 0x52, 0x54,
            0x55, 0x56, 0x61, 0x64, 0x65, 0x72, 0x74, 0x75, 0x7A, 0x7B:
            return 3
        case 0x24, 0x5C, 0x66: return 4
        case 0x37, 0x70: return 5
        case 0x57: return 10
        case 0x63:
            guard [0x30, 0x31, 0x33, 0x34, 0x35].contains(try byte(at + 2)) else { throw Unknown() }
            return 4
        case 0x26: return try characters(at)
        case 0x28: return try bracket(at)
        case 0x2A:
            // The decoder reads all three parameters before it judges the first.
            let (mode, count) = (try byte(at + 2), try word(at + 3))
            guard [0, 1, 32, 33].contains(mode) else { throw Unknown() }
            return 5 + count * (mode < 2 ? 1 : 3)
        case 0x44: return try tabs(at)
        default: throw Unknown()
        }
    }

    private func characters(_ at: Int) throws -> Int {
        let (height, first, last) = (try byte(at + 2), try byte(at + 3), try byte(at + 4))
        var end = at + 5
        guard last >= first else { return 5 }
        for _ in first...last { end += 1 + (try byte(end)) * height }
        return end - at
    }

    private func tabs(_ at: Int) throws -> Int {
        var last = 0
        for index in 0... {
            let column = try byte(at + 2 + index)
            if column == 0 { return index + 3 }
            if column <= last || index == 32 { return index + 2 }
            last = column
        }
        return 0
    }

    private func field(_ at: Int, _ letter: UInt8) throws -> Int {
        switch letter {
        case 0x26, 0x2E, 0x4C, 0x62, 0x63: return 2
        case 0x21, 0x2D, 0x43, 0x57: return 3
        case 0x3F, 0x53, 0x70: return 4
        case 0x28: return try bracket(at)
        case 0x32: return 4 + wideBytes
        case 0x61:
            let digit = try byte(at + 2)
            guard (0x30...0x32).contains(digit) else { throw Unknown() }
            return digit == 0x30 ? 4 : 3
        case 0x67:
            let digit = try byte(at + 2)
            guard digit == 0x31 || digit == 0x32 else { throw Unknown() }
            return digit == 0x32 ? 10 : 10 + (try word(at + 8))
        case 0x71:
            var end = at + 3
            for _ in 0..<(try byte(at + 2)) {
                let (width, height) = (try word(end), try word(end + 2))
                guard width <= 1023, height <= 576 else { break }
                end += 4 + width * height * 8
                guard end <= bytes.count else { throw Short() }
            }
            return end - at
        default: throw Unknown()
        }
    }

    private func group(_ at: Int, _ letter: UInt8) throws -> Int {
        switch letter {
        case 0x3A, 0x63: return 2
        case 0x21, 0x2F, 0x42, 0x45, 0x48, 0x49, 0x54, 0x61, 0x62, 0x66, 0x68, 0x6A, 0x72, 0x77: return 3
        case 0x24, 0x4C, 0x50, 0x57, 0x5C: return 4
        case 0x5E: return 5
        case 0x28: return try bracket(at)
        case 0x2A: return 4 + (try byte(at + 2)) * (try byte(at + 3)) * 8
        case 0x38:
            try digit(at, 0x4C)
            return 7 + (try word(at + 3)) + (try word(at + 5)) * 65_536
        case 0x43: return try counter(at)
        case 0x44: return try bitmap(at)
        case 0x51, 0x76:
            try digit(at, 0x30)
            return 8 + (try word(at + 4)) * (try word(at + 6))
        case 0x56:
            let mode = try byte(at + 2)
            if [0, 1, 0x30, 0x31].contains(mode) { return 3 }
            guard [0x41, 0x42, 0x61, 0x62, 0x67, 0x68].contains(mode) else { throw Unknown() }
            return 4
        case 0x67:
            guard [0x30, 0x32].contains(try byte(at + 2)) else { throw Unknown() }
            return 6
        case 0x6B: return try barcode(at)
        case 0x7A:
            try digit(at, 0x30)
            return 5
        default: throw Unknown()
        }
    }

    private func digit(_ at: Int, _ wanted: Int) throws {
        guard try byte(at + 2) == wanted else { throw Unknown() }
    }

    private func counter(_ at: Int) throws -> Int {
        switch try byte(at + 2) {
        case 0x30, 0x32: return 5
        case 0x31: return 9
        case 0x3B: break
        default: throw Unknown()
        }
        var (end, numbers, digits) = (at + 3, 0, 0)
        while numbers < 5 {
            let next = try byte(end)
            if next == 0x3B {
                (numbers, digits) = (numbers + 1, 0)
            } else if (0x30...0x39).contains(next), digits < 5 {
                digits += 1
            } else {
                return end - at
            }
            end += 1
        }
        return end - at
    }

    private func bitmap(_ at: Int) throws -> Int {
        _ = try byte(at + 8)
        guard bytes[at + 2] == 0x30, bytes[at + 3] == 0x43 || bytes[at + 3] == 0x53 else { throw Unknown() }
        let size = (try word(at + 11)) + (try word(at + 13)) * 65_536
        guard bytes[at + 9] == 0x42, bytes[at + 10] == 0x4D, size >= 6 else { throw Unknown() }
        return 9 + size
    }

    private func barcode(_ at: Int) throws -> Int {
        let kind = try byte(at + 2)
        if (0x41...0x5A).contains(kind) { return 4 + (try byte(at + 3)) }
        guard kind <= 8 else { throw Unknown() }
        for index in 0... {
            let next = try byte(at + 3 + index)
            if next == 0 { return index + 4 }
            if next < 0x20 || next >= 0x80 || index == 255 { return index + 3 }
        }
        return 0
    }
}
