// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How many terminal cells a text fills: Chinese characters and full-width forms fill two.
enum DisplayWidth {
    static func of(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    /// The text cut to at most `cells`, with an ellipsis where something is missing. Never splits a wide character.
    static func fitting(_ text: String, cells: Int) -> String {
        guard of(text) > cells, cells > 1 else { return text }
        var used = 1
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let more = width(of: scalar)
            if used + more > cells { break }
            used += more
            kept.append(scalar)
        }
        return String(kept) + "…"
    }

    /// The text with blanks after it (or before it, for numbers) so that it fills `cells`.
    static func padded(_ text: String, cells: Int, right: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, cells - of(text)))
        return right ? blanks + text : text + blanks
    }

    /// East Asian Width W and F (Unicode Standard Annex 11), as ranges; combining marks fill nothing.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
            0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
