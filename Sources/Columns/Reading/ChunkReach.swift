// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Where the rows of a chunk begin and end, as its reader found them.
///
///     chunk 0 ─ rows ─┐next   chunk 1 takes its first row from the first line end after its border. If that lay
///                     │       inside a quotation, the row is none: then chunk 0, whose rows are right, ends
///             chunk 1 └first  somewhere else than chunk 1 begins.
///
/// So if every chunk begins where the one before it ended, every row is right, and nobody had to walk the file for
/// its quotation marks first.
public struct ChunkReach: Sendable, Hashable {
    /// Offset of the first row that begins inside the chunk; the chunk's end when there is none.
    public let first: Int64
    /// Offset of the row after the last one; `Int64.max` when that one has no end, so that nobody knows.
    public let next: Int64

    public init(first: Int64, next: Int64) {
        self.first = first
        self.next = next
    }

    /// Whether all chunks of a table fit together.
    public static func fit(_ reaches: [ChunkReach], of chunks: [Chunk]) -> Bool {
        var next = chunks.first?.start ?? 0
        for (reach, chunk) in zip(reaches, chunks) {
            if reach.first < chunk.end {
                guard reach.first == next else { return false }
                next = reach.next
            } else if next < chunk.end {
                return false
            }
        }
        return true
    }
}
