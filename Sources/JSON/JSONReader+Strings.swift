// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension JSONReader {
    /// A string; the position is at its opening quotation mark.
    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        while position < bytes.endIndex {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return try text(Array(bytes[start..<position]), from: start)
            case UInt8(ascii: "\\"): return try escaped(from: start)
            case 0..<0x20: throw error(.controlCharacter)
            default: position += 1
            }
        }
        throw error(.truncated)
    }

    /// The rest of a string that has escapes, read into a copy.
    private mutating func escaped(from start: Int) throws(JSONError) -> String {
        var out = Array(bytes[start..<position])
        while position < bytes.endIndex {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return try text(out, from: start)
            case UInt8(ascii: "\\"): out.append(contentsOf: String(Character(try escape())).utf8)
            case 0..<0x20: throw error(.controlCharacter)
            default:
                out.append(bytes[position])
                position += 1
            }
        }
        throw error(.truncated)
    }

    private func text(_ utf8: [UInt8], from start: Int) throws(JSONError) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw JSONError(.encoding, at: start - bytes.startIndex)
        }
        return text
    }

    /// A backslash and what follows it.
    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let start = offset
        position += 1
        guard position < bytes.endIndex else { throw error(.truncated) }
        let letter = bytes[position]
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try scalar(from: start)
        default: throw JSONError(.escape, at: start)
        }
    }

    /// Four digits behind `\u`, and the second half of a surrogate pair where the first asks for one.
    private mutating func scalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let high = try unit(from: start)
        guard (0xD800..<0xDC00).contains(high) else {
            guard let scalar = Unicode.Scalar(high) else { throw JSONError(.escape, at: start) }
            return scalar
        }
        guard bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
            throw JSONError(.escape, at: start)
        }
        position += 2
        let low = try unit(from: start)
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10 | (low - 0xDC00)))
        else { throw JSONError(.escape, at: start) }
        return scalar
    }

    private mutating func unit(from start: Int) throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.endIndex else { throw error(.truncated) }
            let digit: UInt8 =
                switch bytes[position] {
                case 0x30...0x39: bytes[position] - 48
                case 0x61...0x66: bytes[position] - 87
                case 0x41...0x46: bytes[position] - 55
                default: throw JSONError(.escape, at: start)
                }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
