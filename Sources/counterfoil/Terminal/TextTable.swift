// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Rows under headings, as wide as their content, cut to the terminal in the last column.
struct TextTable {
    struct Heading {
        let title: String
        let isNumber: Bool
        init(_ title: String, number: Bool = false) {
            self.title = title
            isNumber = number
        }
    }

    let headings: [Heading]
    private(set) var rows: [[String]] = []

    init(_ headings: [Heading]) { self.headings = headings }

    mutating func add(_ cells: [String]) {
        precondition(cells.count == headings.count, "a row has a cell for every heading")
        rows.append(cells)
    }

    /// The lines of the table; none when there are no rows.
    func lines(columns: Int) -> [String] {
        guard !rows.isEmpty else { return [] }
        var widths = headings.map { DisplayWidth.of($0.title) }
        for row in rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], DisplayWidth.of(cell)) }
        }
        let fixed = widths.dropLast().reduce(0, +) + 2 * (widths.count - 1)
        if let last = widths.last { widths[widths.count - 1] = min(last, max(20, columns - fixed)) }
        let title = line(of: headings.map(\.title), widths: widths)
        return [Terminal.paint(title, .bold)] + rows.map { line(of: $0, widths: widths) }
    }

    private func line(of cells: [String], widths: [Int]) -> String {
        var parts: [String] = []
        for (index, cell) in cells.enumerated() {
            let fitted = DisplayWidth.fitting(cell, cells: widths[index])
            let isLast = index == cells.count - 1
            parts.append(
                isLast && !headings[index].isNumber
                    ? fitted : DisplayWidth.padded(fitted, cells: widths[index], right: headings[index].isNumber))
        }
        return parts.joined(separator: "  ")
    }
}
