// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Walks the rows of one chunk, a batch at a time.
///
///     chunk ─▶ 64-byte masks ─▶ separator positions ─▶ rows whose field count is right
///                                   └─ a knot of quotation marks, or a very long row ─▶ one row, byte by byte
///
/// A chunk owns the rows that begin inside it, so each row is read once whatever the chunk size. Where nobody knows
/// yet whether the chunk's border lies inside a quotation, the cursor takes it that it does not; the chunk before it
/// proves that (`ChunkReach`). One cursor is used by one thread; its batch is valid until the next call of
/// `next()`.
@safe public struct RowCursor: ~Copyable {
    /// A row longer than this is refused.
    public static let longestRow = 1 << 20
    private static let batchBytes = 32 << 10
    /// Read beyond the chunk for its last row; a longer row is fetched when it is met.
    private static let margin = 4 << 10

    /// A row that cannot be read, and where it begins.
    public struct Fault: Sendable, Hashable {
        public let offset: Int64
        public let relativeLine: Int
        public let kind: TextFault
    }

    private var buffer: ChunkBuffer
    private var scan = SeparatorScan(limit: batchBytes)
    private var quoted = QuotedRow()
    /// Newlines of a batch in which a row has the wrong number of fields.
    private let lineEnds: UnsafeMutablePointer<UInt32>
    private let spots: UnsafeMutablePointer<RowSpot>
    private var source = ByteSource(bytes: [])
    private var shape = TableShape(fieldCount: 1, dataStart: 0, firstLine: 1)
    private var encoding = RowEncoding.utf8
    private var dress = RowDress()
    private var position = 0
    private var start = 0
    private var end = 0
    private var lines = 0
    private var isQuotedBatch = false
    private let quotedSpot: UnsafeMutablePointer<RowSpot>
    private var quotedStart = 0
    private var nextCheckpoint = 0

    /// Rows of the current batch.
    public private(set) var count = 0
    /// Unreadable rows met with the current batch.
    public private(set) var faults: [Fault] = []
    public private(set) var checkpoints: [LineIndex.Checkpoint] = []
    /// Line ends between the chunk's borders; known after the last batch.
    public private(set) var newlines = 0
    /// Where the rows that were read begin and end, to be held against the chunks before and after.
    public var reach: ChunkReach {
        ChunkReach(first: firstRow, next: isOpenEnded ? .max : buffer.origin + Int64(position))
    }
    private var firstRow: Int64 = 0
    /// The last row had no end, so where the next one begins is not known.
    private var isOpenEnded = false
    /// The file ended before the size it had when it was opened.
    public var wasCutShort: Bool { buffer.isCutShort }

    public init(chunkBytes: Int) {
        buffer = ChunkBuffer(capacity: chunkBytes + Self.margin + 64)
        unsafe lineEnds = .allocate(capacity: Self.batchBytes + 64)
        unsafe spots = .allocate(capacity: Self.batchBytes + 1)
        unsafe quotedSpot = .allocate(capacity: 1)
        unsafe quotedSpot.initialize(to: RowSpot(separator: 0, line: 0))
    }

    deinit {
        unsafe lineEnds.deallocate()
        unsafe spots.deallocate()
        unsafe quotedSpot.deallocate()
    }

    /// Begins a chunk.
    ///
    /// - Parameter isSettled: the chunk's `resume` is known to lie outside quotation marks, so that marks after it are
    ///   to be reckoned with in finding the first row.
    public mutating func open(
        _ source: ByteSource, shape: TableShape, chunk: Chunk, isSettled: Bool, encoding: RowEncoding = .utf8
    ) {
        self.source = source
        self.encoding = encoding
        self.shape = shape
        scan.reset()
        isOpenEnded = false
        count = 0
        faults.removeAll(keepingCapacity: true)
        checkpoints = []
        newlines = 0
        lines = 0
        nextCheckpoint = 0
        let isFirst = chunk.start == shape.dataStart
        let origin = isFirst ? chunk.start : chunk.start - 1
        buffer.load(source, from: origin, count: Int(chunk.end - origin) + Self.margin)
        start = Int(chunk.start - origin)
        end = min(Int(chunk.end - origin), buffer.count)
        start = min(start, end)
        position = isFirst ? start : firstRow(after: Int(clamping: chunk.resume - origin), isSettled)
        firstRow = origin + Int64(position)
        lines = buffer.newlines(in: start..<max(start, min(position, end)))
    }

