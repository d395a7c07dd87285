// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Tariffs
internal import Tender

/// A row's terms in the journal, after all rows.
extension FeeTerms {
    func write(to writer: inout ByteWriter) {
        for text in [brand, channel, clause] { writer.text(text ?? "") }
        writer.varint(UInt64(categories.count))
        for range in categories { writer.text(range.description) }
        for number in [instalments.map { Int64($0) }, dispute] { writer.optional(number) }
        for rate in [addOn, tax] { writer.signed(rate.partsPerBillion) }
        writer.varint(UInt64(parts.count))
        for part in parts {
            writer.text(part.kind.rawValue)
            writer.signed(part.rate.partsPerBillion)
            writer.signed(part.fixed)
        }
        writer.text(volume?.mode.rawValue ?? "")
        writer.varint(UInt64(volume?.steps.count ?? 0))
        for step in volume?.steps ?? [] {
            writer.signed(step.above)
            writer.signed(step.rate.partsPerBillion)
        }
        writer.text(level.rawValue)
    }

    init(from cursor: inout ByteCursor) throws(DecodeError) {
        self.init()
        brand = Self.given(try cursor.text("brand", limit: 200))
        channel = Self.given(try cursor.text("channel", limit: 200))
        clause = Self.given(try cursor.text("clause", limit: 400))
        for _ in 0..<(try cursor.varint("categories")) {
            let range = CategoryRange(text: try cursor.text("category", limit: 16))
            categories.append(try Self.valid(range, cursor, "category"))
        }
        instalments = try cursor.optional("instalments").map { Int(clamping: $0) }
        dispute = try cursor.optional("dispute")
        addOn = try Self.rate(&cursor)
        tax = try Self.rate(&cursor)
        for _ in 0..<(try cursor.varint("parts")) {
            let kind = PartPrice.Kind(rawValue: try cursor.text("part", limit: 40))
            parts.append(
                PartPrice(
                    try Self.valid(kind, cursor, "part"), rate: try Self.rate(&cursor),
                    fixed: try cursor.signed("fixed")))
        }
        let mode = VolumePrice.Mode(rawValue: try cursor.text("volume", limit: 40))
        var steps: [VolumePrice.Step] = []
        for _ in 0..<(try cursor.varint("steps")) {
            steps.append(.init(above: try cursor.signed("above"), rate: try Self.rate(&cursor)))
        }
        volume = mode.map { VolumePrice($0, steps: steps) }
        level = try Self.valid(RoundingLevel(rawValue: try cursor.text("level", limit: 40)), cursor, "level")
    }

    private static func given(_ text: String) -> String? { text.isEmpty ? nil : text }

    private static func rate(_ cursor: inout ByteCursor) throws(DecodeError) -> Rate {
        let parts = try cursor.signed("rate")
        return try valid(Rate(partsPerBillion: parts), cursor, "rate")
    }

    private static func valid<Value>(_ value: Value?, _ cursor: ByteCursor, _ field: String) throws(DecodeError)
        -> Value
    {
        guard let value else { throw DecodeError(.invalid, at: cursor.offset, field: field) }
        return value
    }
}
