// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A bar chart as inline SVG: no script, no font, no file beside it. A table with the same figures always stands
/// next to it, for those who cannot see it and for those who copy.
struct BarChart {
    struct Bar {
        let label: String
        /// What is written at the bar's end.
        let figure: String
        let value: Int128
        /// Which of the page's two colours: true for what is wrong.
        var isWarning = false
    }

    let title: String
    let bars: [Bar]

    private static let rowHeight = 26
    private static let labelWidth = 190
    private static let barWidth = 360
    private static let figureWidth = 170

    func write(to html: inout HTMLText) {
        let height = bars.count * Self.rowHeight + 4
        let width = Self.labelWidth + Self.barWidth + Self.figureWidth
        let largest = bars.map(\.value.magnitude).max() ?? 0
        html.element(
            "svg", "viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\"\(HTMLText.escaped(title))\""
        ) { html in
            for (index, bar) in bars.enumerated() {
                let middle = index * Self.rowHeight + Self.rowHeight / 2 + 2
                let length = Self.length(bar.value.magnitude, of: largest)
                html.element(
                    "text", "x=\"\(Self.labelWidth - 8)\" y=\"\(middle + 4)\" class=\"l\"", text: bar.label)
                html.raw(
                    "<rect x=\"\(Self.labelWidth)\" y=\"\(middle - 8)\" width=\"\(length)\" height=\"16\""
                        + " class=\"\(bar.isWarning ? "w" : "b")\"/>\n")
                html.element(
                    "text", "x=\"\(Self.labelWidth + length + 6)\" y=\"\(middle + 4)\"", text: bar.figure)
            }
        }
    }

    /// At least one unit for anything above zero: a single case must not look like none.
    private static func length(_ value: UInt128, of largest: UInt128) -> Int {
        guard largest > 0, value > 0 else { return 0 }
        // Scaled down first, so that the product cannot overflow.
        let shift = max(0, 64 - largest.leadingZeroBitCount)
        return max(1, Int((value >> UInt128(shift)) * UInt128(barWidth) / max(1, largest >> UInt128(shift))))
    }
}
