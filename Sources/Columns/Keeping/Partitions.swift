// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc

/// Rows spread over partitions by one thread, in blocks that are never moved.
///
/// Small blocks out of large slabs: a partition grows without copying, and the slabs ask the system for huge
/// pages, which halves the cost of first touching them.
@safe public final class Partitions<Row: BitwiseCopyable>: @unchecked Sendable {
    // Written by one thread while it is filled, read by many afterwards; the crew's join orders the two.
    @usableFromInline let next: UnsafeMutablePointer<UnsafeMutablePointer<Row>?>
    @usableFromInline let ends: UnsafeMutablePointer<UnsafeMutablePointer<Row>?>
    public let count: Int
    private let blockRows: Int
    private let slabBytes: Int
    private var blocks: [[UnsafeMutablePointer<Row>]]
    private var slabs: [UnsafeMutableRawPointer] = unsafe []
    private var slabUsed: Int

    /// - Parameters:
    ///   - count: number of partitions.
    ///   - expectedRows: how many rows will come, roughly; decides the sizes, not the limit.
    public init(count: Int, expectedRows: Int) {
        self.count = max(1, count)
        blockRows = max(8, min(8_192 / MemoryLayout<Row>.stride, expectedRows / self.count / 4))
        slabBytes = max(blockRows * MemoryLayout<Row>.stride, expectedRows > 200_000 ? 32 << 20 : 1 << 20)
        slabUsed = slabBytes
        unsafe next = .allocate(capacity: self.count)
        unsafe ends = .allocate(capacity: self.count)
        unsafe next.initialize(repeating: nil, count: self.count)
        unsafe ends.initialize(repeating: nil, count: self.count)
        unsafe blocks = Array(repeating: [], count: self.count)
    }

    deinit {
        unsafe next.deallocate()
        unsafe ends.deallocate()
        for index in unsafe slabs.indices { unsafe free(slabs[index]) }
    }

    /// Adds a row. The partition must be below `count`.
    @inlinable @inline(__always)
    public func append(_ row: Row, to partition: Int) {
        precondition(partition >= 0 && partition < count, "a partition has a number below the count")
        if let place = unsafe next[partition], unsafe place != ends[partition] {
            unsafe place.initialize(to: row)
            unsafe next[partition] = unsafe place + 1
        } else {
            open(partition, with: row)
        }
    }

    @usableFromInline @inline(never)
    func open(_ partition: Int, with row: Row) {
        let bytes = blockRows * MemoryLayout<Row>.stride
        if slabUsed + bytes > slabBytes { addSlab() }
        guard let slab = unsafe slabs.last else { return }
        let block = unsafe (slab + slabUsed).bindMemory(to: Row.self, capacity: blockRows)
        slabUsed += bytes
        unsafe blocks[partition].append(block)
        unsafe block.initialize(to: row)
        unsafe next[partition] = unsafe block + 1
        unsafe ends[partition] = unsafe block + blockRows
    }

    private func addSlab() {
        var slab: UnsafeMutableRawPointer?
        let huge = 2 << 20
        let failed = unsafe posix_memalign(&slab, slabBytes >= huge ? huge : 64, slabBytes)
        guard failed == 0, let slab = unsafe slab else {
            // The machine has no memory left: nothing useful can go on from here, as with any allocation.
            preconditionFailure("out of memory for \(slabBytes) bytes")
        }
        if slabBytes >= huge { _ = unsafe madvise(slab, slabBytes, MADV_HUGEPAGE) }
        unsafe slabs.append(slab)
        slabUsed = 0
    }

    /// Rows of a partition.
    public func rowCount(of partition: Int) -> Int {
        guard let last = unsafe blocks[partition].last, let place = unsafe next[partition] else { return 0 }
        return unsafe (blocks[partition].count - 1) * blockRows + (place - last)
    }

    /// Copies a partition's rows to a place with room for `rowCount(of:)` of them.
    public func copy(_ partition: Int, to place: UnsafeMutablePointer<Row>) -> Int {
        var left = rowCount(of: partition)
        var done = 0
        for index in unsafe blocks[partition].indices where left > 0 {
            let rows = min(left, blockRows)
            unsafe (place + done).initialize(from: blocks[partition][index], count: rows)
            done += rows
            left -= rows
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
}
