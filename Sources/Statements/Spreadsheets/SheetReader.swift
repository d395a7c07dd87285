// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Reads the cells of one sheet, row by row. Feed it the part's bytes in chunks of any size.
///
///     <sheetData> <row r="5"> <c r="B5" s="3" t="s"> <f>…</f> <v>17</v> <is>…</is> </c> … </row> … </sheetData>
///
/// Memory is one row and one chunk; the workbook's shared texts are held beside it. Rows without any text are passed
/// over. Rows and cells that are out of order or stand twice refuse the workbook.
public struct SheetReader {
    private enum Place { case before, rows, after }
    private enum Kind { case number, shared, text, boolean, error, date }

    private let outline: WorkbookOutline
    private let strings: SharedStrings
    private let styles: CellStyles
    private var markup = SheetMarkup()
    private var place = Place.before
    private var hasRoot = false
    private var hasEnded = false
    private var row: SheetRow?
    private var lastRow = 0
    // The cell that is being read.
    private var isInCell = false
    private var column = -1
    private var kind = Kind.number
    private var style = 0
    private var value: [UInt8] = []
    private var hasValue = false
    private var hasFormula = false
    private var takesText = false
    private var isPhonetic = false

    /// - Parameters:
    ///   - styles: the part with the formats of numbers; nil when the workbook has none.
    public init(
        _ outline: WorkbookOutline, strings: SharedStrings, styles: [UInt8]?
    ) throws(StatementError) {
        self.outline = outline
        self.strings = strings
        self.styles = if let styles { try CellStyles(styles) } else { CellStyles() }
    }

    public mutating func append(_ chunk: [UInt8]) throws(StatementError) { try markup.append(chunk) }

    /// The next row with text; nil when more bytes are needed, or at the end.
    ///
    /// - Parameter isLast: whether all bytes were given.
    public mutating func next(isLast: Bool) throws(StatementError) -> SheetRow? {
        while let token = try markup.next(isLast: isLast) {
            switch token {
            case .open: try open(isEmpty: false)
            case .empty:
                try open(isEmpty: true)
                if let row = try close() { return row }
            case .close: if let row = try close() { return row }
            case .text: if takesText { try Self.add(markup.buffer[markup.range], to: &value) }
            case .literal: if takesText { value += markup.buffer[markup.range] }
            }
        }
        if isLast, !hasEnded { throw SheetError.cutShort }
        return nil
    }

    /// Adds text with its entities resolved.
    static func add(_ text: ArraySlice<UInt8>, to value: inout [UInt8]) throws(StatementError) {
        guard CellText.append(text, to: &value) else {
            throw SheetError.malformed(zh: "工作簿内部有不认识的实体", en: "the workbook has an entity that is not known")
        }
    }

    private mutating func open(isEmpty: Bool) throws(StatementError) {
        if isInCell {
            openInCell(isEmpty: isEmpty)
        } else if markup.isNamed("c"), row != nil {
            try openCell()
        } else if markup.isNamed("row"), place == .rows {
            try openRow()
        } else if markup.isNamed("sheetData"), place == .before {
            place = isEmpty ? .after : .rows
        } else if markup.isNamed("worksheet") {
            hasRoot = true
        }
    }

    private mutating func openInCell(isEmpty: Bool) {
        if markup.isNamed("v") {
            hasValue = !isEmpty
            takesText = !isEmpty
        } else if markup.isNamed("t") {
            hasValue = true
            takesText = !isEmpty && !isPhonetic
        } else if markup.isNamed("f") {
            hasFormula = true
        } else if markup.isNamed("rPh") {
            isPhonetic = !isEmpty
        }
    }

    private mutating func openRow() throws(StatementError) {
        guard row == nil else { throw Self.disorder(lastRow) }
        var number = lastRow + 1
        if let written = markup.attribute(UInt8(ascii: "r")) { number = markup.number(written) ?? 0 }
        guard number > lastRow, number <= SheetLimits.rows else { throw Self.disorder(number) }
        lastRow = number
        row = SheetRow(number: number, byte: markup.byte)
        column = -1
    }

