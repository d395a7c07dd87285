// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

/// Files that can be read as text give the same rows out of a sheet.
@Suite struct SheetStatementTests {
    /// A CSV as the rows of a sheet, every cell a text; the first row is number 1.
    private func sheet(_ csv: [[String]]) throws -> [SheetRow] {
        let rows = csv.enumerated().map { index, cells in
            let texts = cells.map { cell in
                let text = cell.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                return cell.isEmpty ? "<c/>" : "<c t='inlineStr'><is><t>\(text)</t></is></c>"
            }
            return "<row r='\(index + 1)'>\(texts.joined())</row>"
        }
        return try SheetText(rows.joined()).rows()
    }

    private func read(_ rows: [SheetRow]) throws -> RowBatch {
        let recognition = try Recogniser.recognise(rows: Array(rows.prefix(ReadingLimits.headerLines)))
        var reader = try StatementReader(recognition)
        var batch = RowBatch()
        for row in rows { try reader.read(row, into: &batch) }
        _ = try reader.finish(into: &batch)
        return batch
    }

    private func sameRow(_ row: StatementRow) -> StatementRow {
        var row = row
        (row.line, row.byte) = (0, 0)
        return row
    }

    @Test func `a WeChat Pay bill with its back-ticks and totals`() throws {
        let text = WeChatBillFixture.day().text
        let cells = text.split(whereSeparator: \.isNewline).map { line in
            line.hasPrefix("`")
                ? line.dropFirst().split(separator: ",`", omittingEmptySubsequences: false).map { "`\($0)" }
                : line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let plain = try ReadFile(text)
        let batch = try read(try sheet(cells))
        #expect(batch.rows.map(sameRow) == plain.rows.map(sameRow))
        #expect(!batch.rows.isEmpty && batch.rejected.count == plain.rejected.count)
        #expect(batch.rows.map(\.line) == plain.rows.map(\.line))
    }

    @Test func `an error in a column that is read puts the row aside, in another column it does not`() throws {
        let book = SheetText(
            "<row r='3'><c t='str'><v>terminal</v></c><c t='str'><v>rrn</v></c><c t='str'><v>type</v></c>"
                + "<c t='str'><v>amount</v></c><c t='str'><v>time</v></c><c t='str'><v>printed</v></c><c t='str'><v>note</v></c></row>"
                + "<row r='4'><c t='str'><v>T1</v></c><c><v>261120000001</v></c><c t='str'><v>sale</v></c><c><v>19.989999999999998</v></c>"
                + "<c t='d'><v>2026-11-20T15:03:07</v></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c></row>"
                + "<row r='5'><c t='str'><v>T1</v></c><c t='e'><v>#N/A</v></c><c t='str'><v>sale</v></c><c><v>5</v></c>"
                + "<c t='d'><v>2026-11-20T15:03:07</v></c></row>"
                + "<row r='6'><c t='str'><v>T1</v></c><c><v>2611200000012345678</v></c><c t='str'><v>sale</v></c><c><v>5</v></c>"
                + "<c t='d'><v>2026-11-20T15:03:07</v></c></row>")
        let batch = try read(try book.rows())
        #expect(batch.rows.map(\.line) == [4])
        #expect(batch.rows.first?.amount?.text == "19.99")
        #expect(batch.rows.first?.printed == true)
        #expect(batch.rejected.map(\.line) == [5, 6])
        #expect(batch.rejected[0].fault.phrase.english == "cell B5 holds the error #N/A")
        #expect(batch.rejected[1].fault == .scientific(column: "rrn"))
    }
}
