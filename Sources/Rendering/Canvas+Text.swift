// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango
internal import ESCPOS

extension Canvas {
    /// Each character at its own place on the grid, so that columns stand even where another font lends a glyph.
    func draw(_ run: TextRun, in item: Printout.Item) {
        var run = run
        run.style.wide = min(max(run.style.wide, 1), 8)
        run.style.tall = min(max(run.style.tall, 1), 8)
        let glyph = run.style.glyph
        unsafe turn(run.style.rotation, item)
        let isTurned = run.style.rotation == 90 || run.style.rotation == 270
        let length = isTurned ? item.height : item.width
        if run.style.isReverse {
            unsafe fill(x: 0, y: 0, width: length, height: glyph.height)
            unsafe paper()
        }
        let across = Double(run.style.wide) * (run.style.font == .b ? 0.75 : 1)
        let down = Double(run.style.tall) * (run.style.font == .b ? 17.0 / 24 : 1)
        for (text, x) in unsafe Self.pieces(run) {
            guard text != " " else { continue }
            unsafe cairo_save(context)
            unsafe cairo_translate(context, Double(x), 0)
            unsafe cairo_scale(context, across, down)
            if run.style.isItalic {
                var slant = cairo_matrix_t(xx: 1, yx: 0, xy: -0.2, yy: 1, x0: 4, y0: 0)
                unsafe cairo_transform(context, &slant)
            }
            unsafe pen.show(text, bold: run.style.isBold, on: context)
            unsafe cairo_restore(context)
        }
        let line = min(run.style.underline, 4)
        if line > 0 {
            unsafe fill(x: 0, y: glyph.height - line, width: length, height: line)
        }
    }

    /// A character with the marks that stand over it, and where it begins.
    private static func pieces(_ run: TextRun) -> [(text: String, x: Int)] {
        var pieces: [(text: String, x: Int)] = []
        var x = 0
        let pitch = min(max(run.pitch, 0), 4_096)
        for (index, printed) in run.text.unicodeScalars.enumerated() {
            guard x <= ReceiptRenderer.mostDots else { break }
            let scalar = printed.properties.generalCategory == .control ? " " : printed
            let cells = index < run.cells.count ? run.cells[index] : 1
            if cells == 0, let last = pieces.popLast() {
                pieces.append((last.text + String(Character(scalar)), last.x))
                continue
            }
            pieces.append((String(Character(scalar)), x))
            x += pitch
        }
        return pieces
    }

    /// Moves the origin to the corner where turned text begins.
    private func turn(_ rotation: Int, _ item: Printout.Item) {
        let (x, y) = (Double(item.x), Double(item.y))
        let (width, height) = (Double(item.width), Double(item.height))
        switch rotation {
        case 90: unsafe cairo_translate(context, x + width, y)
        case 180: unsafe cairo_translate(context, x + width, y + height)
        case 270: unsafe cairo_translate(context, x, y + height)
        default: unsafe cairo_translate(context, x, y)
        }
        unsafe cairo_rotate(context, Double(rotation) * .pi / 180)
    }
}
