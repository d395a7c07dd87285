// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A bar chart as inline SVG: no script, no font, no file beside it. Each label stands above its bar, so the chart
/// can be read on a phone and on paper.
///
///     PY-04 有扣款无销售
///     ████████████████████  5,000
///     ███████  1,750              (a second bar, where two things are compared)
///
/// A table with the same figures always stands next to it, for those who cannot see it and for those who copy.
struct BarChart {
    struct Bar {
        let label: String
        /// What is written at the bar's end.
        let figure: String
        let value: Int128
        /// The page's colour for what is wrong.
        var isWarning = false
        /// A second bar under the first, lighter.
        var second: (figure: String, value: Int128)?
    }

    /// Unique on the page.
    let id: String
    let title: (chinese: String, english: String)
    /// What a person who does not see it should know.
    let summary: String
    let bars: [Bar]

    private static let width = 440
    private static let barWidth = 310
    private static let rowHeight = 38
    private static let secondHeight = 16

    func write(to html: inout HTMLText) {
        let height = bars.reduce(4) { $0 + Self.height($1) }
        let largest = bars.flatMap { [$0.value.magnitude, $0.second?.value.magnitude ?? 0] }.max() ?? 0
        html.element("figure") { html in
            html.element("figcaption") { $0.both(title.chinese, title.english) }
            html.chart(id: id, width: Self.width, height: height, title: title, summary: summary) { html in
                var top = 2
                for bar in bars {
                    write(bar, top, largest, &html)
                    top += Self.height(bar)
                }
            }
        }
    }

    private static func height(_ bar: Bar) -> Int { rowHeight + (bar.second == nil ? 0 : secondHeight) }

    private func write(_ bar: Bar, _ top: Int, _ largest: UInt128, _ html: inout HTMLText) {
        html.element("text", "x=\"0\" y=\"\(top + 12)\"", text: bar.label)
        draw(bar.value, bar.figure, bar.isWarning ? "w" : "b", top + 18, largest, &html)
        if let second = bar.second {
            draw(second.value, second.figure, "a", top + 18 + Self.secondHeight, largest, &html)
        }
    }

    private func draw(
        _ value: Int128, _ figure: String, _ colour: String, _ top: Int, _ largest: UInt128, _ html: inout HTMLText
    ) {
        let length = Self.length(value.magnitude, of: largest)
        html.raw("<rect x=\"0\" y=\"\(top)\" width=\"\(length)\" height=\"12\" class=\"\(colour)\"/>\n")
        html.element("text", "x=\"\(length + 6)\" y=\"\(top + 10)\" class=\"f\"", text: figure)
    }

    /// At least one unit for anything above zero: a single case must not look like none.
    static func length(_ value: UInt128, of largest: UInt128, width: Int = barWidth) -> Int {
        guard largest > 0, value > 0 else { return 0 }
        // Scaled down first, so that the product cannot overflow.
        let shift = UInt128(max(0, 64 - largest.leadingZeroBitCount))
        return max(1, Int((value >> shift) * UInt128(width) / max(1, largest >> shift)))
    }
}

extension HTMLText {
    /// A picture with its name and its meaning in words.
    mutating func chart(
        id: String, width: Int, height: Int, title: (chinese: String, english: String), summary: String,
        _ body: (inout HTMLText) -> Void
    ) {
        let box = "viewBox=\"0 0 \(width) \(height)\""
        element("svg", "\(box) role=\"img\" aria-labelledby=\"\(id)-t \(id)-d\"") { html in
            html.element("title", "id=\"\(id)-t\"", text: "\(title.chinese) \(title.english)")
            html.element("desc", "id=\"\(id)-d\"", text: summary)
            body(&html)
        }
    }
}
