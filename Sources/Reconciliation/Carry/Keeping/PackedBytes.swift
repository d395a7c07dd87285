// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Builds bytes out of whole numbers (little endian) and texts with their length before them.
struct PackedWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ number: some FixedWidthInteger) {
        let number = number.littleEndian
        unsafe withUnsafeBytes(of: number) { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func put(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func put(_ text: String) { put(Array(text.utf8)) }

    mutating func put(_ text: [UInt8]) {
        put(UInt32(truncatingIfNeeded: text.count))
        bytes += text
    }

    mutating func put<Element>(_ list: some Collection<Element>, _ body: (inout PackedWriter, Element) -> Void) {
        put(UInt64(list.count))
        for element in list { body(&self, element) }
    }
}

/// Reads what `PackedWriter` wrote. Reading beyond the end, or a length that cannot be, throws; nothing traps.
struct PackedReader {
    struct Torn: Error {}

    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func number<Number: FixedWidthInteger>(_: Number.Type = Number.self) throws(Torn) -> Number {
        let size = MemoryLayout<Number>.size
        guard bytes.count - offset >= size else { throw Torn() }
        var number: Number = 0
        for index in 0..<size {
            number |= Number(truncatingIfNeeded: bytes[offset + index]) << Number(truncatingIfNeeded: 8 * index)
        }
        offset += size
        return number
    }

    /// Three to five words at a time are most of what is read.
    mutating func word() throws(Torn) -> UInt64 {
        guard bytes.count - offset >= 8 else { throw Torn() }
        let word = unsafe bytes.span.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
        offset += 8
        return word.littleEndian
    }

    mutating func flag() throws(Torn) -> Bool {
        switch try number(UInt8.self) {
        case 0: false
        case 1: true
        default: throw Torn()
        }
    }

    mutating func text() throws(Torn) -> [UInt8] {
        let count = Int(try number(UInt32.self))
        guard bytes.count - offset >= count else { throw Torn() }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    mutating func string() throws(Torn) -> String { String(decoding: try text(), as: UTF8.self) }

    /// A list of things of which each takes a byte at least.
    mutating func list<Element>(
        _ body: (inout PackedReader) throws(Torn) -> Element
    ) throws(Torn) -> [Element] {
        let count = try number(UInt64.self)
        guard count <= UInt64(bytes.count - offset) else { throw Torn() }
        var list: [Element] = []
        list.reserveCapacity(Int(count))
        for _ in 0..<count { list.append(try body(&self)) }
        return list
    }
}
