// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One row of a sheet: the text of its cells, and which of them cannot be used.
public struct SheetRow: Sendable {
    /// 1-based, as the spreadsheet counts.
    public let number: Int
    /// 0-based offset in the sheet's part of the row's first byte.
    public let byte: Int64
    /// Cells from the first column to the last that says something, joined as CSV.
    var bytes: [UInt8] = []
    var bounds: [RawRow.Bounds] = []
    /// By column, from 0.
    var faults: [(column: Int, fault: CellFault)] = []
    /// Set when the row is too long or too wide.
    var rowFault: RowFault?

    init(number: Int, byte: Int64) {
        self.number = number
        self.byte = byte
    }

    /// Cells up to the last that says something.
    public var count: Int { bounds.count }

    /// A cell's text; empty beyond the last.
    public func cell(_ column: Int) -> ArraySlice<UInt8> { raw.cell(column) }

    /// Why a cell among the first columns cannot be used, if one cannot; a row that is too long or too wide counts.
    public func flaw(within columns: Int) -> Phrase? {
        if let rowFault { return rowFault.phrase }
        return faults.first { $0.column < columns }.map { $0.fault.phrase(column: $0.column, row: number) }
    }

    /// The row as it is kept for people: cells with commas between, card numbers masked, of bounded length.
    public var quarantineText: String {
        TextDecoder(.utf8).map { QuarantineText.of(bytes, $0) } ?? ""
    }

    var raw: RawRow {
        var row = RawRow()
        row.line = number
        row.byte = byte
        row.bytes = bytes
        row.bounds = bounds
        row.fault = rowFault
        return row
    }

    /// Puts a cell behind the last, empty cells before it where columns were left out.
    mutating func add(_ text: ArraySlice<UInt8>, column: Int) {
        guard rowFault == nil, !text.isEmpty else { return }
        guard column < ReadingLimits.columns else {
            rowFault = .tooManyColumns(limit: ReadingLimits.columns)
            return
        }
        guard bytes.count + text.count + column - bounds.count + 4 <= ReadingLimits.rowBytes else {
            rowFault = .rowTooLong(limit: ReadingLimits.rowBytes)
            return
        }
        while bounds.count < column {
            if !bounds.isEmpty { bytes.append(UInt8(ascii: ",")) }
            bounds.append(RawRow.Bounds(start: Int32(bytes.count), end: Int32(bytes.count), hasDoubled: false))
        }
        if !bounds.isEmpty { bytes.append(UInt8(ascii: ",")) }
        var (needsQuotes, hasQuotes) = (false, false)
        for byte in text {
            if byte == UInt8(ascii: "\"") { hasQuotes = true }
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A { needsQuotes = true }
        }
        if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
        let start = bytes.count
        if hasQuotes {
            for byte in text {
                bytes.append(byte)
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            }
        } else {
            bytes += text
        }
        bounds.append(RawRow.Bounds(start: Int32(start), end: Int32(bytes.count), hasDoubled: hasQuotes))
        if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
    }
}

/// Why a cell has no value that could be used.
enum CellFault: Hashable, Sendable {
    /// `#REF!` and its like.
    case error(String)
    /// A formula that nobody has computed.
    case noValue
    case noSuchDate(String)
    case notANumber(String)

    func phrase(column: Int, row: Int) -> Phrase {
        let cell = Self.name(column) + String(row)
        switch self {
        case .error(let text):
            return Phrase(zh: "单元格 \(cell) 是错误值 \(text)", en: "cell \(cell) holds the error \(text)")
        case .noValue:
            return Phrase(
                zh: "单元格 \(cell) 的公式没有计算结果；请用 Excel 或 WPS 打开并保存一次，再导入",
                en:
                    "cell \(cell) is a formula that was never computed; open the workbook in a spreadsheet program, save it, "
                    + "and give it again")
        case .noSuchDate(let text):
            return Phrase(
                zh: "单元格 \(cell) 是日期格式，但 \(text) 不是存在的日期", en: "cell \(cell) is a date, but \(text) is no day there is")
        case .notANumber(let text):
            return Phrase(zh: "单元格 \(cell) 不是数字：\(text)", en: "cell \(cell) is no number: \(text)")
        }
    }

    /// 0 is A, 26 is AA.
    static func name(_ column: Int) -> String {
        var (rest, name) = (column, "")
        repeat {
            name = String(UnicodeScalar(UInt8(65 + rest % 26))) + name
            rest = rest / 26 - 1
        } while rest >= 0
        return name
    }
}