    private mutating func openCell() throws(StatementError) {
        var next = column + 1
        (kind, style) = (.number, 0)
        if let reference = markup.attribute(UInt8(ascii: "r")) {
            guard let written = markup.column(reference) else { throw Self.disorder(lastRow) }
            next = written
        }
        guard next > column, next < SheetLimits.columns else { throw Self.disorder(lastRow) }
        column = next
        if let type = markup.attribute(UInt8(ascii: "t")) { kind = try self.kind(type) }
        if let written = markup.attribute(UInt8(ascii: "s")) { style = markup.number(written) ?? 0 }
        isInCell = true
        value.removeAll(keepingCapacity: true)
        (hasValue, hasFormula, takesText, isPhonetic) = (false, false, false, false)
    }

    private func kind(_ type: Range<Int>) throws(StatementError) -> Kind {
        let text = markup.buffer[type]
        if text.count == 1 {
            switch text.first {
            case UInt8(ascii: "s"): return .shared
            case UInt8(ascii: "n"): return .number
            case UInt8(ascii: "b"): return .boolean
            case UInt8(ascii: "e"): return .error
            case UInt8(ascii: "d"): return .date
            default: break
            }
        }
        let word = String(decoding: text, as: UTF8.self)
        if word == "str" || word == "inlineStr" { return .text }
        throw SheetError.malformed(
            zh: "第 \(lastRow) 行有不认识的单元格类型“\(word.prefix(20))”",
            en: "row \(lastRow) has a cell of the unknown type “\(word.prefix(20))”")
    }

    private mutating func close() throws(StatementError) -> SheetRow? {
        if isInCell {
            takesText = false
            if markup.isNamed("c") {
                isInCell = false
                try takeCell()
            } else if markup.isNamed("rPh") {
                isPhonetic = false
            }
            return nil
        }
        if markup.isNamed("row") {
            guard let done = row else { return nil }
            row = nil
            return done.count > 0 || done.rowFault != nil || !done.faults.isEmpty ? done : nil
        }
        if markup.isNamed("sheetData") {
            place = .after
        } else if markup.isNamed("worksheet") {
            hasEnded = hasRoot && row == nil
        }
        return nil
    }

    // MARK: Values

    private mutating func takeCell() throws(StatementError) {
        if hasFormula, outline.hasStaleFormulas || (!hasValue && kind != .text) { return refuse(.noValue) }
        switch kind {
        case .shared:
            guard hasValue else { return }
            guard let index = TimeText.number(value[...]), let text = strings.text(index) else {
                throw SheetError.malformed(
                    zh: "第 \(lastRow) 行的单元格指向不存在的文字", en: "a cell of row \(lastRow) names a text that does not exist")
            }
            row?.add(text, column: column)
        case .text:
            row?.add((CellText.unescaped(value[...]) ?? value)[...], column: column)
        case .boolean, .date:
            row?.add(kind == .date ? SerialDate.iso(value)[...] : value[...], column: column)
        case .error: refuse(.error(shown))
        case .number: takeNumber()
        }
    }

    private mutating func takeNumber() {
        let text = value[...].trimmingBlanks()
        guard !text.isEmpty else { return }
        guard let number = SheetNumber(text) else { return refuse(.notANumber(shown)) }
        switch styles.format(style) {
        case .plain: row?.add(number.text()[...], column: column)
        case .padded(let width): row?.add(number.text(width: width)[...], column: column)
        case .date(let shows):
            guard let date = SerialDate.text(number, shows: shows, is1904: outline.is1904) else {
                return refuse(.noSuchDate(shown))
            }
            row?.add(date[...], column: column)
        }
    }

    private var shown: String { String(decoding: value.prefix(40), as: UTF8.self) }

    /// Keeps what the cell says for people, and why it is not used.
    private mutating func refuse(_ fault: CellFault) {
        let text = value.isEmpty ? Array("#N/A".utf8) : Array(value.prefix(40))
        row?.add(text[...], column: column)
        row?.faults.append((column, fault))
    }

    private static func disorder(_ row: Int) -> StatementError {
        SheetError.malformed(
            zh: "第 \(row) 行：工作簿的行或单元格次序错乱、重复或超出范围",
            en: "row \(row): rows or cells of the workbook are out of order, stand twice or are out of range")
    }
}

extension SheetMarkup {
    /// `BC17` as a column from 0; nil when it begins with no letter.
    fileprivate func column(_ reference: Range<Int>) -> Int? {
        var column = 0
        for index in reference {
            let letter = buffer[index] & 0xDF
            guard letter >= 65, letter <= 90 else {
                return column > 0 && index > reference.lowerBound ? column - 1 : nil
            }
            column = column * 26 + Int(letter - 64)
            guard column <= SheetLimits.columns else { return column }
        }
        return nil
    }
}
