// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Dialect {
    /// Writes a message in its one canonical form: one allocation.
    ///
    /// `parse` of what comes out is the message, and building what `parse` read gives the same bytes, where these were
    /// canonical. A fixed field whose value is shorter is padded as the dialect says, or refused; a bitmap is written
    /// when a field in it is there.
    ///
    /// - Throws: `MessageError` with the offset at which the field would have begun.
    public func build(_ message: Message) throws(MessageError) -> [UInt8] {
        var maps = Bitmaps()
        var size = 64 + message.bytes.count * 2
        for slot in message.slots {
            let number = Int(slot.number)
            guard number <= bitmap.most * 64, layouts[number].isDefined else {
                throw MessageError(.unknownField, at: 0, in: .field(number))
            }
            maps.insert(number)
            let layout = layouts[number]
            size += layout.prefix == .fixed ? max(0, Int(layout.limit) - Int(slot.count)) * 2 : 4
        }
        maps.announce(bitmap)
        let wire = try [UInt8](capacity: size) { (out: inout OutputSpan<UInt8>) throws(MessageError) in
            writeType(message.type, into: &out)
            maps.write(bitmap, into: &out)
            var thirdIsDue = maps.thirdFollows(bitmap)
            let content = message.bytes.span
            for slot in message.slots {
                if thirdIsDue, slot.number > 65 {
                    maps.writeThird(bitmap, into: &out)
                    thirdIsDue = false
                }
                try layouts[Int(slot.number)].write(
                    content, Int(slot.start), Int(slot.count), Int(slot.number), isWide: characters != .ascii,
                    into: &out)
            }
            if thirdIsDue { maps.writeThird(bitmap, into: &out) }
        }
        try checkRequired(message, at: wire.count)
        guard wire.count <= Self.messageLimit else {
            throw MessageError(.tooLarge(limit: Self.messageLimit), at: Self.messageLimit, in: .end)
        }
        return wire
    }

    private func writeType(_ type: MessageType, into out: inout OutputSpan<UInt8>) {
        guard typeEncoding != .bcd else {
            out.append(UInt8(truncatingIfNeeded: type.digits >> 8))
            out.append(UInt8(truncatingIfNeeded: type.digits))
            return
        }
        for shift in stride(from: UInt16(12), through: 0, by: -4) {
            let digit = UInt8(48 + type.digits >> shift & 15)
            out.append(typeEncoding == .ebcdic ? EBCDIC.byte(digit) : digit)
        }
    }
}
