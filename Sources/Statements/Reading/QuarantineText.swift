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
        guard row.fault == nil, row.count == map.width || row.count == map.width + 1 else {
            return CardScrubber.scrub(row.bytes) ?? row.bytes
        }
        var bytes = row.bytes
        for (position, place) in row.bounds.enumerated() {
            let field = map.field(at: position)
            if field?.isIdentifier == true { continue }
            let range = Int(place.start)..<Int(place.end)
            let cell = Array(bytes[range])
            guard let masked = field == .card ? CardScrubber.maskAll(cell) : CardScrubber.scrub(cell) else { continue }
            bytes.replaceSubrange(range, with: masked)
        }
        return bytes
    }
}
