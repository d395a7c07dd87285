// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc

/// The bytes of one chunk in memory, with room on both sides so that a block may be read over their ends.
@safe struct ChunkBuffer: ~Copyable {
    /// Bytes before the first and beyond the last one that may be read (never looked at).
    static let padding = 128

    private var memory: UnsafeMutablePointer<UInt8>
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Offset in the file of the first byte.
    private(set) var origin: Int64 = 0
    private(set) var count = 0
    /// The file has no byte beyond these. Its last line then ends with a newline, ours if need be.
    private(set) var isAtEnd = false
    /// Fewer bytes came than the file had when it was opened.
    private(set) var isCutShort = false

    init(capacity: Int) {
        self.capacity = capacity
        unsafe memory = Self.room(for: capacity)
        unsafe bytes = memory + Self.padding
    }

    deinit { unsafe memory.deallocate() }

    private static func room(for capacity: Int) -> UnsafeMutablePointer<UInt8> {
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 2 * padding)
        unsafe memory.initialize(repeating: 0, count: capacity + 2 * padding)
        return unsafe memory
    }

    mutating func load(_ source: ByteSource, from offset: Int64, count wanted: Int) {
        origin = offset
        count = 0
        isAtEnd = false
        isCutShort = false
        extend(source, to: wanted)
    }

    /// Reads on until there are `wanted` bytes or the file ends.
    mutating func extend(_ source: ByteSource, to wanted: Int) {
        guard !isAtEnd, wanted > count else { return }
        reserve(wanted + 1)
        let room = unsafe UnsafeMutableRawBufferPointer(start: bytes + count, count: wanted - count)
        let got = unsafe source.read(into: room, at: origin + Int64(count))
        let left = source.size - origin - Int64(count)
        isCutShort = got < min(Int64(room.count), left)
        count += got
        isAtEnd = isCutShort || Int64(got) >= left
        if isAtEnd, count > 0, unsafe bytes[count - 1] != 10 {
            unsafe bytes[count] = 10
            count += 1
        }
    }

    private mutating func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        let larger = max(wanted, capacity + capacity / 2)
        let moved = unsafe Self.room(for: larger)
        unsafe (moved + Self.padding).update(from: bytes, count: count)
        unsafe memory.deallocate()
        unsafe memory = unsafe moved
        unsafe bytes = memory + Self.padding
        capacity = larger
    }

    /// Index of the first byte of a value in a range.
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= count else { return nil }
        let start = unsafe bytes + range.lowerBound
        guard let found = unsafe memchr(start, Int32(byte), range.count) else { return nil }
        return unsafe UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(bytes)
    }

    func newlines(in range: Range<Int>) -> Int {
        var total = 0
        var position = range.lowerBound
        while position < range.upperBound, let found = first(10, in: position..<min(range.upperBound, count)) {
            total += 1
            position = found + 1
        }
        return total
    }
}
