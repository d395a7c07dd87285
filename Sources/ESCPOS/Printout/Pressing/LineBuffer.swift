// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The print buffer: what stands on the line that is being filled, from the left edge of the print area.
struct LineBuffer {
    struct Piece {
        var x: Int
        var width: Int
        var height: Int
        var content: Printout.Content
    }

    var pieces: [Piece] = []
    /// Where the next character goes.
    var cursor = 0

    var isEmpty: Bool { pieces.isEmpty }
    var width: Int { pieces.reduce(0) { max($0, $1.x + $1.width) } }
    var height: Int { pieces.reduce(0) { max($0, $1.height) } }
    var hasText: Bool {
        pieces.contains { if case .text = $0.content { true } else { false } }
    }

    /// Adds one character, to the last run where it continues it.
    mutating func append(_ scalar: Unicode.Scalar, columns: Int, pitch: Int, glyphHeight: Int, style: TextStyle) {
        if let last = pieces.indices.last, case .text(var run) = pieces[last].content, run.style == style,
            run.pitch == pitch || columns == 0, pieces[last].x + pieces[last].width == cursor
        {
            // Emptied first, so that the text grows in place.
            pieces[last].content = .cut(.full)
            run.text.unicodeScalars.append(scalar)
            run.cells.append(UInt8(columns))
            pieces[last].content = .text(run)
            if columns > 0 { pieces[last].width += pitch }
        } else {
            let run = TextRun(
                text: String(Character(scalar)), cells: [UInt8(columns)], pitch: pitch, style: style)
            pieces.append(Piece(x: cursor, width: pitch, height: glyphHeight, content: .text(run)))
            if columns == 0 { pieces[pieces.count - 1].width = 0 }
        }
        if columns > 0 { cursor += pitch }
    }

    mutating func append(_ bitmap: Bitmap) {
        pieces.append(Piece(x: cursor, width: bitmap.width, height: bitmap.height, content: .bitmap(bitmap)))
        cursor += bitmap.width
    }

    /// The line as text: gaps that positions and tabs make become spaces, trailing spaces go.
    var text: String {
        var text = ""
        var end = 0
        for piece in pieces.enumerated().sorted(by: { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }) {
            guard case .text(let run) = piece.element.content else { continue }
            Self.fill(&text, gap: piece.element.x - end)
            text += run.text
            end = piece.element.x + piece.element.width
        }
        return Self.trimmed(text)
    }

    /// A space for each half-width column of a gap, one at least where a gap is to be seen.
    static func fill(_ text: inout String, gap: Int) {
        if gap >= 6 { text += String(repeating: " ", count: max(1, (gap + 6) / 12)) }
    }

    static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars
        while let last = scalars.last, last == " " || last == "\u{A0}" || last == "\u{3000}" { scalars.removeLast() }
        return String(scalars)
    }
}
