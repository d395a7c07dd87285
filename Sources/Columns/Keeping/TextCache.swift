// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One thread's memory of the numbers a pool gave, so that the pool's lock is taken once for each text and
/// thread and not once for each row.
///
/// Texts of up to sixteen bytes (terminals, merchants, products) are remembered; longer ones ask the pool.
@safe public struct TextCache: ~Copyable {
    /// A text of up to eight bytes: the usual terminal. Two words, so that a table of thousands stays in cache.
    @usableFromInline struct Short: BitwiseCopyable {
        @usableFromInline let text: UInt64
        /// Length and number; 0 is a free slot.
        @usableFromInline let label: UInt64
    }

    /// A text of nine to sixteen bytes: the usual merchant.
    @usableFromInline struct Long: BitwiseCopyable {
        @usableFromInline let first: UInt64
        @usableFromInline let second: UInt64
        @usableFromInline let label: UInt64
    }

    /// More texts than this are not remembered: they are no dictionary but noise.
    private static let mostEntries = 1 << 16

    private let pool: TextPool
    /// Odd, and the process's own: a file cannot be written so that its texts fall into one slot.
    @usableFromInline let multiplier = UInt64(bitPattern: Int64(Hasher().finalize())) | 1
    private let decode: RowEncoding.Decoding?
    @usableFromInline private(set) var shorts: SlotTable<Short>
    @usableFromInline private(set) var longs: SlotTable<Long>

    /// - Parameter decode: for fields of a table that is not UTF-8. Each text is decoded once, so that it has the same
    ///   number as in a table that is.
    public init(_ pool: TextPool, decode: RowEncoding.Decoding? = nil) {
        self.pool = pool
        self.decode = decode
        shorts = SlotTable(Short(text: 0, label: 0))
        longs = SlotTable(Long(first: 0, second: 0, label: 0))
    }

    deinit {
        shorts.release()
        longs.release()
    }

    /// The number of a field's text; nil when the pool is full.
    @inlinable @inline(__always)
    public mutating func number(of field: FieldText) -> UInt32? {
        let length = field.count
        guard length > 8 else { return shortNumber(of: field) }
        return longNumber(of: field)
    }

    /// What `numbers(of:in:into:)` says where the pool is full.
    @inlinable public static var full: UInt32 { .max }

    /// The numbers of one column's texts in all rows of a batch, one after the other; `full` where the pool is full.
    ///
    /// A column of thousands of texts does not stay in the nearest cache. Asked for row by row, each look waits for
    /// its memory; asked for together, many wait at the same time.
    @inlinable @inline(__always)
    public mutating func numbers(of column: Int, in batch: TextBatch, into numbers: inout [UInt32]) {
        if numbers.count < batch.count { numbers = Array(repeating: 0, count: batch.count * 2) }
        for index in 0..<batch.count {
            numbers[index] = number(of: batch.row(index).field(column)) ?? Self.full
        }
    }

    @inlinable @inline(__always)
    mutating func shortNumber(of field: FieldText) -> UInt32? {
        let length = field.count
        guard length > 0 else { return 0 }
        // Eight bytes or fewer: what is beyond the text is taken away.
        let text = field.head & (~0 &>> UInt64(truncatingIfNeeded: 64 &- length &* 8))
        var slot = Self.hash(text, multiplier) & shorts.mask
        while true {
            let entry = shorts[slot]
            if entry.text == text, entry.label &>> 32 == UInt64(truncatingIfNeeded: length) {
                return UInt32(truncatingIfNeeded: entry.label)
            }
            if entry.label == 0 { return remember(field, text) }
            slot = (slot &+ 1) & shorts.mask
        }
    }

    /// Twenty-four bits that depend on all bytes of a text; the last ones, which differ most, are folded in first.
    @inlinable @inline(__always)
    static func hash(_ text: UInt64, _ multiplier: UInt64) -> UInt {
        UInt(truncatingIfNeeded: ((text ^ text &>> 32) &* multiplier) &>> 40)
    }

