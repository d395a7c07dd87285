// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Cuts a stream of bytes into rows. Feed it chunks of any size; the rows are the same for every split.
///
/// It holds at most one unfinished row and one chunk. A row that never ends, or a quote that never closes, costs
/// one row: reading goes on at the next line.
struct RowCutter {
    private let cutter: CellCutter
    private var buffer: [UInt8] = []
    private var start = 0
    private var line: Int
    private var offset: Int64
    private var isSkipping = false
    private(set) var brokenRows = 0

    init(_ dialect: RowDialect, line: Int = 1, offset: Int64 = 0) {
        cutter = CellCutter(dialect: dialect)
        self.line = line
        self.offset = offset
    }

    mutating func append(_ chunk: ArraySlice<UInt8>) {
        if start > 0 {
            buffer.removeSubrange(0..<start)
            start = 0
        }
        guard cutter.dialect.endsAtReturns else {
            buffer.append(contentsOf: chunk)
            return
        }
        buffer.append(contentsOf: chunk.lazy.map { $0 == 0x0D ? 0x0A : $0 })
    }

    /// Line and offset of the byte after the last row that was given.
    var position: (line: Int, byte: Int64) { (line, offset) }

    /// The next row; false when more bytes are needed, or at the end.
    mutating func next(_ row: inout RawRow, isLast: Bool) -> Bool {
        if isSkipping, !skipRestOfLine(isLast: isLast) { return false }
        guard start < buffer.count else { return false }
        switch cutter.extent(of: buffer, from: start, isLast: isLast) {
        case .ends(let end):
            guard end - start <= ReadingLimits.rowBytes else { return takeTooLong(&row) }
            take(&row, upTo: end)
            cutter.cut(&row)
            return true
        case .needsMore:
            guard buffer.count - start > ReadingLimits.rowBytes + 1 else { return false }
            return takeTooLong(&row)
        case .quoteOpen:
            return takeTooLong(&row)
        }
    }

    /// Gives the row up to `end` and steps over its line end.
    private mutating func take(_ row: inout RawRow, upTo end: Int) {
        row.line = line
        row.byte = offset
        row.bytes.removeAll(keepingCapacity: true)
        let hasReturn = end > start && buffer[end - 1] == 0x0D
        row.bytes.append(contentsOf: buffer[start..<(hasReturn ? end - 1 : end)])
        let next = min(end + 1, buffer.count)
        // Only a row with quoted line ends has more than one line.
        line += 1
        if next - start > 1 { for byte in buffer[start..<end] where byte == 0x0A { line += 1 } }
        offset += Int64(next - start)
        start = next
    }

    /// The row has no end within the limit: gives its first line, or its beginning when the line itself is too long.
    private mutating func takeTooLong(_ row: inout RawRow) -> Bool {
        brokenRows += 1
        let limit = min(buffer.count, start + ReadingLimits.rowBytes)
        if let lineFeed = buffer[start..<limit].firstIndex(of: 0x0A) {
            take(&row, upTo: lineFeed)
            row.bounds.removeAll(keepingCapacity: true)
            row.fault = .quoteNeverCloses
            return true
        }
        let isWhole = limit == buffer.count
        row.line = line
        row.byte = offset
        row.bytes = Array(buffer[start..<limit])
        row.bounds.removeAll(keepingCapacity: true)
        row.fault =
            isWhole && limit - start < ReadingLimits.rowBytes
            ? .quoteNeverCloses : .rowTooLong(limit: ReadingLimits.rowBytes)
        offset += Int64(limit - start)
        start = limit
        isSkipping = true
        return true
    }

    /// Drops the rest of a line that was too long; false when its end has not come yet.
    private mutating func skipRestOfLine(isLast: Bool) -> Bool {
        let end = buffer[start...].firstIndex(of: 0x0A)
        let next = end.map { $0 + 1 } ?? buffer.count
        offset += Int64(next - start)
        start = next
        guard end != nil || isLast else { return false }
        isSkipping = false
        line += 1
        return true
    }
}
