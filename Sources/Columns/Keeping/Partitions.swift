// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Rows spread over partitions by one thread, in blocks that are never moved.
///
///     partition 0   ▢▢▢ in memory   ▢▢ on disk   ▢ being filled
///     partition 1   ▢▢▢             ▢            ▢
///
/// Small blocks out of large slabs (`RowSlabs`): a partition grows without copying. Where memory is limited, blocks
/// that fill up after the limit is reached go to disk and are filled again.
@safe public final class Partitions<Row: BitwiseCopyable>: @unchecked Sendable {
    /// Where the next row goes in the block being filled, and that block's end: side by side, for one look at memory.
    @safe @frozen @usableFromInline struct Cursor {
        @usableFromInline var next: UnsafeMutablePointer<Row>?
        @usableFromInline var end: UnsafeMutablePointer<Row>?
    }

    // Written by one thread while it is filled, read by many afterwards; the crew's join orders the two.
    @usableFromInline let cursors: UnsafeMutablePointer<Cursor>
    public let count: Int
    private let blockRows: Int
    private var blocks: [[UnsafeMutablePointer<Row>]]
    private var slabs: RowSlabs
    private let space: SpillSpace?
    private let file: SpillFile?
    /// Offsets in the file of each partition's blocks there.
    private var spilled: [[Int64]]

    /// - Parameters:
    ///   - count: number of partitions.
    ///   - expectedRows: how many rows will come, roughly; decides the sizes, not the limit.
    ///   - space: how many of them stay in memory; nil for all.
    ///   - sharers: how many share the space.
    public init(count: Int, expectedRows: Int, space: SpillSpace? = nil, sharers: Int = 1) {
        let partitions = max(1, count)
        self.count = partitions
        self.space = space
        file = space.map { SpillFile($0) }
        // Blocks being filled may take a quarter of a limited space; larger ones are read back in fewer pieces.
        let share = space.map { Int($0.limit / 4) / partitions / max(1, sharers) }
        let blockBytes = min(share ?? 8_192, space == nil ? 8_192 : 32_768)
        blockRows = max(8, min(blockBytes / MemoryLayout<Row>.stride, expectedRows / self.count / 4))
        slabs = RowSlabs(
            slabBytes: max(blockRows * MemoryLayout<Row>.stride, expectedRows > 200_000 ? 32 << 20 : 1 << 20))
        unsafe cursors = .allocate(capacity: self.count)
        unsafe cursors.initialize(repeating: Cursor(next: nil, end: nil), count: self.count)
        unsafe blocks = Array(repeating: [], count: self.count)
        spilled = space == nil ? [] : Array(repeating: [], count: self.count)
    }

    deinit {
        unsafe cursors.deallocate()
        if let space {
            let kept = unsafe blocks.reduce(0) { unsafe $0 + $1.count }
            space.giveBack(kept * blockRows * MemoryLayout<Row>.stride)
        }
    }

    /// Adds a row. The partition must be below `count`.
    @inlinable @inline(__always)
    public func append(_ row: Row, to partition: Int) {
        precondition(partition >= 0 && partition < count, "a partition has a number below the count")
        let cursor = unsafe cursors[partition]
        if let place = unsafe cursor.next, unsafe place != cursor.end {
            unsafe place.initialize(to: row)
            unsafe cursors[partition].next = unsafe place + 1
        } else {
            open(partition, with: row)
        }
    }

    /// Adds rows, each to the partition that is found for it.
    ///
    /// Nearly every row meets memory that is in no near cache; rows that come together wait for it together.
    @inlinable @inline(__always)
    public func append(_ rows: borrowing Span<Row>, partition: (Row) -> Int) {
        for index in rows.indices {
            let row = rows[index]
            append(row, to: partition(row))
        }
    }

