// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One thread's memory of the numbers a pool gave, so that the pool's lock is taken once for each text and
/// thread and not once for each row.
///
/// Texts of up to sixteen bytes (terminals, merchants, products) are remembered; longer ones ask the pool.
@safe public struct TextCache: ~Copyable {
    @usableFromInline struct Entry {
        @usableFromInline let first: UInt64
        @usableFromInline let second: UInt64
        /// Length and number; 0 is a free slot.
        @usableFromInline let label: UInt64
    }

    /// More texts than this are not remembered: they are no dictionary but noise.
    private static let mostEntries = 1 << 16

    private let pool: TextPool
    @usableFromInline private(set) var entries: UnsafeMutablePointer<Entry>
    @usableFromInline private(set) var mask: Int
    private var count = 0

    public init(_ pool: TextPool) {
        self.pool = pool
        mask = 255
        unsafe entries = .allocate(capacity: 256)
        unsafe entries.initialize(repeating: Entry(first: 0, second: 0, label: 0), count: 256)
    }

    deinit { unsafe entries.deallocate() }

    /// The number of a field's text; nil when the pool is full.
    @inlinable @inline(__always)
    public mutating func number(of field: FieldText) -> UInt32? {
        let length = field.count
        guard length > 0 else { return 0 }
        guard length <= 16 else { return ask(field) }
        let first = field.word(at: 0)
        let second = length > 8 ? field.word(at: 8) : 0
        var slot = Int(truncatingIfNeeded: Mix.word(first, second)) & mask
        while true {
            let entry = unsafe entries[slot]
            if entry.first == first, entry.second == second, entry.label >> 32 == UInt64(length) {
                return UInt32(truncatingIfNeeded: entry.label)
            }
            if entry.label == 0 { return remember(field, first, second) }
            slot = (slot &+ 1) & mask
        }
    }

    @usableFromInline @inline(never)
    func ask(_ field: FieldText) -> UInt32? { pool.number(of: field.bytes) }

    @usableFromInline @inline(never)
    mutating func remember(_ field: FieldText, _ first: UInt64, _ second: UInt64) -> UInt32? {
        guard let number = ask(field), count < Self.mostEntries else { return ask(field) }
        if (count + 1) * 2 > mask { grow() }
        put(Entry(first: first, second: second, label: UInt64(field.count) << 32 | UInt64(number)))
        count += 1
        return number
    }

    private mutating func put(_ entry: Entry) {
        var slot = Int(truncatingIfNeeded: Mix.word(entry.first, entry.second)) & mask
        while unsafe entries[slot].label != 0 { slot = (slot &+ 1) & mask }
        unsafe entries[slot] = entry
    }

    private mutating func grow() {
        let old = unsafe entries
        let oldCount = mask + 1
        unsafe entries = .allocate(capacity: oldCount * 2)
        unsafe entries.initialize(repeating: Entry(first: 0, second: 0, label: 0), count: oldCount * 2)
        mask = oldCount * 2 - 1
        for index in 0..<oldCount where unsafe old[index].label != 0 { unsafe put(old[index]) }
        unsafe old.deallocate()
    }
}
