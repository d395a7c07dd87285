// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching

/// Keeps the segments few: as soon as four of a size have come together, they become one of the next size. A row is
/// written again once for each size, and there are at most three segments of each.
enum SegmentMerge {
    static let together = 4

    /// Rows of the smallest size; the next holds four times as many.
    private static let smallest = 4_096

    static func level(_ rows: Int) -> Int {
        var (level, most) = (0, smallest)
        while rows > most, level < 30 {
            level += 1
            most *= together
        }
        return level
    }

    /// Segments of a side that are to become one; nil where they are few enough.
    static func due(_ entries: [SegmentEntry]) -> [SegmentEntry]? {
        let byLevel = Dictionary(grouping: entries) { level($0.rows) }
        return byLevel.sorted { $0.key < $1.key }.first { $0.value.count >= together }?.value
    }

    /// All rows of some segments, range by range.
    static func ranges(_ segments: [Segment]) -> SegmentWriter.Ranges {
        let bits = segments.map(\.bits).min() ?? 0
        let slots = { (segment: Segment, range: Int) in
            (range << (segment.bits - bits))..<((range + 1) << (segment.bits - bits))
        }
        let counts = (0..<(1 << bits)).map { range in
            segments.reduce(0) { sum, segment in
                let slots = slots(segment, range)
                return sum + Int(segment.starts[slots.upperBound] - segment.starts[slots.lowerBound])
            }
        }
        return SegmentWriter.Ranges(bits: bits, counts: counts) { range, take in
            var buffer: [UInt64] = []
            for segment in segments {
                let slots = (range << (segment.bits - bits))..<((range + 1) << (segment.bits - bits))
                guard let count = segment.words(of: slots, into: &buffer), segment.agrees(slots, buffer, count) else {
                    return false
                }
                for at in stride(from: 0, to: count, by: segment.rowWords) {
                    take(KeptRow(buffer.span, at, segment.entry.side))
                }
            }
            return true
        }
    }
}

extension Segment {
    /// Whether words read from the first of some slots on have the slots' sums.
    func agrees(_ slots: Range<Int>, _ words: [UInt64], _ count: Int) -> Bool {
        slots.allSatisfy { slot in
            let start = Int(starts[slot] - starts[slots.lowerBound]) * rowWords
            let end = Int(starts[slot + 1] - starts[slots.lowerBound]) * rowWords
            return unsafe end <= count && BlockSum.of(words.span.extracting(start..<end).bytes) == sums[slot]
        }
    }
}
