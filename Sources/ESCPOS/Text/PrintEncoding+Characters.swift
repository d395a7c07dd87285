// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension PrintEncoding {
    /// The first character of the bytes; nil when there are none.
    ///
    /// - Parameter set: what ASCII codes print; ignored in UTF-8, where every code has one meaning.
    public func first(of bytes: ArraySlice<UInt8>, set: InternationalSet = .usa) -> PrintedCharacter? {
        guard let byte = bytes.first else { return nil }
        if case .utf8 = self { return Self.utf8Character(bytes, byte) }
        if case .jis = self, let pair = Self.jisCharacter(bytes, byte) { return pair }
        if byte < 0x80 {
            return PrintedCharacter(byte >= 0x20 && byte < 0x7F ? set.scalar(byte) : nil, length: 1, columns: 1)
        }
        switch self {
        case .ascii, .utf8, .jis: return PrintedCharacter(nil, length: 1, columns: 1)
        case .page(let page): return PrintedCharacter(page.scalar(byte), length: 1, columns: 1)
        case .shiftJIS where (0xA1...0xDF).contains(byte):
            return PrintedCharacter(Unicode.Scalar(0xFF61 + UInt32(byte - 0xA1)), length: 1, columns: 1)
        case .gbk, .gb18030, .big5, .shiftJIS, .eucKR: return wideCharacter(bytes, byte)
        }
    }

    private func wideCharacter(_ bytes: ArraySlice<UInt8>, _ lead: UInt8) -> PrintedCharacter {
        let isLead = self == .shiftJIS ? (0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead) : lead != 0x80
        guard isLead, lead != 0xFF, bytes.count > 1 else { return PrintedCharacter(nil, length: 1, columns: 1) }
        let trail = bytes[bytes.startIndex + 1]
        if (0x30...0x39).contains(trail), self == .gb18030 || self == .gbk, let four = FourByteTable.code(bytes) {
            return PrintedCharacter(four.scalar, length: 4, columns: 2)
        }
        guard DoubleByteTable.isTrail(trail), trail != 0x7F else { return PrintedCharacter(nil, length: 1, columns: 1) }
        let scalar = table?.scalar(lead, trail)
        // A pair that the set leaves free still takes both bytes: the printer does not look twice.
        return PrintedCharacter(scalar, length: 2, columns: 2)
    }

    /// The pair of a JIS code; nil when the bytes are no pair (a space between words, a lone last byte).
    private static func jisCharacter(_ bytes: ArraySlice<UInt8>, _ lead: UInt8) -> PrintedCharacter? {
        guard (0x21...0x7E).contains(lead), bytes.count > 1 else { return nil }
        let trail = bytes[bytes.startIndex + 1]
        guard (0x21...0x7E).contains(trail) else { return nil }
        let (first, second) = shiftJIS(lead, trail)
        return PrintedCharacter(DoubleByteTable.shiftJIS.scalar(first, second), length: 2, columns: 2)
    }

    /// JIS row and cell to the Shift JIS pair: two rows share a lead byte.
    private static func shiftJIS(_ row: UInt8, _ cell: UInt8) -> (UInt8, UInt8) {
        let lead = (row - 0x21) / 2 + (row < 0x5F ? 0x81 : 0xC1)
        if row.isMultiple(of: 2) { return (lead, cell + 0x7E) }
        return (lead, cell + (cell < 0x60 ? 0x1F : 0x20))
    }

    private static func jis(_ pair: [UInt8]) -> [UInt8]? {
        guard pair.count == 2, pair[0] < 0xF0 else { return nil }
        let block = (pair[0] - (pair[0] < 0xA0 ? 0x81 : 0xC1)) * 2
        if pair[1] >= 0x9F { return [block + 0x22, pair[1] - 0x7E] }
        return [block + 0x21, pair[1] - (pair[1] > 0x7F ? 0x20 : 0x1F)]
    }

    private static func utf8Character(_ bytes: ArraySlice<UInt8>, _ byte: UInt8) -> PrintedCharacter {
        if byte < 0x80 {
            let scalar = byte >= 0x20 && byte < 0x7F ? Unicode.Scalar(byte) : nil
            return PrintedCharacter(scalar, length: 1, columns: 1)
        }
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        guard (0xC2...0xF4).contains(byte), bytes.count >= length else {
            return PrintedCharacter(nil, length: 1, columns: 1)
        }
        let code = bytes.prefix(length)
        guard let text = String(validating: code, as: UTF8.self), let scalar = text.unicodeScalars.first else {
            return PrintedCharacter(nil, length: 1, columns: 1)
        }
        return PrintedCharacter(scalar, length: length, columns: CellWidth.columns(scalar))
    }

    /// The text of the bytes, or nil when any byte is not part of a character of this encoding.
    public func text(_ bytes: some Sequence<UInt8>, set: InternationalSet = .usa) -> String? {
        var rest = ArraySlice(Array(bytes))
        var text = ""
        while let character = first(of: rest, set: set) {
            guard let scalar = character.scalar else { return nil }
            text.unicodeScalars.append(scalar)
            rest = rest.dropFirst(character.length)
        }
        return text
    }

    /// The bytes that print a text, or nil when the encoding lacks one of its characters.
    public func bytes(_ text: String, set: InternationalSet = .usa) -> [UInt8]? {
        var written: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let code = bytes(of: scalar, set: set) else { return nil }
            written += code
        }
        return written
    }

    /// The bytes that print one character, or nil when the encoding lacks it.
    public func bytes(of scalar: Unicode.Scalar, set: InternationalSet = .usa) -> [UInt8]? {
        if case .utf8 = self { return Array(String(Character(scalar)).utf8) }
        if case .jis = self { return scalar == " " ? [0x20] : table?.bytes(scalar).flatMap(Self.jis) }
        if let byte = set.byte(scalar) { return [byte] }
        if scalar.isASCII { return nil }
        switch self {
        case .ascii, .utf8, .jis: return nil
        case .page(let page): return page.byte(scalar).map { [$0] }
        case .shiftJIS where (0xFF61...0xFF9F).contains(scalar.value): return [UInt8(scalar.value - 0xFF61) + 0xA1]
        case .gb18030: return table?.bytes(scalar) ?? FourByteTable.bytes(scalar)
        case .gbk, .big5, .shiftJIS, .eucKR: return table?.bytes(scalar)
        }
    }
}
