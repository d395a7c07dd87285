// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Bytes

extension Message {
    /// A piece of a field that is made of several: `60.2`, `000727`.
    public struct Piece: Sendable, Hashable {
        public let label: String
        public let name: String
        /// As the field's content; hidden where the whole field is.
        public let bytes: ArraySlice<UInt8>

        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// What a field is made of, by place: as many pieces as its content holds, the last one cut where the content
    /// ends. Empty where the dialect knows none.
    public func pieces(of number: Int, in dialect: Dialect) -> [Piece] {
        guard let rule = dialect[number], let content = self[number] else { return [] }
        var pieces: [Piece] = []
        var rest = content
        for piece in rule.pieces where !rest.isEmpty {
            let taken = piece.count == 0 ? rest : rest.prefix(piece.count)
            pieces.append(Piece(label: piece.label, name: piece.name, bytes: taken))
            rest = rest.dropFirst(taken.count)
        }
        return pieces
    }

    /// The data objects of the chip in field 55, in their order, without those inside of others.
    ///
    /// - Throws: `MessageError` in field 55; its offset counts from the start of the field's content.
    public func chipData() throws(MessageError) -> [BERTLV] {
        guard let content = self[55] else { return [] }
        do {
            return try BERTLV.objects(in: content)
        } catch {
            throw MessageError(.chip(error.field), at: error.offset, in: .field(55))
        }
    }

    /// Sets field 55 to data objects.
    public mutating func set(chipData objects: [BERTLV]) { set(55, bytes: objects.flatMap(\.bytes)) }
}
