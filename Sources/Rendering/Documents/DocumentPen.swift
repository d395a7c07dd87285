// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango

/// Sets paragraphs of a document: one layout, used again for each piece of text.
@safe final class DocumentPen {
    /// How a text looks.
    struct Style: Equatable {
        var size = 9.5
        var isBold = false
        var isRight = false
        static let body = Style()
        static let small = Style(size: 7.5)
        static let head = Style(size: 8.5, isBold: true)
        static let cell = Style(size: 8.5)
        static func heading(_ level: Int) -> Style {
            Style(size: level <= 1 ? 18 : level == 2 ? 13 : 10.5, isBold: true)
        }
    }

    private let map: UnsafeMutablePointer<PangoFontMap>
    private let setting: OpaquePointer
    private let layout: OpaquePointer

    /// The family of text that is not a receipt.
    static let family = "Noto Sans CJK SC"

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
        unsafe pango_cairo_context_set_resolution(setting, 72)
        unsafe pango_context_set_language(setting, pango_language_from_string("zh-cn"))
        unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        unsafe pango_layout_set_spacing(layout, Int32(1.5 * Double(PANGO_SCALE)))
    }

    deinit {
        unsafe g_object_unref(UnsafeMutableRawPointer(layout))
        unsafe g_object_unref(UnsafeMutableRawPointer(setting))
        unsafe g_object_unref(map)
    }

    /// Sets a text to a width in points.
    ///
    /// - Returns: its height in points.
    func set(_ text: String, _ style: Style, width: Double) -> Double {
        let description = unsafe pango_font_description_new()
        defer { unsafe pango_font_description_free(description) }
        unsafe pango_font_description_set_family(description, Self.family)
        unsafe pango_font_description_set_absolute_size(description, style.size * Double(PANGO_SCALE))
        unsafe pango_font_description_set_weight(description, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        unsafe pango_layout_set_font_description(layout, description)
        unsafe pango_layout_set_alignment(layout, style.isRight ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT)
        unsafe pango_layout_set_width(layout, Int32(clamping: Int64(width * Double(PANGO_SCALE))))
        unsafe pango_layout_set_text(layout, text, -1)
        var (across, down) = (Int32(0), Int32(0))
        unsafe pango_layout_get_size(layout, &across, &down)
        return Double(down) / Double(PANGO_SCALE)
    }

    /// Draws the text that was set last with its top left corner here.
    func show(on context: OpaquePointer, x: Double, y: Double) {
        unsafe cairo_move_to(context, x, y)
        unsafe pango_cairo_show_layout(context, layout)
    }
}
