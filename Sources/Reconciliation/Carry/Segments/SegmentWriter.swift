// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Synchronization

/// Writes a segment, a range of slots at a time, the ranges by all threads.
struct SegmentWriter {
    /// Rows that come range by range: range `n` of `1 << bits` holds the slots that begin with the bits of `n`.
    struct Ranges: Sendable {
        let bits: Int
        /// Rows of each range.
        let counts: [Int]
        /// Gives a range's rows; false when they cannot be read.
        let rows: @Sendable (_ range: Int, _ take: (KeptRow) -> Void) -> Bool
    }

    let folder: any KeptFolder
    let threads: Int
    /// Rows of a slot, about: what a late row costs to read.
    var slotRows = 512

    /// - Returns: what the manifest says of the file; nil when the rows could not be read.
    func write(
        _ name: String, _ side: InputTable.Side, _ ranges: Ranges
    ) throws(FolderFault) -> (SegmentEntry, CarryManifest.Entry)? {
        let rows = ranges.counts.reduce(0, +)
        var bits = ranges.bits
        while bits < Segment.mostBits, rows >> bits > slotRows { bits += 1 }
        let slots = 1 << bits
        let headBytes = (Segment.headWords + 2 * slots + 1) * 8
        var bases: [Int] = []
        var base = 0
        for count in ranges.counts {
            bases.append(base)
            base += count
        }
        let file = try folder.create(name)
        let next = Atomic(0)
        let work = Work(side: side, bits: bits, ranges: ranges, bases: bases, headBytes: headBytes, file: file)
        let parts = Crew.run(min(threads, max(1, ranges.counts.count))) { _ -> Result<[Slots], Work.Failure> in
            var mine: [Slots] = []
            while true {
                let range = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard range < ranges.counts.count else { return .success(mine) }
                do throws(Work.Failure) { mine.append(try work.write(range)) } catch { return .failure(error) }
            }
        }
        var head = [UInt64](repeating: 0, count: headBytes / 8)
        head[0...3] = [Segment.magic, UInt64(side.rawValue), UInt64(bits), UInt64(rows)]
        for part in parts {
            switch part {
            case .failure(.unreadable): return nil
            case .failure(.folder(let fault)): throw fault
            case .success(let all):
                for slots in all {
                    for index in slots.starts.indices {
                        head[Segment.headWords + slots.first + index] = UInt64(slots.starts[index])
                        head[Segment.headWords + (1 << bits) + 1 + slots.first + index] = slots.sums[index]
                    }
                }
            }
        }
        head[Segment.headWords + slots] = UInt64(rows)
        var pack = PackedWriter()
        for word in head { pack.put(word) }
        try unsafe file.write(pack.bytes.span.bytes, at: 0)
        try file.finish()
        let bytes = Int64(headBytes) + Int64(rows) * Int64(Segment.words(side) * 8)
        return (
            SegmentEntry(name: name, side: side, rows: rows),
            .init(name: name, bytes: bytes, summed: Int64(headBytes), sum: BlockSum.of(pack.bytes))
        )
    }

    /// What one range says of its slots.
    private struct Slots: Sendable {
        let first: Int
        let starts: [Int]
        let sums: [UInt64]
    }

    private struct Work: Sendable {
        enum Failure: Error {
            case unreadable
            case folder(FolderFault)
        }

        let side: InputTable.Side
        let bits: Int
        let ranges: Ranges
        let bases: [Int]
        let headBytes: Int
        let file: any KeptFile

        /// Sorts a range's rows by slot and writes them at their place.
        func write(_ range: Int) throws(Failure) -> Slots {
            let slots = 1 << (bits - ranges.bits)
            let width = Segment.words(side)
            var rows: [KeptRow] = []
            rows.reserveCapacity(ranges.counts[range])
            guard ranges.rows(range, { rows.append($0) }), rows.count == ranges.counts[range] else {
                throw .unreadable
            }
            var places: [UInt16] = []
            places.reserveCapacity(rows.count)
            var next = [Int](repeating: 0, count: slots + 1)
            for kept in rows {
                let slot = Segment.slot(kept.row.keyHash, bits: bits) & (slots - 1)
                places.append(UInt16(truncatingIfNeeded: slot))
                next[slot + 1] += 1
            }
            for slot in 0..<slots { next[slot + 1] += next[slot] }
            let starts = Array(next.dropLast())
            var words = [UInt64](repeating: 0, count: rows.count * width)
            for (kept, place) in zip(rows, places) {
                let at = next[Int(place)] * width
                next[Int(place)] += 1
                words[at] = kept.row.first
                words[at + 1] = kept.row.second
                words[at + 2] = kept.row.third
                words[at + 3] = kept.note.first
                if width > 4 { words[at + 4] = kept.note.second }
            }
            var sums: [UInt64] = []
            for slot in 0..<slots {
                let end = slot + 1 < slots ? starts[slot + 1] : rows.count
                sums.append(
                    unsafe BlockSum.of(words.span.extracting(starts[slot] * width..<end * width).bytes))
            }
            do throws(FolderFault) {
                try unsafe file.write(words.span.bytes, at: Int64(headBytes) + Int64(bases[range] * width * 8))
            } catch {
                throw .folder(error)
            }
            return Slots(first: range * slots, starts: starts.map { $0 + bases[range] }, sums: sums)
        }
    }
}
