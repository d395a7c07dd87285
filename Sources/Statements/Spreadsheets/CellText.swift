// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the characters of a cell's XML stand for.
enum CellText {
    /// Appends text with its entities resolved.
    ///
    /// - Returns: false for an entity that is none of the five and no number.
    static func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) -> Bool {
        var rest = bytes
        while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += rest[..<mark]
            rest = rest[(mark + 1)...]
            guard let end = rest.prefix(16).firstIndex(of: UInt8(ascii: ";")),
                let scalar = XMLText.scalar(String(decoding: rest[..<end], as: UTF8.self))
            else { return false }
            text += Array(String(Character(scalar)).utf8)
            rest = rest[(end + 1)...]
        }
        text += rest
        return true
    }

    /// `_x000D_` stands for the character with that number; `_x005F_` for the underscore of a text that only looks
    /// like one. Characters that no text may hold become blanks.
    static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        guard var mark = escape(in: bytes, from: bytes.startIndex) else { return nil }
        var result: [UInt8] = []
        var done = bytes.startIndex
        while true {
            result += bytes[done..<mark.at]
            if mark.value == 0 || (0xD800...0xDFFF).contains(mark.value) {
                result.append(0x20)
            } else if let scalar = Unicode.Scalar(mark.value) {
                result += Array(String(Character(scalar)).utf8)
            }
            done = mark.at + 7
            guard let next = escape(in: bytes, from: done) else { break }
            mark = next
        }
        return result + bytes[done...]
    }

    private static func escape(in bytes: ArraySlice<UInt8>, from start: Int) -> (at: Int, value: UInt32)? {
        var index = start
        while index + 7 <= bytes.endIndex {
            if bytes[index] == UInt8(ascii: "_"), bytes[index + 1] == UInt8(ascii: "x"),
                bytes[index + 6] == UInt8(ascii: "_"),
                let value = hexadecimal(bytes[(index + 2)..<(index + 6)])
            {
                return (index, value)
            }
            index += 1
        }
        return nil
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for digit in digits {
            switch digit {
            case 48...57: value = value << 4 | UInt32(digit - 48)
            case 65...70: value = value << 4 | UInt32(digit - 55)
            case 97...102: value = value << 4 | UInt32(digit - 87)
            default: return nil
            }
        }
        return value
    }
}
