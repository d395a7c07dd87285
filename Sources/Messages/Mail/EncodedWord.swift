// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Words of a mail's head that are not plain ASCII (RFC 2047): `=?UTF-8?B?…?=`, each at most 75 signs.
enum EncodedWord {
    /// A text as it may stand in a head; folded into lines of at most 76 signs.
    ///
    /// - Parameter used: signs that stand before it on its line.
    static func header(_ text: String, after used: Int) -> String {
        let cleaned = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: cleaned.prefix(400))
        let safe = String(scalars)
        // A comma or a colon would split the list of a head's addresses: plain only where letters and blanks are.
        let isPlain =
            safe.count + used <= 76 && !safe.contains("=?")
            && safe.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == ".") }
        if isPlain { return safe }
        return chunks(of: safe).map { "=?UTF-8?B?\(Base64.text(Array($0.utf8)))?=" }.joined(separator: "\r\n ")
    }

    /// At most 45 bytes each, and no character torn apart: 45 bytes are 60 signs of base64.
    private static func chunks(of text: String) -> [String] {
        var chunks: [String] = []
        var chunk = ""
        for scalar in text.unicodeScalars {
            if chunk.utf8.count + String(scalar).utf8.count > 42 {
                chunks.append(chunk)
                chunk = ""
            }
            chunk.unicodeScalars.append(scalar)
        }
        if !chunk.isEmpty { chunks.append(chunk) }
        return chunks
    }
}

/// Base64 (RFC 4648) for mail.
enum Base64 {
    private static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: [UInt8]) -> String { String(decoding: encoded(bytes[...]), as: UTF8.self) }

    /// In lines of 76 signs, each with CRLF.
    static func lines(_ bytes: [UInt8]) -> String {
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