    @usableFromInline @inline(never)
    func open(_ partition: Int, with row: Row) {
        let bytes = blockRows * MemoryLayout<Row>.stride
        if let space, !keepsBlock(of: partition, bytes, space) {
            return refill(partition, with: row)
        }
        let block = unsafe slabs.take(bytes).bindMemory(to: Row.self, capacity: blockRows)
        unsafe blocks[partition].append(block)
        unsafe block.initialize(to: row)
        unsafe cursors[partition] = unsafe Cursor(next: block + 1, end: block + blockRows)
    }

    /// Whether a partition's next block is kept in memory. Its first one always is.
    private func keepsBlock(of partition: Int, _ bytes: Int, _ space: SpillSpace) -> Bool {
        if unsafe blocks[partition].isEmpty {
            space.takeAnyway(bytes)
            return true
        }
        return space.take(bytes)
    }

    /// Puts a partition's full block on disk and fills it again.
    private func refill(_ partition: Int, with row: Row) {
        guard let block = unsafe blocks[partition].last, let file else { return }
        let bytes = unsafe UnsafeRawBufferPointer(start: block, count: blockRows * MemoryLayout<Row>.stride)
        if let offset = unsafe file.append(bytes) { spilled[partition].append(offset) }
        unsafe block.initialize(to: row)
        unsafe cursors[partition].next = unsafe block + 1
    }

    /// Makes what was put on disk ready to be read; to be called by the thread that filled the partitions.
    public func finish() { file?.flush() }

    /// Rows of a partition.
    public func rowCount(of partition: Int) -> Int {
        guard let last = unsafe blocks[partition].last, let place = unsafe cursors[partition].next else { return 0 }
        let full = unsafe blocks[partition].count - 1 + (spilled.isEmpty ? 0 : spilled[partition].count)
        return unsafe full * blockRows + (place - last)
    }

    /// Rows of all partitions.
    public var rowTotal: Int { (0..<count).reduce(0) { $0 + rowCount(of: $1) } }

    /// Copies a partition's rows to a place with room for `rowCount(of:)` of them. Fewer come only after a fault of
    /// the space.
    public func copy(_ partition: Int, to place: UnsafeMutablePointer<Row>) -> Int {
        guard let last = unsafe blocks[partition].last, let end = unsafe cursors[partition].next else { return 0 }
        var done = 0
        for index in unsafe blocks[partition].indices {
            let rows = unsafe index == blocks[partition].count - 1 ? end - last : blockRows
            unsafe (place + done).initialize(from: blocks[partition][index], count: rows)
            done += rows
        }
        guard let file, !spilled.isEmpty else { return done }
        for offset in spilled[partition] {
            let room = unsafe UnsafeMutableRawBufferPointer(
                start: place + done, count: blockRows * MemoryLayout<Row>.stride)
            guard unsafe file.read(into: room, at: offset) else { return done }
            done += blockRows
        }
        return done
    }

    /// A partition's rows.
    public func rows(of partition: Int) -> [Row] {
        let count = rowCount(of: partition)
        return unsafe [Row](unsafeUninitializedCapacity: count) { buffer, filled in
            if let place = buffer.baseAddress { unsafe filled = copy(partition, to: place) }
        }
    }

    /// All rows, a block at a time, in no order that means anything. Fewer come only after a fault of the space.
    public func forEachBlock(_ body: (Span<Row>) -> Void) {
        let scratch = UnsafeMutablePointer<Row>.allocate(capacity: blockRows)
        defer { unsafe scratch.deallocate() }
        for partition in 0..<count {
            guard let last = unsafe blocks[partition].last, let end = unsafe cursors[partition].next else { continue }
            for index in unsafe blocks[partition].indices {
                let rows = unsafe index == blocks[partition].count - 1 ? end - last : blockRows
                body(unsafe Span(_unsafeStart: blocks[partition][index], count: rows))
            }
            guard let file, !spilled.isEmpty else { continue }
            for offset in spilled[partition] {
                let room = unsafe UnsafeMutableRawBufferPointer(
                    start: scratch, count: blockRows * MemoryLayout<Row>.stride)
                guard unsafe file.read(into: room, at: offset) else { return }
                body(unsafe Span(_unsafeStart: scratch, count: blockRows))
            }
        }
    }
}
