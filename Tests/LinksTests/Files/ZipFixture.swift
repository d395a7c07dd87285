// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Makes zips byte by byte, so that a test can bend one field.
struct ZipFixture {
    struct Entry {
        var name: [UInt8]
        var content: [UInt8]
        /// Bytes as packed; nil stores the content.
        var packed: [UInt8]?
        var flags: UInt16 = 0
        var checksum: UInt32?
        var size: UInt32?
    }

    var entries: [Entry] = []
    /// Says there are this many entries.
    var count: UInt16?
    /// Whether numbers stand in the fields of zip64, as programs write that stream.
    var isLarge = false
    /// Where the entries stand, as zip64 says; nil is the truth.
    var largeOffset: UInt64?

    static func of(_ name: String, _ content: [UInt8]) -> ZipFixture {
        ZipFixture(entries: [Entry(name: Array(name.utf8), content: content)])
    }

    var bytes: [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let offset = UInt32(out.count)
            let data = entry.packed ?? entry.content
            let method: UInt16 = entry.packed == nil ? 0 : 8
            let size = entry.size ?? UInt32(entry.content.count)
            let shared =
                Self.number(entry.flags) + Self.number(method) + [0, 0, 0, 0]
                + Self.number(entry.checksum ?? Self.checksum(entry.content))
            let numbers = Self.number(UInt32(data.count)) + Self.number(size)
            let name = Self.number(UInt16(entry.name.count))
            out += [0x50, 0x4B, 3, 4, 20, 0] + shared + numbers + name + [0, 0] + entry.name + data
            // An extra field of another kind before it, as others write.
            let extra =
                isLarge
                ? [0x55, 0x54, 1, 0, 7, 1, 0, 24, 0] + Self.number(UInt64(size)) + Self.number(UInt64(data.count))
                    + Self.number(largeOffset ?? UInt64(offset)) : []
            directory += [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + shared
            directory += isLarge ? Self.ones(8) : numbers
            directory += name + Self.number(UInt16(extra.count)) + [UInt8](repeating: 0, count: 10)
            directory += (isLarge ? Self.ones(4) : Self.number(offset)) + entry.name + extra
        }
        let start = UInt32(out.count)
        let total = count ?? UInt16(entries.count)
        guard !isLarge else { return out + directory + Self.largeEnd(start, UInt64(directory.count), UInt64(total)) }
        return out + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.number(total) + Self.number(total)
            + Self.number(UInt32(directory.count)) + Self.number(start) + [0, 0]
    }

    private static func ones(_ count: Int) -> [UInt8] { [UInt8](repeating: 0xFF, count: count) }

    /// End record of zip64, its locator, and the old end record with nothing but ones.
    private static func largeEnd(_ start: UInt32, _ size: UInt64, _ total: UInt64) -> [UInt8] {
        let record = [0x50, 0x4B, 6, 6] + number(UInt64(44)) + [45, 0, 45, 0] + [UInt8](repeating: 0, count: 8)
        let numbers = number(total) + number(total) + number(size) + number(UInt64(start))
        let locator = [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + number(UInt64(start) + size) + [1, 0, 0, 0]
        return record + numbers + locator + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + ones(12) + [0, 0]
    }

    static func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
        (0..<(Number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// CRC-32 (ISO 3309), bit by bit.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value = UInt32.max
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }

    /// Deflate without packing (RFC 1951 section 3.2.4): blocks of at most 65,535 bytes as they are.
    static func deflateStored(_ content: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var start = 0
        repeat {
            let end = min(start + 65_535, content.count)
            let count = UInt16(end - start)
            out += [end == content.count ? 1 : 0] + number(count) + number(~count) + content[start..<end]
            start = end
        } while start < content.count
        return out
    }

    /// A gzip file (RFC 1952) around stored deflate.
    static func gzip(_ content: [UInt8]) -> [UInt8] {
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + deflateStored(content) + number(checksum(content))
            + number(UInt32(content.count))
    }

    /// A deflate stream that begins as a file we know and then says "258 times the byte before" again and again, two
    /// bits each: a bomb of 1,032 : 1.
    static func bomb(megabytes: Int) -> [UInt8] {
        let head = Array("date,amount\n".utf8)
        let count = UInt16(head.count)
        var bits = Bits(bytes: [0] + number(count) + number(~count) + head)
        bits.put(0b1, 1)
        bits.put(0b10, 2)
        bits.put(29, 5)
        bits.put(0, 5)
        bits.put(14, 4)
        // Lengths of the code-length code in the order 16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1.
        for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1] {
            bits.put(symbol == 18 ? 1 : symbol == 1 || symbol == 2 ? 2 : 0, 3)
        }
        let zeros = { (bits: inout Bits, count: Int) in
            bits.put(0, 1)
            bits.put(count - 11, 7)
        }
        let two = 0b11
        let one = 0b01
        zeros(&bits, 65)
        bits.put(two, 2)
        zeros(&bits, 138)
        zeros(&bits, 52)
        bits.put(two, 2)
        zeros(&bits, 28)
        bits.put(one, 2)
        bits.put(one, 2)
        // Codes: 285 is 0, literal A is 10, end of block is 11; the only distance is 0.
        bits.put(0b01, 2)
        for _ in 0..<(megabytes * 1_048_576 / 258) { bits.put(0, 2) }
        bits.put(0b11, 2)
        return bits.bytes
    }

    /// Bits from the least significant of each byte upwards.
    private struct Bits {
        var bytes: [UInt8]
        private var count: Int

        init(bytes: [UInt8]) {
            self.bytes = bytes
            count = bytes.count * 8
        }

        mutating func put(_ value: Int, _ width: Int) {
            for bit in 0..<width {
                if count.isMultiple(of: 8) { bytes.append(0) }
                if value >> bit & 1 == 1 { bytes[bytes.count - 1] |= 1 << UInt8(count % 8) }
                count += 1
            }
        }
    }
}
