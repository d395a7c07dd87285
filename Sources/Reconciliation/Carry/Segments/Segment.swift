// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching

/// A file of kept rows of one side, spread over slots by the hash of their key; within a slot in no order.
///
///     magic │ side │ bits │ rows │ starts of the 2^bits slots, and the end │ a sum for each slot │ rows
///
/// Words of eight bytes, little endian. A till row takes four, an acquirer row five. Slots are numbered by the hash's
/// last bits from the last one on, so that the slots of a partition of any size lie side by side.
struct Segment: Sendable {
    static let magic: UInt64 = 0x3167_6573_6672_7463  // "ctrfseg1"
    static let headWords = 4
    static let mostBits = 16

    let entry: SegmentEntry
    let bits: Int
    /// By slot, in rows; one more than there are slots.
    let starts: [UInt64]
    let sums: [UInt64]
    let source: ByteSource
    private let rowsAt: Int64

    static func words(_ side: InputTable.Side) -> Int { side == .till ? 4 : 5 }

    /// nil when the file is not what the manifest says.
    init?(_ entry: SegmentEntry, _ listed: CarryManifest.Entry, _ source: ByteSource) {
        guard source.size == listed.bytes, listed.summed <= 1 << 26 else { return nil }
        let head = source.bytes(at: 0, count: Int(listed.summed))
        guard head.count == Int(listed.summed), BlockSum.of(head) == listed.sum, head.count % 8 == 0 else { return nil }
        var words = [UInt64](repeating: 0, count: head.count / 8)
        var pack = PackedReader(head)
        for index in words.indices {
            guard let word = try? pack.word() else { return nil }
            words[index] = word
        }
        guard words.count >= Self.headWords, words[0] == Self.magic, words[1] == UInt64(entry.side.rawValue),
            words[2] <= UInt64(Self.mostBits), words[3] == UInt64(entry.rows)
        else { return nil }
        let slots = 1 << Int(words[2])
        guard words.count == Self.headWords + 2 * slots + 1 else { return nil }
        self.entry = entry
        self.source = source
        bits = Int(words[2])
        starts = Array(words[Self.headWords...(Self.headWords + slots)])
        sums = Array(words[(Self.headWords + slots + 1)...])
        rowsAt = Int64(head.count)
        let bytes = rowsAt + Int64(entry.rows) * Int64(Self.words(entry.side) * 8)
        guard starts.first == 0, starts.last == UInt64(entry.rows), bytes == listed.bytes,
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return nil }
    }

    var rowWords: Int { Self.words(entry.side) }

    func rows(of slot: Int) -> Int { Int(starts[slot + 1] - starts[slot]) }

    /// The words of some slots that lie side by side, unchecked; nil when the file ends before them.
    func words(of slots: Range<Int>, into buffer: inout [UInt64]) -> Int? {
        let count = Int(starts[slots.upperBound] - starts[slots.lowerBound]) * rowWords
        if buffer.count < count { buffer = [UInt64](repeating: 0, count: count + count / 4) }
        let offset = rowsAt + Int64(starts[slots.lowerBound]) * Int64(rowWords * 8)
        let got = unsafe buffer.withUnsafeMutableBytes { buffer in
            unsafe source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<(count * 8)]), at: offset)
        }
        return got == count * 8 ? count : nil
    }

    /// The slot of a hash, among `1 << bits`.
    @inline(__always)
    static func slot(_ hash: UInt64, bits: Int) -> Int { Int(order(hash)) >> (mostBits &- bits) }

    /// The hash's last sixteen bits, from the last one on.
    @inline(__always)
    static func order(_ hash: UInt64) -> UInt16 {
        var bits = UInt16(truncatingIfNeeded: hash)
        bits = (bits & 0x5555) << 1 | bits >> 1 & 0x5555
        bits = (bits & 0x3333) << 2 | bits >> 2 & 0x3333
        bits = (bits & 0x0F0F) << 4 | bits >> 4 & 0x0F0F
        return bits << 8 | bits >> 8
    }

    /// Where a partition of the join (by the hash's last bits) stands among as many slots.
    static func slot(ofPartition partition: Int, bits: Int) -> Int { slot(UInt64(partition), bits: bits) }
}

extension KeptRow {
    /// A row as it stands in a segment.
    @inline(__always)
    init(_ words: Span<UInt64>, _ at: Int, _ side: InputTable.Side) {
        row = .none
        row.first = words[at]
        row.second = words[at + 1]
        row.third = words[at + 2]
        note = RowNote(first: words[at + 3], second: side == .till ? 0 : words[at + 4])
    }
}
