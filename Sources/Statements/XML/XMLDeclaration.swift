// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the first line of an XML file says: `<?xml version="1.0" encoding="UTF-8"?>`.
enum XMLDeclaration {
    /// The encoding it names; nil where it names none.
    ///
    /// - Throws: for an encoding that is not read.
    static func encoding(_ beginning: ArraySlice<UInt8>) throws(StatementError) -> TextEncoding? {
        let body = beginning.drop { RawRow.isBlank($0) }
        guard body.starts(with: Array("<?xml".utf8)), let end = body.prefix(1_024).firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        let text = String(decoding: body[..<end], as: UTF8.self)
        guard let name = value(of: "encoding", in: text) else { return nil }
        if ["us-ascii", "ascii"].contains(name.lowercased()) { return .utf8 }
        guard let encoding = TextEncoding(name: name) else {
            throw StatementError(
                .wrongEncoding, line: 1, field: "encoding", zh: "不读取 \(name.prefix(40)) 编码；请另存为 UTF-8",
                en: "the encoding \(name.prefix(40)) is not read; save the file as UTF-8")
        }
        return encoding
    }

    /// The value of a pseudo-attribute.
    private static func value(of name: String, in text: String) -> String? {
        guard let place = text.range(of: name) else { return nil }
        var rest = text[place.upperBound...].unicodeScalars.drop { $0 == " " || $0 == "\t" }
        guard rest.popFirst() == "=" else { return nil }
        rest = rest.drop { $0 == " " || $0 == "\t" }
        guard let quote = rest.popFirst(), quote == "\"" || quote == "'" else { return nil }
        return String(String.UnicodeScalarView(rest.prefix { $0 != quote }))
    }
}
