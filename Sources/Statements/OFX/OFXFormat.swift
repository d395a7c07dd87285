// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Open Financial Exchange downloads, and Quicken's `.qfx`, which are the same: version 1 in SGML, version 2 in XML.
enum OFXFormat {
    static let known = EntryFormat(
        format: StatementFormat(name: "ofx", title: Phrase(zh: "银行对账单 OFX", en: "OFX bank download"), role: .bank),
        fits: { beginning in
            let body = beginning.drop { RawRow.isBlank($0) }
            if isVersion1(body) { return true }
            return body.first == UInt8(ascii: "<")
                && (find("<?OFX", in: body) != nil || body.starts(with: Array("<OFX>".utf8)))
        },
        declaredEncoding: { (beginning) throws(StatementError) in
            let body = beginning.drop { RawRow.isBlank($0) }
            return try isVersion1(body) ? charset(body) : XMLDeclaration.encoding(body)
        },
        makeReader: { OFXReader($0) })

    static func isVersion1(_ body: ArraySlice<UInt8>) -> Bool { body.starts(with: Array("OFXHEADER:".utf8)) }

    /// Where a text stands in the beginning of a file.
    static func find(_ text: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let wanted = Array(text.utf8)
        return bytes.prefix(4_096).indices.first { bytes[$0] == wanted[0] && bytes[$0...].starts(with: wanted) }
    }

    /// The encoding that the header of version 1 names: `ENCODING:USASCII`, `CHARSET:1252`. Many banks write
    /// something else than they name, so what is valid UTF-8 beyond ASCII is read as that by the caller.
    private static func charset(_ body: ArraySlice<UInt8>) throws(StatementError) -> TextEncoding? {
        let end = find("<OFX>", in: body) ?? body.prefix(4_096).endIndex
        let header = String(decoding: body[..<end], as: UTF8.self).uppercased()
        let value = { (key: String) -> String in
            guard let place = header.range(of: key + ":") else { return "" }
            return String(header[place.upperBound...].prefix { !$0.isWhitespace })
        }
        // Some banks write the header on one line: `COMPRESSION:NONEOLDFILEUID:NONE`.
        let compression = value("COMPRESSION")
        if compression != "", !compression.hasPrefix("NONE") {
            throw StatementError(
                .notATextFile, line: 1, field: "COMPRESSION", zh: "OFX 文件是压缩的", en: "the OFX file is compressed")
        }
        let encoding = value("ENCODING")
        if encoding.hasPrefix("UTF-8") || encoding.hasPrefix("UNICODE") { return .utf8 }
        // What is ASCII, or names no character set that matters, is told by its bytes.
        return nil
    }
}
