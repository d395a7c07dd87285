// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango

/// Whether the fonts that receipts need are installed; for `doctor`.
public struct FontCheck: Sendable, Hashable {
    /// Families for simplified and traditional Chinese, Japanese and Korean glyphs of one width grid.
    public static let families = [
        "Noto Sans Mono CJK SC", "Noto Sans Mono CJK TC", "Noto Sans Mono CJK JP", "Noto Sans Mono CJK KR",
    ]

    /// Families that are not installed.
    public let missing: [String]
    public var isComplete: Bool { missing.isEmpty }

    /// Asks the font system; some milliseconds.
    public static func run() -> FontCheck {
        guard let map = unsafe pango_cairo_font_map_get_default() else { return FontCheck(missing: families) }
        var list: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>? = nil
        var count: Int32 = 0
        unsafe pango_font_map_list_families(map, &list, &count)
        defer { unsafe g_free(list) }
        var found: Set<String> = []
        for index in 0..<Int(max(count, 0)) {
            guard let family = unsafe list?[index], let name = unsafe pango_font_family_get_name(family) else {
                continue
            }
            found.insert(unsafe String(cString: name))
        }
        return FontCheck(missing: families.filter { !found.contains($0) })
    }
}
