// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A document for A4 paper: what it says, not where it stands.
public struct Document: Sendable, Hashable {
    /// One piece of it, below the one before.
    public enum Block: Sendable, Hashable {
        /// Level 1 is the title, 2 a section, 3 a part of one. A heading never stands alone at the foot of a page.
        case heading(Int, String)
        case paragraph(String)
        case table(Table)
        case picture(Picture)
        /// What follows begins on a new page.
        case newPage
    }

    /// Rows below a head that is repeated on each page. A row is not split between pages.
    public struct Table: Sendable, Hashable {
        /// Words of the head and share of the width of each column.
        public struct Column: Sendable, Hashable {
            public let title: String
            /// Relative to the other columns.
            public let weight: Int
            /// Numbers stand at the right.
            public let isNumber: Bool

            public init(_ title: String, weight: Int = 1, isNumber: Bool = false) {
                self.title = title
                self.weight = max(1, weight)
                self.isNumber = isNumber
            }
        }

        public let columns: [Column]
        /// A row with fewer cells than columns leaves the last ones empty.
        public let rows: [[String]]

        public init(columns: [Column], rows: [[String]]) {
            self.columns = columns
            self.rows = rows
        }
    }

    /// A PNG with words below.
    public struct Picture: Sendable, Hashable {
        public let png: [UInt8]
        /// Width on paper in millimetres; less where the page is not high enough.
        public let width: Double
        public let caption: String

        public init(png: [UInt8], width: Double, caption: String) {
            self.png = png
            self.width = width
            self.caption = caption
        }
    }

    public let title: String
    /// Stands at the foot of each page, left of `page x/y`: what the page belongs to, and a hash.
    public let footer: String
    public let blocks: [Block]

    public init(title: String, footer: String, blocks: [Block]) {
        self.title = title
        self.footer = footer
        self.blocks = blocks
    }
}

/// A4 upright, in points.
enum A4 {
    static let point = 72 / 25.4
    static let width = 210 * point
    static let height = 297 * point
    static let side = 18 * point
    static let top = 16 * point
    /// Where text ends; the footer stands below.
    static let bottom = height - 18 * point
    static let column = width - 2 * side
    /// Pages of the longest document.
    static let mostPages = 2_000
}
