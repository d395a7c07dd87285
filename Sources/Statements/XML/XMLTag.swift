// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Reads one tag from its name to its last attribute.
struct XMLTag {
    private var rest: ArraySlice<UInt8>
    private let line: Int

    init(_ bytes: ArraySlice<UInt8>, line: Int) {
        rest = bytes
        self.line = line
    }

    /// The element's name, with its prefix.
    mutating func name() throws(StatementError) -> ArraySlice<UInt8> {
        let name = try takeName()
        guard rest.first.map(RawRow.isBlank) ?? true else { throw bad() }
        return name
    }

    /// The next attribute; nil after the last.
    mutating func attribute(_ decoder: TextDecoder) throws(StatementError) -> (name: String, value: String)? {
        skipBlanks()
        guard !rest.isEmpty else { return nil }
        let name = decoder.lenientText(try takeName())
        skipBlanks()
        guard rest.popFirst() == UInt8(ascii: "=") else { throw bad() }
        skipBlanks()
        guard let quote = rest.popFirst(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            let end = rest.firstIndex(of: quote)
        else { throw bad() }
        let value = rest[..<end]
        guard !value.contains(UInt8(ascii: "<")) else { throw bad() }
        rest = rest[(end + 1)...]
        guard rest.first.map(RawRow.isBlank) ?? true else { throw bad() }
        guard let text = try XMLText.resolved(value, decoder, line: line) else {
            throw .malformed(
                line: line, zh: "属性“\(name)”不是有效的 \(decoder.encoding.label) 文字",
                en: "the attribute “\(name)” is not valid \(decoder.encoding.label) text")
        }
        return (name, text)
    }

    private mutating func skipBlanks() { while let first = rest.first, RawRow.isBlank(first) { rest.removeFirst() } }

    private mutating func takeName() throws(StatementError) -> ArraySlice<UInt8> {
        let name = rest.prefix(while: Self.isNameByte)
        guard let first = name.first, name.count <= XMLLimits.nameBytes else { throw bad() }
        guard !(48...57).contains(first), first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else { throw bad() }
        rest = rest[name.endIndex...]
        return name
    }

    /// Letters, digits, `.`, `-`, `_`, `:`; anything beyond ASCII is taken for a letter.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 0x80...0xFF: true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"): true
        default: false
        }
    }

    private func bad() -> StatementError {
        .malformed(line: line, zh: "标签不合 XML 规则", en: "a tag is not as XML has them")
    }
}
