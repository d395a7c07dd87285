// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango
internal import ESCPOS

/// Sets characters: fonts of its own, loaded once, and one layout that is used again for each character.
///
/// One thread at a time may use a pen.
@safe final class TextPen {
    private let map: UnsafeMutablePointer<PangoFontMap>
    private let setting: OpaquePointer
    private let layout: OpaquePointer
    private var family = FontCheck.family
    private var weight: PangoWeight?

    /// - Throws: `RenderingError.missingFont` where no font for Chinese is installed.
    init() throws(RenderingError) {
        guard let map = unsafe pango_cairo_font_map_new() else { throw .failed("no memory for fonts") }
        if let problem = unsafe FontCheck.problem(in: map) {
            unsafe g_object_unref(map)
            throw problem
        }
        guard let setting = unsafe pango_font_map_create_context(map) else {
            unsafe g_object_unref(map)
            throw .failed("no memory for text")
        }
        guard let layout = unsafe pango_layout_new(setting) else {
            unsafe g_object_unref(UnsafeMutableRawPointer(setting))
            unsafe g_object_unref(map)
            throw .failed("no memory for text")
        }
        unsafe self.map = unsafe map
        unsafe self.setting = unsafe setting
        unsafe self.layout = unsafe layout
        let options = unsafe cairo_font_options_create()
        defer { unsafe cairo_font_options_destroy(options) }
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        unsafe pango_cairo_context_set_resolution(setting, 72)
        unsafe pango_cairo_context_set_font_options(setting, options)
        unsafe pango_layout_set_single_paragraph_mode(layout, 1)
    }

    deinit {
        unsafe g_object_unref(UnsafeMutableRawPointer(layout))
        unsafe g_object_unref(UnsafeMutableRawPointer(setting))
        unsafe g_object_unref(map)
    }

    /// One Han character has other strokes in other countries: the text's encoding says whose.
    func choose(_ encoding: PrintEncoding) {
        let (region, language) =
            switch encoding {
            case .big5: ("TC", "zh-tw")
            case .shiftJIS, .jis: ("JP", "ja")
            case .eucKR: ("KR", "ko")
            default: ("SC", "zh-cn")
            }
        family = "Noto Sans Mono CJK \(region)"
        weight = nil
        unsafe pango_context_set_language(setting, pango_language_from_string(language))
        unsafe pango_layout_context_changed(layout)
    }

    /// Sets the size once for each weight: 24 dots, of which Latin letters take 12 and Han characters 24.
    private func setFont(_ weight: PangoWeight) {
        guard self.weight != weight else { return }
        self.weight = weight
        let description = unsafe pango_font_description_new()
        defer { unsafe pango_font_description_free(description) }
        unsafe pango_font_description_set_family(description, family)
        unsafe pango_font_description_set_absolute_size(description, 24 * Double(PANGO_SCALE))
        unsafe pango_font_description_set_weight(description, weight)
        unsafe pango_layout_set_font_description(layout, description)
    }

    /// Draws a text with its baseline in a cell of 24 dots whose top left corner is the origin.
    ///
    /// A character that no installed font has is drawn as □.
    func show(_ text: String, bold: Bool, on context: OpaquePointer) {
        setFont(bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        set(text)
        if unsafe pango_layout_get_unknown_glyphs_count(layout) > 0 { set("□") }
        let baseline = Double(unsafe pango_layout_get_baseline(layout)) / Double(PANGO_SCALE)
        // The font's own line is higher than the cell; its strokes fit with the baseline at 21 of 24 dots.
        unsafe cairo_move_to(context, 0, 21 - baseline)
        unsafe pango_cairo_show_layout(context, layout)
    }

    /// Whether an installed font has every character.
    func has(_ text: String) -> Bool {
        setFont(PANGO_WEIGHT_NORMAL)
        set(text)
        return unsafe pango_layout_get_unknown_glyphs_count(layout) == 0
    }

    private func set(_ text: String) {
        unsafe pango_layout_set_text(layout, text, -1)
    }
}
