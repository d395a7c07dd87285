// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Text of XML: what entities stand for, and which characters there may be.
enum XMLText {
    private static let entities: [String: Unicode.Scalar] = [
        "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'",
    ]

    /// The text with its entities resolved; nil where the bytes are not text in the encoding.
    ///
    /// - Throws: for an entity that is none of the five and no number, and for control characters.
    static func resolved(
        _ bytes: ArraySlice<UInt8>, _ decoder: TextDecoder, line: Int
    ) throws(StatementError) -> String? {
        guard let text = try plain(bytes, decoder, line: line) else { return nil }
        guard bytes.contains(UInt8(ascii: "&")) else { return text }
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            rest = rest[rest.index(after: mark)...]
            // The longest is `#x10FFFF`, with zeros before it a little more.
            guard let end = rest.prefix(16).firstIndex(of: ";"), let scalar = scalar(String(rest[..<end])) else {
                let name = RemarkText.clean(String(String.UnicodeScalarView(rest.prefix(16))))
                throw .malformed(
                    line: line, zh: "不认识的实体“&\(name)”", en: "the entity “&\(name)” is not known")
            }
            result.append(scalar)
            rest = rest[rest.index(after: end)...]
        }
        return String(result + rest)
    }

    /// The text as it stands.
    static func plain(
        _ bytes: ArraySlice<UInt8>, _ decoder: TextDecoder, line: Int
    ) throws(StatementError) -> String? {
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) else {
            throw .malformed(line: line, zh: "文字中有控制字符", en: "there are control characters in the text")
        }
        return decoder.text(bytes)
    }

    /// What an entity stands for, without its `&` and `;`; nil for one that is not known.
    static func scalar(_ name: String) -> Unicode.Scalar? {
        if let known = entities[name] { return known }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHex = digits.first == "x"
        let number = isHex ? digits.dropFirst() : digits
        guard number.allSatisfy({ $0.isASCII && $0.isHexDigit }), let value = UInt32(number, radix: isHex ? 16 : 10)
        else { return nil }
        guard value >= 0x20 || [0x09, 0x0A, 0x0D].contains(value), value != 0xFFFE, value != 0xFFFF else { return nil }
        return Unicode.Scalar(value)
    }
}
