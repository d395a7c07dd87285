// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Finds the line of a row from its offset and the last eight bits of its line: a checkpoint every 256 lines
/// instead of a number in every row.
public struct LineIndex: Sendable {
    /// The line, counted from the chunk's first, on which a row begins.
    public struct Checkpoint: Sendable, Hashable {
        public let offset: Int64
        public let line: UInt32

        public init(offset: Int64, line: UInt32) {
            self.offset = offset
            self.line = line
        }
    }

    /// What one chunk knows of its lines.
    public struct Part: Sendable {
        public let checkpoints: [Checkpoint]
        /// Line ends between the chunk's borders.
        public let newlines: Int

        public init(checkpoints: [Checkpoint], newlines: Int) {
            self.checkpoints = checkpoints
            self.newlines = newlines
        }
    }

    public let chunks: [Chunk]
    public let parts: [Part]
    public let firstLine: Int
    private let firstLines: [Int]

    public init(chunks: [Chunk], parts: [Part], firstLine: Int) {
        self.chunks = chunks
        self.parts = parts
        self.firstLine = firstLine
        var line = firstLine
        var lines: [Int] = []
        for part in parts {
            lines.append(line)
            line += part.newlines
        }
        firstLines = lines
    }

    /// 1-based line of the row at an offset.
    public func line(offset: Int64, lowByte: UInt8) -> Int {
        guard let chunk = Self.last(chunks.count, where: { chunks[$0].start <= offset }),
            let mark = Self.last(
                parts[chunk].checkpoints.count, where: { parts[chunk].checkpoints[$0].offset <= offset })
        else { return 0 }
        let line = Int(parts[chunk].checkpoints[mark].line)
        return firstLines[chunk] + line + ((Int(lowByte) - line) & 255)
    }

    /// 1-based line of a line counted from the beginning of a chunk.
    public func line(chunk: Int, relative: Int) -> Int {
        firstLines.indices.contains(chunk) ? firstLines[chunk] + relative : 0
    }

    /// The last index for which a condition holds that holds for a prefix.
    @inline(__always)
    private static func last(_ count: Int, where holds: (Int) -> Bool) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}
