// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Evidence

/// A page that is printed on A4: headings, words, tables, and bars with their figures beside them.
struct PaperPage: Sendable {
    struct Link: Sendable, Equatable {
        let href: String
        let text: String
    }

    struct Row: Sendable, Equatable {
        let name: String
        let cells: [String]
    }

    /// A bar drawn as long as its figure; the table beside says the same.
    struct Bar: Sendable, Equatable {
        let name: String
        let value: String
        /// Of 200 units.
        let length: Int
        /// Place from above, in units.
        let top: Int
        let textTop: Int
    }

    struct Part: Sendable, Equatable {
        let heading: String
        var words: [String] = []
        var head: [String] = []
        var rows: [Row] = []
        var bars: [Bar] = []
        var hasRows: Bool { !rows.isEmpty }
        var hasBars: Bool { !bars.isEmpty }
        var chartHeight: Int { bars.count * 22 + 4 }
    }

    let title: String
    let lead: String
    var links: [Link] = []
    var periods: [Link] = []
    var parts: [PaperPart]

    var hasPeriods: Bool { !periods.isEmpty }
}

/// A part as a template reads it: computed values are not seen there.
struct PaperPart: Sendable, Equatable {
    let heading: String
    let words: [String]
    let head: [String]
    let rows: [PaperPage.Row]
    let bars: [PaperPage.Bar]
    let hasRows: Bool
    let hasBars: Bool
    let chartHeight: Int

    init(_ part: PaperPage.Part) {
        heading = part.heading
        words = part.words
        head = part.head
        rows = part.rows
        bars = part.bars
        hasRows = part.hasRows
        hasBars = part.hasBars
        chartHeight = part.chartHeight
    }
}

extension PaperPage.Part {
    /// A part with a table of counts and their bars, the longest first as given.
    static func counted(_ heading: String, head: [String], _ counts: [(name: String, count: Int64)]) -> Self {
        let most = max(1, counts.map(\.count).max() ?? 1)
        var part = Self(heading: heading)
        part.head = head
        part.rows = counts.map { PaperPage.Row(name: $0.name, cells: [String($0.count)]) }
        part.bars = counts.prefix(20).enumerated().map { index, pair in
            PaperPage.Bar(
                name: pair.name, value: String(pair.count), length: Int(max(0, pair.count) * 200 / most),
                top: index * 22 + 2, textTop: index * 22 + 16)
        }
        return part
    }

    /// The same as a paper for the PDF.
    var sheet: [Sheet.Block] {
        var blocks: [Sheet.Block] = [.heading(heading)] + words.map { .paragraph($0) }
        if !rows.isEmpty { blocks.append(.table(head: head, rows: rows.map { [$0.name] + $0.cells })) }
        return blocks
    }
}
