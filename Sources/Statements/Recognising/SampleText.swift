// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The beginning of a file, checked to be text and cut into rows.
struct SampleText {
    /// One row of the sample and where the next begins.
    struct Entry {
        let line: Int
        let text: String
        let cells: [String]
        /// `cells` as the names of columns are compared.
        let keys: [String]
        let nextLine: Int
        let nextByte: Int64
    }

    let encoding: TextEncoding
    let hasByteOrderMark: Bool
    /// Whether its only line ends are carriage returns.
    let endsAtReturns: Bool
    private let bytes: [UInt8]
    private let isWhole: Bool
    private let decoder: TextDecoder
    /// The rows of a sheet, which no dialect changes.
    private var sheet: [Entry]?
    var isSheet: Bool { sheet != nil }

    /// The first rows of a sheet.
    init(_ rows: [SheetRow]) throws(StatementError) {
        guard let made = TextDecoder(.utf8), rows.contains(where: { $0.count > 0 }) else {
            throw StatementError(.empty, zh: "工作表是空的", en: "the sheet is empty")
        }
        (encoding, hasByteOrderMark, bytes, isWhole, decoder) = (.utf8, false, [], true, made)
        endsAtReturns = false
        sheet = rows.map { row in
            let raw = row.raw
            let cells = (0..<raw.count).map { made.lenientText(raw.trimmed($0)) }
            return Entry(
                line: row.number, text: made.lenientText(raw.bytes.prefix(2_048)), cells: cells,
                keys: cells.map(Layout.normal), nextLine: row.number + 1, nextByte: 0)
        }
    }

    /// - Parameter encoding: what the caller knows; nil finds it out.
    init(_ bytes: [UInt8], isWhole: Bool, encoding known: TextEncoding?) throws(StatementError) {
        guard bytes.contains(where: { $0 > 0x20 }) else {
            throw StatementError(.empty, zh: "文件是空的", en: "the file is empty")
        }
        try Containers.refuse(bytes)
        self.bytes = bytes
        self.isWhole = isWhole
        hasByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        endsAtReturns = bytes.contains(0x0D) && !bytes.contains(0x0A)
        if let known { encoding = known } else { encoding = try Self.encoding(of: bytes, isWhole: isWhole) }
        guard let made = TextDecoder(encoding) else {
            throw StatementError(
                .wrongEncoding, zh: "本系统缺少 GB18030 字符表", en: "this system has no GB18030 table (gconv)")
        }
        decoder = made
    }

    /// The first rows, at most `ReadingLimits.headerLines`.
    func entries(_ dialect: RowDialect) -> [Entry] {
        if let sheet { return sheet }
        // The mark may stand before a quote, so it must not be part of the first cell.
        let start = hasByteOrderMark ? 3 : 0
        let dialect = dressed(dialect)
        var cutter = RowCutter(dialect, offset: Int64(start))
        cutter.append(bytes[start...])
        var row = RawRow()
        var entries: [Entry] = []
        while entries.count < ReadingLimits.headerLines, cutter.next(&row, isLast: isWhole) {
            let cells = (0..<row.count).map { decoder.lenientText(row.trimmed($0)) }
            let text = decoder.lenientText(row.bytes.prefix(2_048).trimmingCommas())
            entries.append(
                Entry(
                    line: row.line, text: text, cells: cells, keys: cells.map(Layout.normal),
                    nextLine: cutter.position.line,
                    nextByte: cutter.position.byte))
        }
        return entries
    }

    /// A dialect with the file's own line ends.
    func dressed(_ dialect: RowDialect) -> RowDialect {
        var dialect = dialect
        dialect.endsAtReturns = endsAtReturns
        return dialect
    }

    /// Whether the row after a header begins with a back-tick; true where there is no row.
    func hasBacktick(after header: Entry) -> Bool {
        let rest = bytes.dropFirst(Int(clamping: header.nextByte)).drop { $0 <= 0x20 }
        return rest.first.map { $0 == UInt8(ascii: "`") } ?? true
    }

    private static func encoding(of bytes: [UInt8], isWhole: Bool) throws(StatementError) -> TextEncoding {
        // A sample may end inside a character.
        let end = isWhole ? bytes.count : max(0, bytes.count - 4)
        var cut = end
        if !isWhole { while cut > 0, cut > end - 4, bytes[cut - 1] >= 0x80 { cut -= 1 } }
        if String(validating: bytes[..<cut], as: UTF8.self) != nil { return .utf8 }
        // A few bad bytes in much UTF-8 are bad rows, not another encoding: the bytes of three-byte characters
        // often pass for GBK.
        let (characters, bad) = utf8Quality(bytes[..<cut])
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) || characters >= max(4, bad * 8) { return .utf8 }
        if isPlausibleGB18030(bytes[..<cut]) { return .gb18030 }
        throw StatementError(
            .wrongEncoding, zh: "文件既不是 UTF-8 也不是 GBK/GB18030 文字；请另存为 UTF-8 的 CSV",
            en: "the file is neither UTF-8 nor GBK/GB18030 text; save it as CSV in UTF-8")
    }

    /// How many well-formed characters of several bytes there are, and how many bytes that belong to none.
    private static func utf8Quality(_ bytes: ArraySlice<UInt8>) -> (characters: Int, bad: Int) {
        var (characters, bad) = (0, 0)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let lead = bytes[index]
            let width = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
            let end = index + max(width, 1)
            let isWhole =
                width > 0 && end <= bytes.endIndex
                && bytes[(index + 1)..<end].allSatisfy { $0 & 0xC0 == 0x80 }
            if !isWhole { bad += 1 } else if width > 1 { characters += 1 }
            index = isWhole ? end : index + 1
        }
        return (characters, bad)
    }

    /// Whether all bytes form one-, two- and four-byte characters of GB18030.
    static func isPlausibleGB18030(_ bytes: ArraySlice<UInt8>) -> Bool {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let lead = bytes[index]
            guard lead >= 0x80 else {
                index += 1
                continue
            }
            guard lead >= 0x81, lead <= 0xFE else { return false }
            guard index + 1 < bytes.endIndex else { return true }
            let second = bytes[index + 1]
            if second >= 0x30, second <= 0x39 {
                guard index + 3 < bytes.endIndex else { return true }
                guard bytes[index + 2] >= 0x81, (0x30...0x39).contains(bytes[index + 3]) else { return false }
                index += 4
            } else {
                guard second >= 0x40, second != 0x7F, second != 0xFF else { return false }
                index += 2
            }
        }
        return true
    }
}

extension ArraySlice<UInt8> {
    /// Without blanks and commas behind.
    fileprivate func trimmingCommas() -> ArraySlice<UInt8> {
        var slice = self
        while let last = slice.last, last == UInt8(ascii: ",") || last <= 0x20 { slice = slice.dropLast() }
        return slice
    }
}
