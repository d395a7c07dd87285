// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Dialect {
    /// The most bytes that a message may have: what a length of two bytes can say.
    public static let messageLimit = 65_535

    /// Reads one message that begins at its type and ends with its last field.
    ///
    ///     │ type │ bitmap │ bitmap 2 if bit 1 │ fields by number … │
    ///
    /// Two allocations: the contents, and where they stand. Every byte is read once and must be what the dialect says;
    /// what comes out can be built again. Padding nibbles, a bitmap without a field and lower-case hexadecimal are
    /// read in more than one form and written in one.
    ///
    /// - Parameter start: what stood before these bytes; offsets in errors count from there.
    /// - Throws: `MessageError` for the first byte that does not fit.
    public func parse(_ wire: ArraySlice<UInt8>, offset start: Int = 0) throws(MessageError) -> Message {
        try parse(wire.span, offset: start)
    }

    public func parse(_ wire: [UInt8]) throws(MessageError) -> Message { try parse(wire.span, offset: 0) }

    public func parse(_ wire: Span<UInt8>, offset start: Int) throws(MessageError) -> Message {
        guard wire.count <= Self.messageLimit else {
            throw MessageError(.tooLarge(limit: Self.messageLimit), at: start, in: .end)
        }
        do {
            return try read(wire)
        } catch {
            throw start == 0 ? error : MessageError(error.reason, at: error.offset + start, in: error.part)
        }
    }

    private func read(_ wire: Span<UInt8>) throws(MessageError) -> Message {
        var at = 0
        let type = try readType(wire, &at)
        var maps = Bitmaps()
        let mapsAt = at
        try maps.read(wire, &at, bitmap)
        var slots: [Message.Slot] = []
        slots.reserveCapacity(maps.count)
        let bytes = try [UInt8](capacity: wire.count * 2) { (out: inout OutputSpan<UInt8>) throws(MessageError) in
            var next = maps.first(after: 1)
            while next <= 192 {
                let number = next
                if number == 65, bitmap.most == 3 {
                    if bitmap.thirdIsField65 { try maps.readThird(wire, &at, bitmap) }
                } else {
                    let layout = layouts[number]
                    guard layout.isDefined else {
                        throw MessageError(
                            .unknownField, at: maps.offset(of: number, mapsAt, bitmap), in: .field(number))
                    }
                    let start = out.count
                    try layout.read(wire, &at, number, isWide: characters != .ascii, into: &out)
                    slots.append(
                        Message.Slot(
                            number: UInt16(number), start: UInt32(start), count: UInt32(out.count - start)))
                }
                next = maps.first(after: number)
            }
        }
        guard at == wire.count else { throw MessageError(.trailing(wire.count - at), at: at, in: .end) }
        let message = Message(type, bytes: bytes, slots: slots)
        try checkRequired(message, at: at)
        return message
    }

    private func readType(_ wire: Span<UInt8>, _ at: inout Int) throws(MessageError) -> MessageType {
        let count = typeEncoding == .bcd ? 2 : 4
        guard wire.count >= count else {
            throw MessageError(.truncated(needed: count, left: wire.count), at: 0, in: .messageType)
        }
        var digits: UInt16 = 0
        if typeEncoding == .bcd {
            digits = UInt16(wire[0]) << 8 | UInt16(wire[1])
        } else {
            for index in 0..<4 {
                let digit = typeEncoding == .ascii ? wire[index] : EBCDIC.ascii(wire[index])
                guard digit &- 48 < 10 else { throw MessageError(.messageType, at: index, in: .messageType) }
                digits = digits << 4 | UInt16(digit - 48)
            }
        }
        guard let type = MessageType(digits: digits) else { throw MessageError(.messageType, at: 0, in: .messageType) }
        at = count
        return type
    }

    func checkRequired(_ message: Message, at end: Int) throws(MessageError) {
        for requirement in requirements where requirement.type == message.type && !message.has(requirement.field) {
            throw MessageError(.missing(message.type), at: end, in: .field(requirement.field))
        }
    }
}
