// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Reads numbers and texts from bytes in order and knows its offset. Every read is bounded; none can trap.
public struct ByteCursor: Sendable {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    public init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    public init(_ bytes: [UInt8]) { self.init(bytes[...]) }

    public var offset: Int { position - bytes.startIndex }
    public var isAtEnd: Bool { position == bytes.endIndex }

    public mutating func byte(_ field: String) throws(DecodeError) -> UInt8 {
        guard position < bytes.endIndex else { throw DecodeError(.truncated, at: offset, field: field) }
        defer { position += 1 }
        return bytes[position]
    }

    public mutating func raw(_ count: Int, _ field: String) throws(DecodeError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.endIndex - position else {
            throw DecodeError(.truncated, at: offset, field: field)
        }
        defer { position += count }
        return bytes[position..<(position + count)]
    }

    /// Little-endian, the width of the type.
    public mutating func fixed<Number: FixedWidthInteger>(
        _ type: Number.Type, _ field: String
    ) throws(DecodeError) -> Number {
        var value: Number = 0
        for (index, byte) in try raw(Number.bitWidth / 8, field).enumerated() {
            value |= Number(truncatingIfNeeded: byte) << (index * 8)
        }
        return value
    }

    /// LEB128, at most ten bytes. See `ByteWriter.varint`.
    public mutating func varint(_ field: String) throws(DecodeError) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<10 {
            let next = try byte(field)
            if index == 9, next > 1 { throw DecodeError(.invalid, at: offset - 1, field: field) }
            value |= UInt64(next & 0x7F) << (7 * UInt64(index))
            if next < 0x80 { return value }
        }
        throw DecodeError(.invalid, at: offset - 1, field: field)
    }

    public mutating func signed(_ field: String) throws(DecodeError) -> Int64 {
        let folded = try varint(field)
        return Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
    }

    /// UTF-8 with its byte count before it; invalid UTF-8 is refused.
    public mutating func text(_ field: String, limit: Int) throws(DecodeError) -> String {
        let start = offset
        let count = try varint(field)
        guard count <= UInt64(limit) else { throw DecodeError(.tooLong, at: start, field: field) }
        let slice = try raw(Int(count), field)
        // Most texts are numbers and names in ASCII, which need no validation.
        if slice.allSatisfy({ $0 < 0x80 }) { return String(decoding: slice, as: UTF8.self) }
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw DecodeError(.invalid, at: start, field: field)
        }
        return text
    }
}
