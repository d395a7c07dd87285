// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A table whose columns a caller knows, and that is CSV but for its dress: another separator, lines that end with a
/// carriage return alone, lines of words before the header.
///
///     sep=;                    passed over
///     terminal;rrn;amount  ─▶  the header
///     T1 ;1;58.00          ─▶  a row: line 3, "T1", "1", "58.00"
///
/// Rows come as those of a sheet do, in UTF-8 and without blanks around the cells, with the line and the byte at which
/// they stand. Feed it the file from its first byte on.
public struct TableText {
    /// The row with the names of the columns.
    public let header: SheetRow
    private let names: [String]
    private let decoder: TextDecoder
    private var cutter: RowCutter
    private var row = RawRow()
    private var toSkip: Int64

    /// nil where no line within `ReadingLimits.headerLines` is the header that is looked for, whatever the separator.
    ///
    /// - Parameters:
    ///   - beginning: the file's first bytes, `ReadingLimits.sampleBytes` or all.
    ///   - isWhole: whether that is the whole file.
    ///   - isHeader: says of the names in a line whether they are the header.
    public init?(_ beginning: [UInt8], isWhole: Bool, isHeader: ([String]) -> Bool) {
        guard let text = try? SampleText(beginning, isWhole: isWhole, encoding: nil),
            let decoder = TextDecoder(text.encoding)
        else { return nil }
        for delimiter in [UInt8(ascii: ",")] + RowDialect.otherDelimiters {
            let dialect = text.dressed(RowDialect(delimiter: delimiter, encoding: text.encoding))
            guard let found = text.entries(dialect).first(where: { isHeader($0.cells) }) else { continue }
            var header = SheetRow(number: found.line, byte: 0)
            names = Array(found.cells.prefix { !$0.isEmpty })
            for (column, name) in found.cells.enumerated() { header.add(Array(name.utf8)[...], column: column) }
            self.header = header
            self.decoder = decoder
            cutter = RowCutter(dialect, line: found.nextLine, offset: found.nextByte)
            toSkip = found.nextByte
            return
        }
        return nil
    }

    public mutating func append(_ chunk: ArraySlice<UInt8>) {
        let skipped = min(toSkip, Int64(chunk.count))
        toSkip -= skipped
        cutter.append(chunk.dropFirst(Int(skipped)))
    }

    /// The next row that is not blank; nil when more bytes are needed, or at the end.
    ///
    /// - Throws: when so many rows never end that the file is no table.
    public mutating func next(isLast: Bool) throws(StatementError) -> SheetRow? {
        while cutter.next(&row, isLast: isLast) {
            guard cutter.brokenRows <= ReadingLimits.brokenRows else { throw .brokenRows(line: row.line) }
            if !row.isBlank { return sheetRow() }
        }
        return nil
    }

    private func sheetRow() -> SheetRow {
        var result = SheetRow(number: row.line, byte: row.byte)
        do throws(RowFault) {
            if let fault = row.fault { throw fault }
            // One empty cell more is a separator at the line's end.
            let extra = row.count == header.count + 1 && row.trimmed(header.count).isEmpty
            guard row.count == header.count || extra else {
                throw .columnCount(seen: row.count, expected: header.count)
            }
            for column in 0..<header.count {
                guard let text = decoder.text(row.trimmed(column)) else {
                    let name = names.indices.contains(column) ? names[column] : "\(column + 1)"
                    throw .notText(column: name, encoding: decoder.encoding)
                }
                result.add(Array(text.utf8)[...], column: column)
            }
        } catch {
            result = SheetRow(number: row.line, byte: row.byte)
            result.bytes = Array(decoder.lenientText(row.bytes.prefix(ReadingLimits.rowBytes)).utf8)
            result.rowFault = error
        }
        return result
    }
}
