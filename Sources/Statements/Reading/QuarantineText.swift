// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A bad row as people will see it: its text as it was, card numbers masked, of bounded length.
enum QuarantineText {
    static func of(_ row: RawRow, _ map: ColumnMap, _ decoder: TextDecoder) -> String {
        visible(scrubbed(row, map), decoder)
    }

    /// The same for bytes that are not cells: everything is scrubbed.
    static func of(_ bytes: [UInt8], _ decoder: TextDecoder) -> String {
        let start = Array(bytes.prefix(ReadingLimits.quarantineCharacters * 4 + 64))
        return visible(CardScrubber.scrub(start) ?? start, decoder)
    }

    private static func visible(_ bytes: [UInt8], _ decoder: TextDecoder) -> String {
        let text = decoder.lenientText(bytes.prefix(ReadingLimits.quarantineCharacters * 4))
        let visible = String.UnicodeScalarView(
            text.unicodeScalars.map { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F ? " " : $0 })
        guard visible.count > ReadingLimits.quarantineCharacters else { return String(visible) }
        return String(String.UnicodeScalarView(visible.prefix(ReadingLimits.quarantineCharacters))) + "…"
    }

    /// Columns of identifiers keep their digits; where columns cannot be told apart, everything is scrubbed.
    private static func scrubbed(_ row: RawRow, _ map: ColumnMap) -> [UInt8] {
        let hasExtra = row.count == map.width + 1 && (map.personal.isEmpty || row.trimmed(map.width).isEmpty)
        guard row.fault == nil, row.count == map.width || hasExtra else {
            let bytes = map.personal.isEmpty ? row.bytes : beginning(row, before: map.personal)
            return CardScrubber.scrub(bytes) ?? bytes
        }
        var bytes = row.bytes
        // From the last cell to the first, so that a shorter cell moves none that is still to come.
        for (position, place) in row.bounds.enumerated().reversed() {
            let field = map.field(at: position)
            if field?.isIdentifier == true { continue }
            let range = Int(place.start)..<Int(place.end)
            let cell = Array(bytes[range])
            if map.personal.contains(position), !cell.trimmingAll.isEmpty {
                bytes.replaceSubrange(range, with: Array("***".utf8))
                continue
            }
            guard let masked = field == .card ? CardScrubber.maskAll(cell) : CardScrubber.scrub(cell) else { continue }
            bytes.replaceSubrange(range, with: masked)
        }
        return bytes
    }

    /// Where cells cannot be told apart, a name or identity number could be anywhere from a few cells before its
    /// column on: only the half before is kept, enough to find the row at its source.
    private static let separators = [UInt8(ascii: ",")] + RowDialect.otherDelimiters

    private static func beginning(_ row: RawRow, before personal: [Int]) -> [UInt8] {
        let kept = (personal.first ?? 0) / 2
        var delimiters = 0
        for (index, byte) in row.bytes.enumerated() where separators.contains(byte) {
            delimiters += 1
            if delimiters == kept { return Array(row.bytes[...index]) + Array("***".utf8) }
        }
        return row.bytes.count > 40 ? Array(row.bytes.prefix(40)) + Array("***".utf8) : row.bytes
    }
}

extension [UInt8] {
    fileprivate var trimmingAll: ArraySlice<UInt8> { self[...].trimmingBlanks() }
}