    /// The first byte after the first line end at or after a place outside quotation marks; `end` when the chunk
    /// has none.
    private func firstRow(after resume: Int, _ isSettled: Bool) -> Int {
        guard isSettled else {
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
    /// - Returns: false when the chunk has no more rows.
    public mutating func next() -> Bool {
        count = 0
        faults.removeAll(keepingCapacity: true)
        while position < end {
            isQuotedBatch = false
            let limit = min(position + Self.batchBytes, buffer.count)
            unsafe scan.scan(buffer.bytes, from: position, to: limit)
            if scan.newlineCount == 0 {
                readQuotedRow()
            } else {
                let batchStart = position
                if !layEvenRows() { layRows() }
                if scan.hasHighBytes { dropMalformed(since: batchStart) }
            }
            if count > 0 || !faults.isEmpty { return true }
        }
        finish()
        return false
    }

    /// Turns positions into rows where every row of the batch has the right number of fields: as many line ends as
    /// rows, and each in its place.
    ///
    /// - Returns: false, and nothing done, where one has not.
    private mutating func layEvenRows() -> Bool {
        let (fields, rows) = (shape.fieldCount, scan.newlineCount)
        guard rows * fields <= scan.separatorCount else { return false }
        var separator = 0
        var allEnd = true
        var hasReturns = false
        var mine = 0
        for row in 0..<rows {
            unsafe spots[row] = RowSpot(
                separator: UInt32(truncatingIfNeeded: separator), line: UInt32(truncatingIfNeeded: lines &+ row))
            if unsafe Int(scan.separators[separator] &+ 1) < end { mine = row &+ 1 }
            separator &+= fields
            let newline = unsafe buffer.bytes + Int(scan.separators[separator])
            allEnd = unsafe allEnd && newline[0] == 10
            hasReturns = unsafe hasReturns || newline[-1] == 13
        }
        guard allEnd else { return false }
        dress = RowDress(hasReturns: hasReturns, hasQuotes: scan.hasQuotes)
        count = mine
        while nextCheckpoint < lines + mine {
            // The first row after the last checkpoint's lines.
            let row = max(0, nextCheckpoint - lines)
            mark(unsafe Int(scan.separators[row * fields] &+ 1), line: lines + row)
        }
        position = unsafe Int(scan.separators[mine * fields] &+ 1)
        lines += mine
        return true
    }

    /// The same, row by row, where some have not. A row is right when its last separator is its line end and no other
    /// line end came before.
    private mutating func layRows() {
        let fields = shape.fieldCount
        dress = RowDress(hasReturns: true, hasQuotes: scan.hasQuotes)
        let lineCount = listLineEnds()
        var before = 0
        var line = 0
        while line < lineCount {
            let rowStart = unsafe Int(scan.separators[before] &+ 1)
            guard rowStart < end else { break }
            let newline = unsafe lineEnds[line]
            let after = before + fields
            if after <= scan.separatorCount, unsafe scan.separators[after] == newline {
                unsafe spots[count] = RowSpot(
                    separator: UInt32(truncatingIfNeeded: before), line: UInt32(truncatingIfNeeded: lines + line))
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
    }

    private func listLineEnds() -> Int {
        var found = 0
        for index in 1...max(1, scan.separatorCount) {
            let place = unsafe scan.separators[index]
            unsafe lineEnds[found] = place
            if unsafe buffer.bytes[Int(place)] == 10 { found += 1 }
        }
        return min(found, scan.newlineCount)
    }

    private func isBlank(from start: Int, to newline: Int) -> Bool {
        unsafe newline == start || (newline == start + 1 && buffer.bytes[start] == 13)
    }

    private mutating func mark(_ place: Int, line: Int) {
        checkpoints.append(.init(offset: buffer.origin + Int64(place), line: UInt32(truncatingIfNeeded: line)))
        nextCheckpoint = line + 256
    }

    private mutating func refuse(_ kind: TextFault, _ place: Int, line: Int) {
        faults.append(Fault(offset: buffer.origin + Int64(place), relativeLine: line, kind: kind))
    }

    /// Takes the rows out of the batch that are not text of the table's encoding. Nearly always all of them are, which
    /// one walk over the batch proves: line ends are no part of a character.
    private mutating func dropMalformed(since start: Int) {
        if unsafe isText(UnsafeBufferPointer(start: buffer.bytes + start, count: position - start)) { return }
        var kept = 0
        for index in 0..<count {
            let spot = unsafe spots[index]
            let from = unsafe Int(scan.separators[Int(spot.separator)] &+ 1)
            let to = unsafe Int(scan.separators[Int(spot.separator) + shape.fieldCount])
            if unsafe isText(UnsafeBufferPointer(start: buffer.bytes + from, count: to - from)) {
                unsafe spots[kept] = spot
                kept += 1
            } else {
                refuse(malformed, from, line: Int(spot.line))
            }
        }
        count = kept
    }

    @inline(__always)
    private func isText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch encoding {
        case .utf8: unsafe UTF8Proof.holds(bytes)
        case .gb18030: unsafe GB18030Proof.holds(bytes)
        }
    }

    private var malformed: TextFault { encoding == .utf8 ? .notUTF8 : .notGB18030 }

    private mutating func readQuotedRow() {
        let rowStart = position
        var outcome = unsafe quoted.read(buffer.bytes, from: rowStart, to: buffer.count)
        while outcome == .incomplete {
            let most = end + Self.longestRow
            if buffer.isAtEnd || buffer.count >= most {
                let isTooLong = !buffer.isAtEnd || buffer.count - rowStart > Self.longestRow
                refuse(isTooLong ? .tooLong : .unclosedQuote, rowStart, line: lines)
                lines += buffer.newlines(in: rowStart..<end)
                position = end
                isOpenEnded = true
                return
            }
            buffer.extend(source, to: min(most, buffer.count * 2))
            outcome = unsafe quoted.read(buffer.bytes, from: rowStart, to: buffer.count)
        }
        guard case .row(let next, let newlines) = outcome else { return }
        settleQuotedRow(rowStart, next)
        position = next
        lines += newlines
    }

    private mutating func settleQuotedRow(_ rowStart: Int, _ next: Int) {
        let bytes = unsafe UnsafeBufferPointer(start: buffer.bytes + rowStart, count: next - rowStart)
        if quoted.hasTextAfterQuote {
            refuse(.textAfterQuote, rowStart, line: lines)
        } else if next - rowStart > Self.longestRow {
            refuse(.tooLong, rowStart, line: lines)
        } else if quoted.fieldCount != shape.fieldCount {
            if !quoted.isBlank { refuse(.fieldCount, rowStart, line: lines) }
        } else if unsafe !isText(bytes) {
            refuse(malformed, rowStart, line: lines)
        } else {
            isQuotedBatch = true
            quotedStart = rowStart
            unsafe quotedSpot[0] = RowSpot(separator: 0, line: UInt32(truncatingIfNeeded: lines))
            count = 1
            if lines >= nextCheckpoint { mark(rowStart, line: lines) }
        }
    }

    private mutating func finish() {
        newlines = lines
        if position > end { newlines -= buffer.newlines(in: end..<position) }
    }

    /// The chunk's own bytes, still in memory: for a digest that wants them while they are warm.
    public func withChunkBytes(_ body: (RawSpan) -> Void) {
        let bytes = unsafe UnsafeRawBufferPointer(start: buffer.bytes + start, count: end - start)
        body(unsafe bytes.bytes)
    }

    /// The rows of the current batch.
    public var batch: TextBatch {
        if isQuotedBatch {
            return unsafe TextBatch(
                base: quoted.text, separators: quoted.ends, spots: quotedSpot, count: count,
                fieldCount: shape.fieldCount, origin: buffer.origin + Int64(quotedStart), dress: RowDress())
        }
        return unsafe TextBatch(
            base: buffer.bytes, separators: scan.separators, spots: spots, count: count,
            fieldCount: shape.fieldCount, origin: buffer.origin, dress: dress)
    }
}
