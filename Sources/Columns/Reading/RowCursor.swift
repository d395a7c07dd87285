// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Walks the rows of one chunk, a batch at a time.
///
///     chunk ─▶ 64-byte masks ─▶ separator positions ─▶ rows whose field count is right
///                                   └─ a quotation mark, or a very long row ─▶ one row, byte by byte
///
/// A chunk owns the rows that begin inside it, so each row is read once whatever the chunk size. One cursor is
/// used by one thread; its rows are valid until the next call of `next()`.
@safe package final class RowCursor {
    /// A row longer than this is refused.
    package static let longestRow = 1 << 20
    private static let batchBytes = 32 << 10
    private static let margin = 64 << 10

    /// A row of the batch: the separator before it, and its line counted from the chunk's first.
    struct Spot {
        let separator: UInt32
        let line: UInt32
    }

    /// A row that cannot be read, and where it begins.
    package struct Fault: Sendable, Hashable {
        package let offset: Int64
        package let relativeLine: Int
        package let kind: RowFault
    }

    private var buffer: ChunkBuffer
    private var scan = SeparatorScan(limit: batchBytes)
    private var quoted = QuotedRow()
    private let spots: UnsafeMutablePointer<Spot>
    private var source = ByteSource(bytes: [])
    private var shape = TableShape(fieldCount: 1, dataStart: 0, firstLine: 1)
    private var expectsQuotes = false
    private var prefersQuoted = false
    private var position = 0
    private var start = 0
    private var end = 0
    private var lines = 0
    private var isQuotedBatch = false
    private var quotedSpot: (start: Int, line: Int) = (0, 0)
    private var nextCheckpoint = 0

    /// Rows of the current batch.
    package private(set) var count = 0
    /// Unreadable rows met with the current batch.
    package private(set) var faults: [Fault] = []
    package private(set) var checkpoints: [LineIndex.Checkpoint] = []
    /// Line ends between the chunk's borders; known after the last batch.
    package private(set) var newlines = 0
    /// A mark was met in a file that was thought to have none: nothing read from this chunk counts.
    package private(set) var metUnexpectedQuote = false
    /// The file ended before the size it had when it was opened.
    package var wasCutShort: Bool { buffer.isCutShort }

    package init(chunkBytes: Int) {
        buffer = ChunkBuffer(capacity: chunkBytes + Self.margin + 64)
        unsafe spots = .allocate(capacity: Self.batchBytes + 1)
    }

    deinit { unsafe spots.deallocate() }

    /// Begins a chunk.
    package func open(_ source: ByteSource, shape: TableShape, chunk: Chunk, expectsQuotes: Bool) {
        self.source = source
        self.shape = shape
        self.expectsQuotes = expectsQuotes
        prefersQuoted = false
        count = 0
        faults.removeAll(keepingCapacity: true)
        checkpoints = []
        newlines = 0
        metUnexpectedQuote = false
        lines = 0
        nextCheckpoint = 0
        let isFirst = chunk.start == shape.dataStart
        let origin = isFirst ? chunk.start : chunk.start - 1
        buffer.load(source, from: origin, count: Int(chunk.end - origin) + Self.margin)
        start = Int(chunk.start - origin)
        end = min(Int(chunk.end - origin), buffer.count)
        start = min(start, end)
        position = isFirst ? start : firstRow(after: Int(clamping: chunk.resume - origin))
        lines = buffer.newlines(in: start..<max(start, min(position, end)))
    }

    /// The first byte after the first line end at or after a place outside quotation marks; `end` when the chunk
    /// has none.
    private func firstRow(after resume: Int) -> Int {
        guard expectsQuotes else {
            guard resume < end - 1, let newline = buffer.first(10, in: resume..<(end - 1)) else { return end }
            return newline + 1
        }
        var place = resume
        while place < end - 1 {
            let byte = unsafe buffer.bytes[place]
            if byte == 10 { return place + 1 }
            if byte == 34, place > resume, unsafe buffer.bytes[place - 1] == 44 {
                guard let closing = closingMark(from: place + 1) else { return end }
                place = closing
            }
            place += 1
        }
        return end
    }

    private func closingMark(from start: Int) -> Int? {
        var place = start
        while place < end, let mark = buffer.first(34, in: place..<end) {
            if mark + 1 >= buffer.count { return nil }
            if unsafe buffer.bytes[mark + 1] != 34 { return mark }
            place = mark + 2
        }
        return nil
    }

    /// Lays out the next batch of rows.
    ///
    /// - Returns: false when the chunk has no more rows, or none that count (`metUnexpectedQuote`).
    package func next() -> Bool {
        count = 0
        faults.removeAll(keepingCapacity: true)
        while position < end {
            if prefersQuoted {
                readQuotedRow()
            } else {
                isQuotedBatch = false
                let limit = min(position + Self.batchBytes, buffer.count)
                unsafe scan.scan(buffer.bytes, from: position, to: limit)
                if scan.quote != nil, !expectsQuotes {
                    metUnexpectedQuote = true
                    return false
                }
                if scan.newlineCount > 0 { layRows() } else { readQuotedRow() }
            }
            if count > 0 || !faults.isEmpty { return true }
        }
        finish()
        return false
    }

    /// Turns positions into rows. A row is right when its last separator is its line end and no other line end
    /// came before: one comparison with the list of line ends.
    private func layRows() {
        let fields = shape.fieldCount
        var before = 0
        var line = 0
        while line < scan.newlineCount {
            let rowStart = unsafe Int(scan.separators[before] &+ 1)
            guard rowStart < end else { break }
            let newline = unsafe scan.newlines[line]
            let after = before + fields
            if after <= scan.separatorCount, unsafe scan.separators[after] == newline {
                unsafe spots[count] = Spot(separator: UInt32(before), line: UInt32(truncatingIfNeeded: lines + line))
                count += 1
                if lines + line >= nextCheckpoint { mark(rowStart, line: lines + line) }
                before = after
            } else {
                if !isBlank(from: rowStart, to: Int(newline)) { refuse(.fieldCount, rowStart, line: lines + line) }
                while before < scan.separatorCount, unsafe scan.separators[before] != newline { before += 1 }
            }
            line += 1
        }
        position = unsafe Int(scan.separators[before] &+ 1)
        lines += line
        if scan.hasHighBytes { dropMalformed() }
    }

    private func isBlank(from start: Int, to newline: Int) -> Bool {
        unsafe newline == start || (newline == start + 1 && buffer.bytes[start] == 13)
    }

    private func mark(_ place: Int, line: Int) {
        checkpoints.append(.init(offset: buffer.origin + Int64(place), line: UInt32(truncatingIfNeeded: line)))
        nextCheckpoint = line + 256
    }

    private func refuse(_ kind: RowFault, _ place: Int, line: Int) {
        faults.append(Fault(offset: buffer.origin + Int64(place), relativeLine: line, kind: kind))
    }

    /// Takes the rows out of the batch that are not UTF-8.
    private func dropMalformed() {
        var kept = 0
        for index in 0..<count {
            let spot = unsafe spots[index]
            let from = unsafe Int(scan.separators[Int(spot.separator)] &+ 1)
            let to = unsafe Int(scan.separators[Int(spot.separator) + shape.fieldCount])
            if unsafe UTF8Proof.holds(UnsafeBufferPointer(start: buffer.bytes + from, count: to - from)) {
                unsafe spots[kept] = spot
                kept += 1
            } else {
                refuse(.notUTF8, from, line: Int(spot.line))
            }
        }
        count = kept
    }

    private func readQuotedRow() {
        let rowStart = position
        var outcome = unsafe quoted.read(buffer.bytes, from: rowStart, to: buffer.count)
        while outcome == .incomplete {
            let most = end + Self.longestRow
            if buffer.isAtEnd || buffer.count >= most {
                let isTooLong = !buffer.isAtEnd || buffer.count - rowStart > Self.longestRow
                refuse(isTooLong ? .tooLong : .unclosedQuote, rowStart, line: lines)
                lines += buffer.newlines(in: rowStart..<end)
                position = end
                return
            }
            buffer.extend(source, to: min(most, buffer.count * 2))
            outcome = unsafe quoted.read(buffer.bytes, from: rowStart, to: buffer.count)
        }
        guard case .row(let next, let newlines) = outcome else { return }
        settleQuotedRow(rowStart, next)
        position = next
        lines += newlines
        prefersQuoted = quoted.hadQuotes
    }

    private func settleQuotedRow(_ rowStart: Int, _ next: Int) {
        let bytes = unsafe UnsafeBufferPointer(start: buffer.bytes + rowStart, count: next - rowStart)
        if quoted.hasTextAfterQuote {
            refuse(.textAfterQuote, rowStart, line: lines)
        } else if next - rowStart > Self.longestRow {
            refuse(.tooLong, rowStart, line: lines)
        } else if quoted.fieldCount != shape.fieldCount {
            if !quoted.isBlank { refuse(.fieldCount, rowStart, line: lines) }
        } else if unsafe !UTF8Proof.holds(bytes) {
            refuse(.notUTF8, rowStart, line: lines)
        } else {
            isQuotedBatch = true
            quotedSpot = (rowStart, lines)
            count = 1
            if lines >= nextCheckpoint { mark(rowStart, line: lines) }
        }
    }

    private func finish() {
        newlines = lines
        if position > end { newlines -= buffer.newlines(in: end..<position) }
    }

    /// A row of the current batch.
    @inline(__always)
    package func row(_ index: Int) -> RowText {
        precondition(index >= 0 && index < count, "a batch is read inside its bounds")
        if isQuotedBatch {
            return unsafe RowText(
                base: quoted.text, ends: quoted.ends + 1, fieldCount: shape.fieldCount, endsWithReturn: false)
        }
        return unsafe RowText(
            base: buffer.bytes, ends: scan.separators + Int(spots[index].separator) + 1,
            fieldCount: shape.fieldCount, endsWithReturn: true)
    }

    /// Offset in the file of a row's first byte.
    package func offset(_ index: Int) -> Int64 {
        precondition(index >= 0 && index < count, "a batch is read inside its bounds")
        if isQuotedBatch { return buffer.origin + Int64(quotedSpot.start) }
        return unsafe buffer.origin + Int64(scan.separators[Int(spots[index].separator)] &+ 1)
    }

    /// A row's line counted from the first of its chunk.
    package func relativeLine(_ index: Int) -> Int {
        precondition(index >= 0 && index < count, "a batch is read inside its bounds")
        return isQuotedBatch ? quotedSpot.line : unsafe Int(spots[index].line)
    }
}
