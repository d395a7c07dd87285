// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Positions of the separators in a stretch of bytes that begins with a row, as the first of two stages of reading
/// CSV: the second stage walks positions, not bytes.
@safe struct SeparatorScan: ~Copyable {
    /// Commas and newlines, ascending, quoted ones left out. The entry before the first is the byte before the
    /// stretch.
    let separators: UnsafeMutablePointer<UInt32>
    private(set) var separatorCount = 0
    /// How many of them are newlines.
    private(set) var newlineCount = 0
    private(set) var hasHighBytes = false
    /// Whether quotation marks stand around fields of the stretch.
    private(set) var hasQuotes = false
    /// A place in a row that has to be read byte by byte: it has a doubled mark, a line end inside a quotation or a
    /// mark where none belongs. The scan ended there.
    private(set) var knot: Int?
    /// A stretch before this one had marks: the next one is looked at for them from the beginning.
    private var expectsQuotes = false

    /// - Parameter limit: the longest stretch that will be scanned.
    init(limit: Int) {
        // A whole block may be written beyond the last position that counts.
        unsafe separators = .allocate(capacity: limit + 2 * 64 + 1)
    }

    deinit { unsafe separators.deallocate() }

    /// Forgets what the last file was like.
    mutating func reset() { expectsQuotes = false }

    /// Scans `start..<end`. The bytes must be readable up to 64 beyond `end`.
    mutating func scan(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) {
        unsafe separators[0] = UInt32(truncatingIfNeeded: start &- 1)
        separatorCount = 0
        newlineCount = 0
        hasHighBytes = false
        hasQuotes = false
        knot = nil
        var position = start
        if !expectsQuotes { position = unsafe scanPlain(bytes, from: start, to: end) }
        if position < end { unsafe scanQuoted(bytes, from: position, to: end) }
    }

    /// Scans up to the first block with a quotation mark.
    ///
    /// - Returns: where that block begins; `end` or more when there is none.
    private mutating func scanPlain(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var out = unsafe separators + 1
        var lines = LineCount()
        var position = start
        while end - position >= 64 {
            let before = lines
            let block = unsafe PlainBlock(bytes + position, counting: &lines)
            if block.isSpecial {
                guard !block.hasQuotes else {
                    lines = before
                    expectsQuotes = true
                    break
                }
                hasHighBytes = true
            }
            unsafe out = Self.lay(block.separators, from: position, into: out)
            position += 64
        }
        var newlines = lines.total
        if position < end, !expectsQuotes {
            let masks = unsafe BlockMasks(bytes + position)
            let live: UInt64 = (1 &<< UInt64(truncatingIfNeeded: end - position)) &- 1
            if masks.quotes & live == 0 {
                hasHighBytes = hasHighBytes || masks.high & live != 0
                newlines += (masks.newlines & live).nonzeroBitCount
                unsafe out = Self.lay((masks.commas | masks.newlines) & live, from: position, into: out)
                position += 64
            } else {
                expectsQuotes = true
            }
        }
        separatorCount = unsafe out - separators - 1
        newlineCount = newlines
        return position
    }

    /// Scans the rest of a stretch in which fields stand in quotation marks.
    ///
    ///     bytes    a , " b , c " , d \n         a mark opens at the beginning of a field only, and what follows
    ///     inside   . . x x x x . . . .          the closing one is a separator or the line end; anything else is
    ///     marks    . x . . . . . x . x          a knot
    private mutating func scanQuoted(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) {
        hasQuotes = true
        var out = unsafe separators + 1 + separatorCount
        var carry = QuoteCarry(unsafe out[-1] == UInt32(truncatingIfNeeded: start &- 1))
        var position = start
        while position < end {
            let masks = unsafe BlockMasks(bytes + position)
            var live = end - position >= 64 ? ~UInt64(0) : (1 &<< UInt64(truncatingIfNeeded: end - position)) &- 1
            let found = carry.settle(masks, live: live)
            if found.knots != 0 {
                let first = found.knots.trailingZeroBitCount
                knot = position + first
                live = (1 &<< UInt64(truncatingIfNeeded: first)) &- 1
            }
            let separators = found.separators & live
            hasHighBytes = hasHighBytes || masks.high & live != 0
            newlineCount += (separators & masks.newlines).nonzeroBitCount
            unsafe out = Self.lay(separators, from: position, into: out)
            if knot != nil { break }
            position += 64
        }
        separatorCount = unsafe out - self.separators - 1
    }

    /// Writes the positions of the set bits, eight at a time whether there are eight or not: the rest is
    /// overwritten by the next block, and no branch has to guess the count.
    ///
    /// - Returns: the place after the last one that counts.
    @inline(__always)
    private static func lay(
        _ marks: UInt64, from position: Int, into out: UnsafeMutablePointer<UInt32>
    ) -> UnsafeMutablePointer<UInt32> {
        var rest = marks
        var written = 0
        let count = marks.nonzeroBitCount
        repeat {
            for step in 0..<8 {
                // The lowest bit of what is left; one that is never zero spares the processor a special case.
                let place = (rest | 1 &<< 63).trailingZeroBitCount
                unsafe out[written &+ step] = UInt32(truncatingIfNeeded: position &+ place)
                rest &= rest &- 1
            }
            written &+= 8
        } while written < count
        return unsafe out + count
    }
}

/// What one block of 64 bytes hands to the next in text with quotation marks.
private struct QuoteCarry {
    /// All ones inside a quotation.
    private var inside: UInt64 = 0
    /// Whether the byte before the block was a separator, a closing mark, or a carriage return after one.
    private var separator: UInt64
    private var closing: UInt64 = 0
    private var returned: UInt64 = 0

    init(_ isFieldStart: Bool) { separator = isFieldStart ? 1 : 0 }

    @inline(__always)
    mutating func settle(_ masks: BlockMasks, live: UInt64) -> (separators: UInt64, knots: UInt64) {
        let quotes = masks.quotes & live
        // From each opening mark up to the byte before its closing one.
        var quoted = quotes
        quoted ^= quoted &<< 1
        quoted ^= quoted &<< 2
        quoted ^= quoted &<< 4
        quoted ^= quoted &<< 8
        quoted ^= quoted &<< 16
        quoted ^= quoted &<< 32
        quoted ^= inside
        let separators = (masks.commas | masks.newlines) & ~quoted
        let opens = quotes & quoted
        let closes = quotes & ~quoted
        let afterClosing = closes &<< 1 | closing
        let afterReturn = (afterClosing & masks.returns) &<< 1 | returned
        var knots = opens & ~(separators &<< 1 | separator)
        knots |= afterClosing & ~(separators | masks.returns)
        knots |= afterReturn & ~masks.newlines
        knots |= masks.newlines & quoted
        inside = UInt64(bitPattern: Int64(bitPattern: quoted) &>> 63)
        separator = separators &>> 63
        returned = (afterClosing & masks.returns) &>> 63
        closing = closes &>> 63
        return (separators & live, knots & live)
    }
}
