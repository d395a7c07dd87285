// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango

/// Whether the font that receipts need is installed; for `doctor`.
public enum FontCheck {
    /// The family whose glyphs stand on a grid: 12 dots for a Latin letter, 24 for a Han character.
    public static let family = "Noto Sans Mono CJK SC"

    /// What stops receipts from being drawn; nil when nothing does. Asks the font system; some milliseconds.
    public static func problem() -> RenderingError? {
        guard let map = unsafe pango_cairo_font_map_new() else { return .failed("no memory for fonts") }
        defer { unsafe g_object_unref(map) }
        return unsafe problem(in: map)
    }

    static func problem(in map: UnsafeMutablePointer<PangoFontMap>) -> RenderingError? {
        unsafe pango_font_map_get_family(map, family) == nil ? .missingFont(family) : nil
    }
}
