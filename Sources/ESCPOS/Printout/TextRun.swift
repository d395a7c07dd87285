// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Characters in a row that share font and style.
///
///     │◀ pitch ▶│◀ pitch ▶│        each character's glyph stands at the left of its pitch; what is left is spacing
///     ┌──────┬──┬──────┬──┐
///     │glyph │  │glyph │  │ height = cell height · style.tall
///     └──────┴──┴──────┴──┘
public struct TextRun: Sendable, Hashable {
    /// One scalar for each printed character; U+FFFD where the encoding has none.
    public var text: String
    /// Half-width columns of each scalar of `text`: 1, 2 for a wide character, 0 for a mark over the one before.
    public var cells: [UInt8]
    /// Dots from one character to the next; marks take none.
    public var pitch: Int
    public var style: TextStyle

    public init(text: String, cells: [UInt8], pitch: Int, style: TextStyle) {
        self.text = text
        self.cells = cells
        self.pitch = pitch
        self.style = style
    }
}

/// How characters look.
public struct TextStyle: Sendable, Hashable {
    public enum Font: String, Sendable, Hashable {
        /// 12 × 24 dots.
        case a
        /// 9 × 17 dots.
        case b
        /// 24 × 24 dots, for wide characters.
        case kanji

        /// Dots of one cell at single size.
        public var cell: (width: Int, height: Int) {
            switch self {
            case .a: (12, 24)
            case .b: (9, 17)
            case .kanji: (24, 24)
            }
        }
    }

    public var font = Font.a
    public var isBold = false
    public var isItalic = false
    /// Thickness of the underline in dots, 0…2.
    public var underline = 0
    /// White on black.
    public var isReverse = false
    /// Times the cell's width, 1…8.
    public var wide = 1
    /// Times the cell's height, 1…8.
    public var tall = 1
    /// Degrees clockwise: 0, 90, 180, 270.
    public var rotation = 0

    public init() {}

    /// Dots of one character's glyph, before rotation.
    public var glyph: (width: Int, height: Int) { (font.cell.width * wide, font.cell.height * tall) }
}
