// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Cells that a sheet shows as one. Only the first holds the text.
public struct MergedRange: Sendable, Hashable {
    let rows: ClosedRange<Int>
    let firstColumn: Int
}

/// Finds the merged ranges of a sheet, which stand behind all of its rows.
public struct MergedCellsReader {
    private var markup = SheetMarkup()
    private var ranges: [MergedRange] = []

    public init() {}

    public mutating func append(_ chunk: [UInt8]) throws(StatementError) {
        try markup.append(chunk)
        while let token = try markup.next(isLast: false) {
            guard token == .empty || token == .open, markup.isNamed("mergeCell"), ranges.count < SheetLimits.merges
            else { continue }
            if let reference = markup.text(ofAttribute: "ref"), let range = Self.range(reference) {
                ranges.append(range)
            }
        }
    }

    public func finish() -> [MergedRange] { ranges }

    /// `A1:C2`.
    private static func range(_ text: String) -> MergedRange? {
        let corners = text.split(separator: ":").map { corner in
            (letters: corner.prefix { $0.isLetter }, row: Int(corner.drop { $0.isLetter }) ?? 0)
        }
        guard corners.count == 2, corners[0].row > 0, corners[0].row <= corners[1].row,
            corners[1].row <= SheetLimits.rows
        else { return nil }
        var column = 0
        for letter in corners[0].letters.utf8 {
            guard letter >= 65, letter <= 90, column < SheetLimits.columns else { return nil }
            column = column * 26 + Int(letter - 64)
        }
        guard column > 0 else { return nil }
        return MergedRange(rows: corners[0].row...corners[1].row, firstColumn: column - 1)
    }
}

extension SheetRow {
    /// Rows in which a name that is merged over several of them stands in each: so that a header of two rows, with
    /// groups above and names below, has all of its names in the lower one.
    ///
    ///     │ 商户号 │   金额    │        │ 商户号 │ 金额 │      │
    ///     │        │ 交易│手续费│   ─▶   │ 商户号 │ 交易 │手续费│
    public static func spread(_ rows: [SheetRow], over ranges: [MergedRange]) -> [SheetRow] {
        var texts: [Int: [Int: ArraySlice<UInt8>]] = [:]
        for range in ranges where range.rows.count > 1 && range.rows.count <= ReadingLimits.headerLines {
            guard let first = rows.first(where: { $0.number == range.rows.lowerBound }) else { continue }
            for row in range.rows.dropFirst() {
                texts[row, default: [:]][range.firstColumn] = first.cell(range.firstColumn)
            }
        }
        return rows.map { row in
            guard let more = texts[row.number], row.rowFault == nil else { return row }
            var filled = SheetRow(number: row.number, byte: row.byte)
            for column in 0..<max(row.count, (more.keys.max() ?? 0) + 1) {
                let own = row.cell(column)
                filled.add(own.isEmpty ? more[column] ?? [] : own, column: column)
            }
            return filled
        }
    }
}
