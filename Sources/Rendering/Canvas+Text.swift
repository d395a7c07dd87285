// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango
internal import ESCPOS

/// Sets characters: one layout, used again for each.
@unsafe final class TextPen {
    private let layout: OpaquePointer
    private var family = FontCheck.families[0]
    private var isBold: Bool?

    init?(_ context: OpaquePointer) {
        guard let layout = unsafe pango_cairo_create_layout(context) else { return nil }
        unsafe self.layout = unsafe layout
        let options = unsafe cairo_font_options_create()
        defer { unsafe cairo_font_options_destroy(options) }
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        let pango = unsafe pango_layout_get_context(layout)
        unsafe pango_cairo_context_set_resolution(pango, 72)
        unsafe pango_cairo_context_set_font_options(pango, options)
    }

    deinit { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// One Han character has other strokes in other countries: the text's encoding says whose.
    func choose(_ encoding: PrintEncoding) {
        let (family, language) =
            switch encoding {
            case .big5: (FontCheck.families[1], "zh-tw")
            case .shiftJIS, .jis: (FontCheck.families[2], "ja")
            case .eucKR: (FontCheck.families[3], "ko")
            default: (FontCheck.families[0], "zh-cn")
            }
        unsafe self.family = family
        unsafe isBold = nil
        unsafe pango_context_set_language(pango_layout_get_context(layout), pango_language_from_string(language))
    }

    /// Sets the size once for each weight: 24 dots, of which Latin letters take 12 and Han characters 24.
    private func setFont(bold: Bool) {
        guard unsafe isBold != bold else { return }
        unsafe isBold = bold
        let description = unsafe pango_font_description_new()
        defer { unsafe pango_font_description_free(description) }
        unsafe pango_font_description_set_family(description, family)
        unsafe pango_font_description_set_absolute_size(description, 24 * Double(PANGO_SCALE))
        unsafe pango_font_description_set_weight(description, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        unsafe pango_layout_set_font_description(layout, description)
    }

    /// Draws a text with its baseline in a cell of 24 dots whose top left corner is the origin.
    func show(_ text: String, bold: Bool, on context: OpaquePointer) {
        unsafe setFont(bold: bold)
        unsafe pango_layout_set_text(layout, text, -1)
        let baseline = Double(unsafe pango_layout_get_baseline(layout)) / Double(PANGO_SCALE)
        // The font's own line is higher than the cell; its strokes fit with the baseline at 21 of 24 dots.
        unsafe cairo_move_to(context, 0, 21 - baseline)
        unsafe pango_cairo_show_layout(context, layout)
    }
}

extension Canvas {
    /// Each character at its own place on the grid, so that columns stand even where another font lends a glyph.
    func draw(_ run: TextRun, in item: Printout.Item) {
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
        if run.style.underline > 0 {
            unsafe fill(x: 0, y: glyph.height - run.style.underline, width: length, height: run.style.underline)
        }
    }

    /// A character with the marks that stand over it, and where it begins.
    private static func pieces(_ run: TextRun) -> [(text: String, x: Int)] {
        var pieces: [(text: String, x: Int)] = []
        var x = 0
        for (index, scalar) in run.text.unicodeScalars.enumerated() {
            let cells = index < run.cells.count ? run.cells[index] : 1
            if cells == 0, let last = pieces.popLast() {
                pieces.append((last.text + String(Character(scalar)), last.x))
                continue
            }
            pieces.append((String(Character(scalar)), x))
            x += run.pitch
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
