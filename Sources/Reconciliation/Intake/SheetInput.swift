// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Statements

/// Lays a sheet with Counterfoil's own columns out as Counterfoil's own CSV, row by row, so that one engine does every
/// job; where each row stands in the sheet stays with it.
///
/// A row with a cell that cannot be used is put aside with the reason.
public struct SheetIntake {
    private let name: String
    private let width: Int
    private let headerRow: Int
    /// Columns of days, in which an hour of 0 says nothing.
    private let days: Set<Int>
    private var text = StatementText()
    private var origins: [FileJobInput.RowOrigin] = []
    private var refused: [FileJobInput.RefusedRow] = []

    /// nil when the row is no header of Counterfoil's own columns for a side.
    public init?(header row: SheetRow, side: NativeFiles.Side, name: String) {
        let cells = (0..<row.count).map { row.cell($0) }
        guard let header = Header(cells.map(Array.init)), NativeFiles.isNative(header, side: side) else { return nil }
        self.name = name
        width = row.count
        headerRow = row.number
        days = Set(header.names.indices.filter { header.names[$0] == "settle_date" || header.names[$0] == "date" })
        text.row(cells)
    }

    /// Takes the next row; the header and what stands before it is passed over.
    public mutating func add(_ row: SheetRow) {
        guard row.number > headerRow else { return }
        if let flaw = row.flaw(within: width) {
            refused.append(
                FileJobInput.RefusedRow(
                    line: row.number, byte: row.byte, reason: flaw.english, chinese: flaw.chinese,
                    text: row.quarantineText))
            return
        }
        var cells = (0..<max(width, row.count)).map { row.cell($0) }
        for column in days where cells[column].count == 19 && cells[column].suffix(9).elementsEqual(Self.midnight) {
            cells[column] = cells[column].prefix(10)
        }
        text.row(cells)
        origins.append(FileJobInput.RowOrigin(line: row.number, byte: row.byte))
    }

    private static let midnight = Array(" 00:00:00".utf8)

    /// - Parameter digest: SHA-256 of the workbook.
    public consuming func finish(digest: String) -> FileJobInput {
        FileJobInput(
            name: name, content: .bytes(text.bytes), acquirer: nil, origins: origins, hasOrderRows: false,
            hasSlipRows: true,
            digest: digest, refused: refused)
    }
}
