// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Tender

/// Holds, draws and checks on the wire.
extension EvidenceEntry {
    func writeMore(to writer: inout ByteWriter) {
        switch self {
        case .handedOver, .audit: break
        case .held(let subject, let reason):
            writer.byte(2)
            switch subject {
            case .transaction(let number):
                writer.byte(1)
                writer.text(number)
            case .days(let store, let first, let last):
                writer.byte(2)
                writer.text(store.text)
                writer.signed(Int64(first.daysSinceEpoch))
                writer.signed(Int64(last.daysSinceEpoch))
            }
            writer.text(reason)
        case .lifted(let number, let subject, let reason):
            writer.byte(3)
            writer.varint(number)
            writer.text(subject)
            writer.text(reason)
        case .drawn(let draw):
            writer.byte(2)
            writer.text(draw.population.rawValue)
            writer.signed(Int64(draw.from.daysSinceEpoch))
            writer.signed(Int64(draw.to.daysSinceEpoch))
            writer.fixed(draw.seed)
            writer.varint(UInt64(draw.total))
            writer.varint(UInt64(draw.items.count))
            for item in draw.items { writer.text(item) }
        case .checked(let number, let item, let isInOrder, let note):
            writer.byte(3)
            writer.varint(number)
            writer.text(item)
            writer.byte(isInOrder ? 1 : 0)
            writer.text(note)
        }
    }

    /// nil for a kind of a later version.
    static func readMore(
        _ type: UInt8, kind: UInt8, from cursor: inout ByteCursor
    ) throws(DecodeError) -> EvidenceEntry? {
        switch (type, kind) {
        case (26, 2):
            guard let subject = try subject(from: &cursor) else { return nil }
            return .held(subject, reason: try cursor.text("reason", limit: 2_000))
        case (26, 3):
            let number = try cursor.varint("hold")
            let subject = try cursor.text("subject", limit: 200)
            return .lifted(number, subject, reason: try cursor.text("reason", limit: 2_000))
        case (27, 2): return try draw(from: &cursor).map { .drawn($0) }
        case (27, 3):
            let number = try cursor.varint("draw")
            let item = try cursor.text("item", limit: 64)
            let isInOrder = try cursor.byte("inOrder") != 0
            return .checked(
                number, item: item, isInOrder: isInOrder, note: try cursor.text("note", limit: 1_000))
        default: return nil
        }
    }

    private static func subject(from cursor: inout ByteCursor) throws(DecodeError) -> LegalHold.Subject? {
        switch try cursor.byte("subject") {
        case 1: return .transaction(try cursor.text("transaction", limit: 64))
        case 2:
            let start = cursor.offset
            guard let store = StoreID(try cursor.text("store", limit: 64)) else {
                throw DecodeError(.invalid, at: start, field: "store")
            }
            let first = try day("first", from: &cursor)
            return .days(store, first, try day("last", from: &cursor))
        default: return nil
        }
    }

    private static func draw(from cursor: inout ByteCursor) throws(DecodeError) -> AuditSample.Draw? {
        guard let population = AuditSample.Population(rawValue: try cursor.text("population", limit: 32)) else {
            return nil
        }
        let from = try day("from", from: &cursor)
        let to = try day("to", from: &cursor)
        let seed = try cursor.fixed(UInt64.self, "seed")
        let total = Int(clamping: try cursor.varint("total"))
        var items: [String] = []
        for _ in 0..<min(try cursor.varint("items"), 200) { items.append(try cursor.text("item", limit: 64)) }
        return AuditSample.Draw(population: population, from: from, to: to, seed: seed, total: total, items: items)
    }

    private static func day(_ field: String, from cursor: inout ByteCursor) throws(DecodeError) -> CivilDate {
        guard let days = Int32(exactly: try cursor.signed(field)) else {
            throw DecodeError(.invalid, at: cursor.offset, field: field)
        }
        return CivilDate(daysSinceEpoch: days)
    }
}
