// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One row as bytes, cut into cells. Reused from row to row; copy what should stay.
struct RawRow {
    struct Bounds {
        var start: Int32
        var end: Int32
        /// Whether the cell holds doubled quotes that stand for one.
        var hasDoubled: Bool
    }

    var line = 1
    var byte: Int64 = 0
    /// The row without its line end.
    var bytes: [UInt8] = []
    var bounds: [Bounds] = []
    /// Set when the row cannot be cut into cells.
    var fault: RowFault?

    var count: Int { bounds.count }

    /// Whether the row holds nothing but blanks.
    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

    mutating func addEmptyCell() {
        let end = Int32(bytes.count)
        bounds.append(Bounds(start: end, end: end, hasDoubled: false))
    }

    /// A cell's bytes without quotes; empty beyond the last cell.
    func cell(_ index: Int) -> ArraySlice<UInt8> {
        guard index >= 0, index < bounds.count else { return [] }
        let place = bounds[index]
        let slice = bytes[Int(place.start)..<Int(place.end)]
        guard place.hasDoubled else { return slice }
        var single: [UInt8] = []
        single.reserveCapacity(slice.count)
        var wasQuote = false
        for byte in slice {
            if byte == UInt8(ascii: "\""), wasQuote {
                wasQuote = false
                continue
            }
            wasQuote = byte == UInt8(ascii: "\"")
            single.append(byte)
        }
        return single[...]
    }

    /// A cell without the blanks, TABs and back-tick around it.
    func trimmed(_ index: Int) -> ArraySlice<UInt8> {
        guard index >= 0, index < bounds.count else { return [] }
        let place = bounds[index]
        guard !place.hasDoubled else { return cell(index).trimmingBlanks() }
        var (start, end) = (Int(place.start), Int(place.end))
        while start < end, Self.isBlank(bytes[start]) { start += 1 }
        while start < end, Self.isBlank(bytes[end - 1]) { end -= 1 }
        return bytes[start..<end]
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}

extension ArraySlice<UInt8> {
    /// Without spaces, TABs and line ends at both ends.
    func trimmingBlanks() -> ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, RawRow.isBlank(first) { slice = slice.dropFirst() }
        while let last = slice.last, RawRow.isBlank(last) { slice = slice.dropLast() }
        return slice
    }
}