    /// The same of sixteen bytes.
    @inlinable @inline(__always)
    static func hash(_ first: UInt64, _ second: UInt64, _ multiplier: UInt64) -> UInt {
        hash(first ^ second &* (multiplier &>> 31 | 1), multiplier)
    }

    @inlinable @inline(__always)
    mutating func longNumber(of field: FieldText) -> UInt32? {
        let length = field.count
        guard length <= 16 else { return ask(field) }
        let (first, second) = (field.head, field.word(at: 8))
        var slot = Self.hash(first, second, multiplier) & longs.mask
        while true {
            let entry = longs[slot]
            if entry.first == first, entry.second == second,
                entry.label &>> 32 == UInt64(truncatingIfNeeded: length)
            {
                return UInt32(truncatingIfNeeded: entry.label)
            }
            if entry.label == 0 { return remember(field, first, second) }
            slot = (slot &+ 1) & longs.mask
        }
    }

    @usableFromInline @inline(never)
    func ask(_ field: FieldText) -> UInt32? { pool.number(of: field.recoded(decode)) }

    @usableFromInline @inline(never)
    mutating func remember(_ field: FieldText, _ text: UInt64) -> UInt32? {
        guard let number = ask(field), shorts.count < Self.mostEntries else { return ask(field) }
        let entry = Short(text: text, label: UInt64(field.count) << 32 | UInt64(number))
        shorts.insert(entry, hash: { Self.hash($0.text, multiplier) }, isFree: { $0.label == 0 })
        return number
    }

    @usableFromInline @inline(never)
    mutating func remember(_ field: FieldText, _ first: UInt64, _ second: UInt64) -> UInt32? {
        guard let number = ask(field), longs.count < Self.mostEntries else { return ask(field) }
        let entry = Long(first: first, second: second, label: UInt64(field.count) << 32 | UInt64(number))
        longs.insert(entry, hash: { Self.hash($0.first, $0.second, multiplier) }, isFree: { $0.label == 0 })
        return number
    }
}

/// The slots of an open-addressing table that is at most a third full, so that nearly every text is found where it is
/// looked for first. Owned by one cache.
@safe @usableFromInline struct SlotTable<Entry: BitwiseCopyable> {
    @usableFromInline private(set) var slots: UnsafeMutablePointer<Entry>
    @usableFromInline private(set) var mask: UInt
    private(set) var count = 0
    private let free: Entry

    init(_ free: Entry) {
        self.free = free
        mask = 255
        unsafe slots = .allocate(capacity: 256)
        unsafe slots.initialize(repeating: free, count: 256)
    }

    /// To be called once by the owner, at its end.
    func release() { unsafe slots.deallocate() }

    @inlinable subscript(slot: UInt) -> Entry {
        @inline(__always) get {
            precondition(slot <= mask, "a slot lies inside the table")
            return unsafe slots[Int(bitPattern: slot)]
        }
    }

    mutating func insert(_ entry: Entry, hash: (Entry) -> UInt, isFree: (Entry) -> Bool) {
        if (count + 1) * 3 > Int(mask + 1) { grow(hash, isFree) }
        put(entry, hash, isFree)
        count += 1
    }

    private mutating func put(_ entry: Entry, _ hash: (Entry) -> UInt, _ isFree: (Entry) -> Bool) {
        var slot = hash(entry) & mask
        while unsafe !isFree(slots[Int(slot)]) { slot = (slot &+ 1) & mask }
        unsafe slots[Int(slot)] = entry
    }

    private mutating func grow(_ hash: (Entry) -> UInt, _ isFree: (Entry) -> Bool) {
        let old = unsafe slots
        let oldCount = Int(mask) + 1
        unsafe slots = .allocate(capacity: oldCount * 2)
        unsafe slots.initialize(repeating: free, count: oldCount * 2)
        mask = UInt(oldCount * 2 - 1)
        for index in 0..<oldCount {
            let entry = unsafe old[index]
            if !isFree(entry) { put(entry, hash, isFree) }
        }
        unsafe old.deallocate()
    }
}
