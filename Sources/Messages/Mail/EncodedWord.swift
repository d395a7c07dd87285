// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

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
        return chunks(of: safe).map { "=?UTF-8?B?\(Base64.text(of: Array($0.utf8)))?=" }.joined(separator: "\r\n ")
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
