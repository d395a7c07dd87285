// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What is known of a table of separated text before its rows are read.
public struct TableShape: Sendable, Hashable {
    public let fieldCount: Int
    /// Offset of the first byte after the header row.
    public let dataStart: Int64
    /// 1-based line of that byte.
    public let firstLine: Int

    public init(fieldCount: Int, dataStart: Int64, firstLine: Int) {
        self.fieldCount = fieldCount
        self.dataStart = dataStart
        self.firstLine = firstLine
    }
}

/// A part of a file that one worker reads: the rows that begin inside it, wherever they end.
public struct Chunk: Sendable, Hashable {
    public let start: Int64
    public let end: Int64
    /// First place at or after the byte before `start` that lies outside quotation marks.
    public let resume: Int64

    public init(start: Int64, end: Int64, resume: Int64? = nil) {
        self.start = start
        self.end = end
        self.resume = resume ?? max(0, start - 1)
    }

    /// Cuts a table into chunks of a size.
    public static func cut(from start: Int64, to end: Int64, every size: Int) -> [Chunk] {
        stride(from: start, to: end, by: max(1, size)).map { begin in
            Chunk(start: begin, end: min(end, begin + Int64(max(1, size))))
        }
    }
}

/// Why a row cannot be read at all.
public enum TextFault: UInt8, Sendable, Hashable {
    case fieldCount = 1
    case notUTF8
    case notGB18030
    case textAfterQuote
    case unclosedQuote
    case tooLong
}
