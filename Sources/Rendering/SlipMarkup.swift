// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// How printed characters look in a page: by classes alone, because a page may forbid styles of its own.
///
///     slip-line            a printed line, blanks as printed       slip-turned     the line stands on its head
///     slip-w2 w3 w4        twice to four times as wide, and high   slip-reverse    white on black
///     slip-tall slip-flat  twice, half as high as it is wide       slip-quarter    runs downwards (ESC V, page mode)
///     slip-small           font B                                  slip-quarter-back   runs upwards
///     slip-image, slip-code, slip-cut    dots, a symbol, a cut
enum SlipMarkup {
    static let style = """
        .slip-line { margin: 0; white-space: pre; }
        .slip-turned { -webkit-transform: rotate(180deg); transform: rotate(180deg); }
        .slip-w2 { font-size: 200%; line-height: 1; }
        .slip-w3 { font-size: 300%; line-height: 1; }
        .slip-w4 { font-size: 400%; line-height: 1; }
        .slip-tall, .slip-flat { display: inline-block; -webkit-transform-origin: 0 100%; transform-origin: 0 100%; }
        .slip-tall { margin-top: 1em; line-height: 1; -webkit-transform: scaleY(2); transform: scaleY(2); }
        .slip-flat { line-height: 0.5; -webkit-transform: scaleY(0.5); transform: scaleY(0.5); }
        .slip-reverse { color: #fff; background: #000; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        .slip-quarter, .slip-quarter-back { display: inline-block; vertical-align: top;
          -webkit-writing-mode: vertical-rl; writing-mode: vertical-rl; text-orientation: sideways; }
        .slip-quarter-back { -webkit-transform: rotate(180deg); transform: rotate(180deg); }
        .slip-small { font-size: 75%; }
        .slip-image svg { vertical-align: top; }
        .slip-code { margin: 0; text-align: center; }
        .slip-code svg { width: 10em; max-width: 100%; }
        .slip-cut { border: 0; border-top: 2px dashed #888; margin: 0.5rem 0; }

        """

    /// A run with the tags and classes that its style needs.
    static func words(_ run: TextRun) -> String {
        let style = run.style
        var words = ReceiptHTML.escaped(run.text)
        if style.isBold { words = "<b>\(words)</b>" }
        if style.isItalic { words = "<i>\(words)</i>" }
        if style.underline > 0 { words = "<u>\(words)</u>" }
        let classes = classes(style)
        return classes.isEmpty ? words : "<span class=\"\(classes.joined(separator: " "))\">\(words)</span>"
    }

    private static func classes(_ style: TextStyle) -> [String] {
        var classes: [String] = []
        let (wide, tall) = (min(max(style.wide, 1), 4), min(max(style.tall, 1), 4))
        if wide > 1 { classes.append("slip-w\(wide)") }
        if tall > wide { classes.append("slip-tall") }
        if tall < wide { classes.append("slip-flat") }
        if style.isReverse { classes.append("slip-reverse") }
        if style.font == .b, wide == 1 { classes.append("slip-small") }
        if style.rotation == 90 { classes.append("slip-quarter") }
        if style.rotation == 270 { classes.append("slip-quarter-back") }
        return classes
    }

    /// Black dots as rectangles, a row's neighbours in one; nil where that takes more bytes than there is room for.
    static func path(_ bitmap: Bitmap, longest: Int) -> String? {
        guard bitmap.width > 0, bitmap.width <= 1_024, bitmap.height <= 512 else { return nil }
        var path = ""
        for y in 0..<bitmap.height {
            var x = 0
            while x < bitmap.width {
                let start = x
                while x < bitmap.width, bitmap[x, y] { x += 1 }
                if x > start { path += "M\(start) \(y)h\(x - start)v1h-\(x - start)z" }
                x += 1
            }
            if path.utf8.count > longest { return nil }
        }
        return path
    }

    /// Dots in ems of 24, with two decimals.
    static func ems(_ dots: Int) -> String {
        let hundredths = dots * 100 / 24
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
