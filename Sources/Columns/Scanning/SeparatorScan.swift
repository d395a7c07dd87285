// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Positions of the separators in a stretch of bytes, as the first of two stages of reading CSV: the second
/// stage walks positions, not bytes.
@safe struct SeparatorScan: ~Copyable {
    /// Commas and newlines, ascending. The entry before the first is the byte before the stretch.
    let separators: UnsafeMutablePointer<UInt32>
    /// Newlines alone, ascending.
    let newlines: UnsafeMutablePointer<UInt32>
    private(set) var separatorCount = 0
    private(set) var newlineCount = 0
    private(set) var hasHighBytes = false
    /// The first quotation mark, where the scan stopped; nil when it met none.
    private(set) var quote: Int?

    /// - Parameter limit: the longest stretch that will be scanned.
    init(limit: Int) {
        // A whole block may be written beyond the last position that counts.
        unsafe separators = .allocate(capacity: limit + 2 * 64 + 1)
        unsafe newlines = .allocate(capacity: limit + 2 * 64)
    }

    deinit {
        unsafe separators.deallocate()
        unsafe newlines.deallocate()
    }

    /// Scans `start..<end`. The bytes must be readable up to 64 beyond `end`.
    mutating func scan(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) {
        unsafe separators[0] = UInt32(truncatingIfNeeded: start &- 1)
        var found = 1
        var lines = 0
        var high: UInt64 = 0
        var position = start
        quote = nil
        while position < end {
            var masks = unsafe BlockMasks(bytes + position)
            var live = end - position >= 64 ? ~UInt64(0) : (1 << UInt64(end - position)) - 1
            if masks.quotes & live != 0 {
                let first = (masks.quotes & live).trailingZeroBitCount
                quote = position + first
                live &= (1 << UInt64(first)) - 1
            }
            masks.newlines &= live
            high |= masks.high & live
            let marks = (masks.commas & live) | masks.newlines
            unsafe Self.lay(marks, from: position, into: separators + found)
            found += marks.nonzeroBitCount
            while masks.newlines != 0 {
                unsafe newlines[lines] = UInt32(truncatingIfNeeded: position + masks.newlines.trailingZeroBitCount)
                lines += 1
                masks.newlines &= masks.newlines &- 1
            }
            if quote != nil { break }
            position += 64
        }
        separatorCount = found - 1
        newlineCount = lines
        hasHighBytes = high != 0
    }

    /// Writes the positions of the set bits, eight at a time whether there are eight or not: the rest is
    /// overwritten by the next block, and no branch has to guess the count.
    @inline(__always)
    private static func lay(_ marks: UInt64, from position: Int, into out: UnsafeMutablePointer<UInt32>) {
        var rest = marks
        var written = 0
        let count = marks.nonzeroBitCount
        repeat {
            for step in 0..<8 {
                unsafe out[written + step] = UInt32(truncatingIfNeeded: position &+ rest.trailingZeroBitCount)
                rest &= rest &- 1
            }
            written += 8
        } while written < count
    }
}
