// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Base64 (RFC 4648), for letters and for those who take them.
public enum Base64Text {
    private static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// In one line.
    public static func of(_ bytes: [UInt8]) -> String { String(decoding: encoded(bytes[...]), as: UTF8.self) }

    /// In lines of 76 signs, each with CRLF.
    public static func lines(_ bytes: [UInt8]) -> String {
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count / 3 * 4 + bytes.count / 28 + 8)
        var start = 0
        while start < bytes.count {
            let end = min(start + 57, bytes.count)
            lines += encoded(bytes[start..<end])
            lines += [13, 10]
            start = end
        }
        return String(decoding: lines, as: UTF8.self)
    }

    private static func encoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let rest = bytes.endIndex - index
            let first = UInt32(bytes[index]) << 16
            let second = rest > 1 ? UInt32(bytes[index + 1]) << 8 : 0
            let word = first | second | (rest > 2 ? UInt32(bytes[index + 2]) : 0)
            text.append(signs[Int(word >> 18 & 63)])
            text.append(signs[Int(word >> 12 & 63)])
            text.append(rest > 1 ? signs[Int(word >> 6 & 63)] : UInt8(ascii: "="))
            text.append(rest > 2 ? signs[Int(word & 63)] : UInt8(ascii: "="))
            index += 3
        }
        return text
    }
}
