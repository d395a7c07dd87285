// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Cuts one row's bytes into cells.
///
///     start ── " ──▶ quoted ── " ──▶ closed ── blank* , ──▶ start
///       │                └── "" ──▶ quoted        └ anything else: stray quote
///       └── other ──▶ plain ── , ──▶ start           (a quote inside a plain cell is a character)
struct CellCutter {
    let dialect: RowDialect

    private static let quote = UInt8(ascii: "\"")
    private static let backtick = UInt8(ascii: "`")

    /// Where the row that begins at `start` ends, or why that is not known yet.
    enum Extent: Equatable {
        /// Index of the line feed, or of the end of the bytes.
        case ends(at: Int)
        case needsMore
        case quoteOpen
    }

    /// Finds the line feed that ends a row; one inside a quoted cell does not.
    func extent(of bytes: [UInt8], from start: Int, isLast: Bool) -> Extent {
        guard dialect.quoting == .doubled else {
            return Self.lineFeed(in: bytes, from: start, isLast: isLast)
        }
        var index = start
        var atCellStart = true
        let count = bytes.count
        while index < count {
            let byte = bytes[index]
            if byte == 0x0A { return .ends(at: index) }
            if atCellStart, byte == Self.quote {
                guard let after = Self.closing(in: bytes, from: index + 1, isLast: isLast) else {
                    return isLast ? .quoteOpen : .needsMore
                }
                index = after
                atCellStart = false
                continue
            }
            if byte == dialect.delimiter {
                atCellStart = true
            } else {
                atCellStart = false
                if dialect.stepsOverPairs, byte >= 0x81 { index += 1 }
            }
            index += 1
        }
        return isLast ? .ends(at: count) : .needsMore
    }

    private static func lineFeed(in bytes: [UInt8], from start: Int, isLast: Bool) -> Extent {
        var index = start
        while index < bytes.count {
            if bytes[index] == 0x0A { return .ends(at: index) }
            index += 1
        }
        return isLast ? .ends(at: index) : .needsMore
    }

    /// Index after the quote that closes a cell; nil when the bytes end before it is sure.
    private static func closing(in bytes: [UInt8], from start: Int, isLast: Bool) -> Int? {
        var index = start
        while index < bytes.count {
            guard bytes[index] == quote else {
                index += 1
                continue
            }
            guard index + 1 < bytes.count else { return isLast ? index + 1 : nil }
            guard bytes[index + 1] == quote else { return index + 1 }
            index += 2
        }
        return nil
    }

    /// Fills `row.bounds` from `row.bytes`.
    func cut(_ row: inout RawRow) {
        row.bounds.removeAll(keepingCapacity: true)
        row.fault = nil
        switch dialect.quoting {
        case .backtick: cutAtBackticks(&row)
        case .none: cutPlain(&row)
        case .doubled: cutQuoted(&row)
        case .fixed(let widths, let least): cutFixed(&row, widths, least)
        }
    }

    private func cutAtBackticks(_ row: inout RawRow) {
        let bytes = row.bytes
        var start = 0
        var index = 0
        if bytes.first == Self.backtick { start = 1 }
        while index < bytes.count {
            if bytes[index] == dialect.delimiter, index + 1 < bytes.count, bytes[index + 1] == Self.backtick {
                guard add(start, index, to: &row) else { return }
                start = index + 2
                index += 1
            }
            index += 1
        }
        _ = add(start, max(start, bytes.count), to: &row)
    }

    private func cutPlain(_ row: inout RawRow) {
        var start = 0
        var index = 0
        while index < row.bytes.count {
            let byte = row.bytes[index]
            if byte == dialect.delimiter {
                guard add(start, index, to: &row) else { return }
                start = index + 1
            } else if dialect.stepsOverPairs, byte >= 0x81 {
                index += 1
            }
            index += 1
        }
        _ = add(min(start, row.bytes.count), row.bytes.count, to: &row)
    }

