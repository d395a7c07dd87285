// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements

/// A workbook as its parts, without the zip around them.
struct SheetText {
    var sheet: String
    var strings = "<sst/>"
    var styles: String?
    var workbookProperties = ""
    var calculation = ""

    init(_ rows: String) { sheet = "<worksheet><sheetData>\(rows)</sheetData></worksheet>" }

    /// Rows and what made them unusable; the sheet is fed in chunks of a size.
    func rows(chunk: Int = 1 << 20) throws -> [SheetRow] {
        let outline = try WorkbookOutline(
            Array("<workbook><workbookPr \(workbookProperties)/><sheets/><calcPr \(calculation)/></workbook>".utf8),
            part: "xl/workbook.xml", relationships: Array("<Relationships/>".utf8))
        var texts = SharedStringsReader()
        for piece in Self.pieces(strings, chunk) { try texts.append(piece) }
        var reader = try SheetReader(outline, strings: try texts.finish(), styles: styles.map { Array($0.utf8) })
        var rows: [SheetRow] = []
        for piece in Self.pieces(sheet, chunk) {
            try reader.append(piece)
            while let row = try reader.next(isLast: false) { rows.append(row) }
        }
        while let row = try reader.next(isLast: true) { rows.append(row) }
        return rows
    }

    private static func pieces(_ text: String, _ size: Int) -> [[UInt8]] {
        let bytes = Array(text.utf8)
        return stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    }
}

extension SheetRow {
    var texts: [String] { (0..<count).map { String(decoding: cell($0), as: UTF8.self) } }
}
