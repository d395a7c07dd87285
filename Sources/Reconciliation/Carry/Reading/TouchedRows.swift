// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching

/// Reads the carried rows whose keys came again, a partition at a time. One of them is used by one thread.
///
/// Only the slots that a new key falls into are read, those that lie close together in one piece; each is checked
/// against its sum before a row of it is looked at.
struct TouchedRows {
    /// Bytes between two slots that are rather read than left out.
    private static let gap = 64 << 10
    /// Words that are read in one piece.
    private static let mostWords = 1 << 19

    private let carried: Carried
    private let due: DueTest
    private let seconds: (KeptRow) -> Int64?
    /// Of the number of partitions, a power of two.
    private let partitionBits: Int
    private var buffer: [UInt64] = []
    private(set) var tills: [KeptRow] = []
    private(set) var acquirers: [KeptRow] = []

    /// - Parameter seconds: the time of a till row.
    init(_ carried: Carried, _ plan: ReadingPlan, seconds: @escaping (KeptRow) -> Int64?) {
        self.carried = carried
        self.seconds = seconds
        due = plan.due
        partitionBits = plan.partitions.trailingZeroBitCount
    }

    /// - Parameter orders: `Segment.order` of the keys' hashes, sorted.
    mutating func load(_ partition: Int, _ keys: KeySet, orders: [UInt16]) {
        tills.removeAll(keepingCapacity: true)
        acquirers.removeAll(keepingCapacity: true)
        for segment in carried.segments {
            let slots = keys.isAll ? all(partition, segment) : touched(orders, segment)
            if !read(slots, of: segment, partition, keys) { carried.noteDamage(segment.entry.name) }
        }
    }

    /// The till row as this run's day sees it.
    func dated(_ kept: KeptRow) -> KeptRow {
        var kept = kept
        let isDue = seconds(kept).map { due.isDue(seconds: $0) } ?? false
        kept.row = kept.row.flagged(kept.row.flags & ~RowFlag.due | (isDue ? RowFlag.due : 0))
        return kept
    }

    /// Every slot that rows of the partition may be in.
    private func all(_ partition: Int, _ segment: Segment) -> [Int] {
        let first = Segment.slot(ofPartition: partition, bits: partitionBits)
        guard segment.bits > partitionBits else { return [first >> (partitionBits - segment.bits)] }
        let shift = segment.bits - partitionBits
        return Array((first << shift)..<((first + 1) << shift))
    }

    private func touched(_ orders: [UInt16], _ segment: Segment) -> [Int] {
        var slots: [Int] = []
        for order in orders {
            let slot = Int(order) >> (Segment.mostBits - segment.bits)
            if slots.last != slot { slots.append(slot) }
        }
        return slots
    }

    /// False when the segment is damaged.
    private mutating func read(_ slots: [Int], of segment: Segment, _ partition: Int, _ keys: KeySet) -> Bool {
        var start = 0
        while start < slots.count {
            var end = start + 1
            while end < slots.count, isClose(slots[start], slots[end - 1], slots[end], segment) { end += 1 }
            let piece = slots[start]..<(slots[end - 1] + 1)
            guard segment.words(of: piece, into: &buffer) != nil else { return false }
            for slot in slots[start..<end] where segment.rows(of: slot) > 0 {
                let first = Int(segment.starts[slot] - segment.starts[piece.lowerBound]) * segment.rowWords
                let span = first..<(first + segment.rows(of: slot) * segment.rowWords)
                guard unsafe BlockSum.of(buffer.span.extracting(span).bytes) == segment.sums[slot] else { return false }
                pick(span, segment, partition, keys)
            }
            start = end
        }
        return true
    }

    private func isClose(_ first: Int, _ last: Int, _ next: Int, _ segment: Segment) -> Bool {
        let bytes = Int(segment.starts[next] - segment.starts[last + 1]) * segment.rowWords * 8
        let words = Int(segment.starts[next + 1] - segment.starts[first]) * segment.rowWords
        return bytes <= Self.gap && words <= Self.mostWords
    }

    private mutating func pick(_ span: Range<Int>, _ segment: Segment, _ partition: Int, _ keys: KeySet) {
        let found = picked(span, segment, partition, keys)
        if segment.entry.side == .till {
            for kept in found { tills.append(dated(kept)) }
        } else {
            acquirers += found
        }
    }

    private func picked(
        _ span: Range<Int>, _ segment: Segment, _ partition: Int, _ keys: KeySet
    ) -> [KeptRow] {
        let width = segment.rowWords
        let mask = (1 << partitionBits) - 1
        // Slots of a small segment hold rows of several partitions.
        let isMixed = segment.bits < partitionBits
        let words = buffer.span.extracting(span)
        var found: [KeptRow] = []
        for at in stride(from: 0, to: words.count, by: width) {
            let hash = MatchRow.keyHash(words[at], words[at + 1])
            guard keys.isAll || keys.mayContain(hash) else { continue }
            guard !isMixed || Int(truncatingIfNeeded: hash) & mask == partition else { continue }
            let kept = KeptRow(words, at, segment.entry.side)
            if keys.contains(kept.row, hash: hash) { found.append(kept) }
        }
        return found
    }
}