    private func cutFixed(_ row: inout RawRow, _ widths: [Int], _ least: Int) {
        let count = row.bytes.count
        var start = 0
        for (index, width) in widths.enumerated() {
            let end = min(start + width, count)
            let isWhole = end - start == width
            if !isWhole, index < least || (end > start && index < widths.count - 1) {
                let whole = index < least ? least : index + 1
                row.bounds.removeAll(keepingCapacity: true)
                row.fault = .cutShort(seen: count, expected: widths.prefix(whole).reduce(whole - 1, +))
                return
            }
            guard add(min(start, count), max(min(start, count), end), to: &row) else { return }
            start += width + 1
            if start <= count, row.bytes[start - 1] != 0x20 {
                row.bounds.removeAll(keepingCapacity: true)
                row.fault = .misaligned(byte: start - 1)
                return
            }
        }
        guard start <= count else { return }
        row.bounds.removeAll(keepingCapacity: true)
        row.fault = .misaligned(byte: start - 1)
    }

    private func cutQuoted(_ row: inout RawRow) {
        var index = 0
        let count = row.bytes.count
        repeat {
            let start = index
            if index < count, row.bytes[index] == Self.quote {
                guard cutQuotedCell(&row, &index) else { return }
            } else {
                while index < count, row.bytes[index] != dialect.delimiter {
                    if dialect.stepsOverPairs, row.bytes[index] >= 0x81 { index += 1 }
                    index += 1
                }
                index = min(index, count)
                guard add(start, index, to: &row) else { return }
            }
            index += 1
        } while index <= count
    }

    /// Reads from an opening quote to the delimiter after the closing one.
    private func cutQuotedCell(_ row: inout RawRow, _ index: inout Int) -> Bool {
        let start = index + 1
        let count = row.bytes.count
        var hasDoubled = false
        index = start
        while index < count {
            guard row.bytes[index] == Self.quote else {
                index += 1
                continue
            }
            guard index + 1 < count, row.bytes[index + 1] == Self.quote else { break }
            hasDoubled = true
            index += 2
        }
        guard index < count else {
            row.fault = .quoteNeverCloses
            return false
        }
        let end = index
        index += 1
        // Some exports pad after the closing quote: `"3985734"<TAB>,`.
        while index < count, row.bytes[index] != dialect.delimiter {
            guard row.bytes[index] == 0x20 || row.bytes[index] == 0x09 else {
                row.fault = .strayQuote
                return false
            }
            index += 1
        }
        return add(start, end, hasDoubled, to: &row)
    }

    /// A back-ticked row that a spreadsheet saved again has quotes around some cells: `…,"`a,b",…`.
    ///
    /// - Returns: whether cutting at the quotes gives as many cells as the header has.
    static func cutQuotedBackticks(_ row: inout RawRow, width: Int) -> Bool {
        var quoted = row
        CellCutter(dialect: RowDialect()).cut(&quoted)
        guard quoted.fault == nil, quoted.count == width else { return false }
        for index in quoted.bounds.indices {
            let place = quoted.bounds[index]
            guard place.start < place.end, quoted.bytes[Int(place.start)] == backtick else { return false }
            quoted.bounds[index].start += 1
        }
        row.bounds = quoted.bounds
        return true
    }

    /// The cells of a workbook's row without the back-tick before each.
    static func dropBackticks(_ row: inout RawRow) {
        for index in row.bounds.indices {
            let place = row.bounds[index]
            guard place.start < place.end, row.bytes[Int(place.start)] == backtick else { continue }
            row.bounds[index].start += 1
        }
    }

    private func add(_ start: Int, _ end: Int, _ hasDoubled: Bool = false, to row: inout RawRow) -> Bool {
        guard row.bounds.count < ReadingLimits.columns else {
            row.fault = .tooManyColumns(limit: ReadingLimits.columns)
            return false
        }
        row.bounds.append(RawRow.Bounds(start: Int32(start), end: Int32(end), hasDoubled: hasDoubled))
        return true
    }
}
