// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One data object of BER-TLV as chip cards write it (ISO/IEC 8825-1, EMV book 3 annex B).
///
///     │ tag 1–4 bytes            │ length 1–4 bytes         │ value │
///     │ 9F 26                    │ 08                       │ …     │
///      └ low five bits all one:    └ 00–7F itself, 81 nn, 82 nnnn, 83 nnnnnn
///        more follow while bit 8
///
public struct BERTLV: Sendable, Hashable {
    /// The tag's bytes as one number, first byte highest: `0x9F26`.
    public let tag: UInt32
    public let value: ArraySlice<UInt8>
    /// Offset of the tag from the start of what was read.
    public let offset: Int

    public init(tag: UInt32, value: ArraySlice<UInt8>, offset: Int = 0) {
        self.tag = tag
        self.value = value
        self.offset = offset
    }

    /// Whether the tag says that its value is made of data objects. A sender may set the bit and not mean it.
    public var isConstructed: Bool { tagBytes.first.map { $0 & 0x20 != 0 } ?? false }

    /// One to four bytes.
    public var tagBytes: [UInt8] {
        let all = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: tag >> $0) }
        return Array(all.drop { $0 == 0 })
    }

    /// The objects of a run of bytes, without those inside of them; zero bytes between objects are passed over.
    ///
    /// - Throws: `DecodeError`, field `tag`, `length` or `value`, where an object does not fit.
    public static func objects(in bytes: ArraySlice<UInt8>) throws(DecodeError) -> [BERTLV] {
        var objects: [BERTLV] = []
        var cursor = ByteCursor(bytes)
        while !cursor.isAtEnd {
            let offset = cursor.offset
            let first = try cursor.byte("tag")
            // EMV allows 00 before, between and after objects; no tag of it begins so.
            if first == 0 { continue }
            var tag = UInt32(first)
            if first & 0x1F == 0x1F {
                var next: UInt8 = 0x80
                while next & 0x80 != 0 {
                    guard tag <= 0xFF_FFFF else { throw DecodeError(.tooLong, at: offset, field: "tag") }
                    next = try cursor.byte("tag")
                    tag = tag << 8 | UInt32(next)
                }
            }
            let count = try length(&cursor)
            objects.append(BERTLV(tag: tag, value: try cursor.raw(count, "value"), offset: offset))
        }
        return objects
    }

    private static func length(_ cursor: inout ByteCursor) throws(DecodeError) -> Int {
        let offset = cursor.offset
        let first = try cursor.byte("length")
        guard first > 0x7F else { return Int(first) }
        guard (0x81...0x83).contains(first) else { throw DecodeError(.invalid, at: offset, field: "length") }
        var count = 0
        for _ in 0..<(first & 0x0F) { count = count << 8 | Int(try cursor.byte("length")) }
        return count
    }

    /// The object as bytes with the shortest length.
    public var bytes: [UInt8] {
        var bytes = tagBytes
        switch value.count {
        case ...0x7F: bytes.append(UInt8(value.count))
        case ...0xFF: bytes += [0x81, UInt8(value.count)]
        case ...0xFFFF: bytes += [0x82, UInt8(value.count >> 8), UInt8(value.count & 0xFF)]
        default: bytes += [0x83] + [16, 8, 0].map { UInt8(truncatingIfNeeded: value.count >> $0) }
        }
        return bytes + value
    }
}
