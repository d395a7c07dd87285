// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Two columns a day as inline SVG: what was due and what arrived, over a scale of round sums.
///
///     200,000 ┤ ██░░      ██░░
///     100,000 ┤ ██░░ ██░░ ██░░ ██
///           0 └──────────────────
///              11-20     11-22
struct DayChart {
    struct Day {
        let label: String
        let due: Int128
        /// nil where no bank file was given.
        let arrived: Int128?
    }

    let id: String
    let title: (chinese: String, english: String)
    let summary: String
    let days: [Day]
    let decimals: Int

    /// Days that fit; the last ones are shown.
    static let mostDays = 62
    private static let width = 640
    private static let (left, plotHeight, top) = (92, 150, 12)

    func write(to html: inout HTMLText) {
        let largest = min(days.flatMap { [$0.due, $0.arrived ?? 0] }.max() ?? 0, .max >> 10)
        let step = Self.step(for: largest)
        let steps = max(1, Int((max(0, largest) + step - 1) / step))
        let ceiling = UInt128(max(1, step * Int128(steps)))
        html.element("div", "class=\"wide chart\"") { html in
            html.chart(
                id: id, width: Self.width, height: Self.plotHeight + Self.top + 24, title: title, summary: summary
            ) { html in
                scale(step, steps, &html)
                for (index, day) in days.enumerated() { columns(day, index, ceiling, &html) }
            }
        }
    }

    /// A sum of 1, 2 or 5 and zeros, of which at most five fit.
    static func step(for largest: Int128) -> Int128 {
        // No sum of real rows comes near; a scale that ends early is better than none.
        let largest = min(largest, .max >> 10)
        var step: Int128 = 1
        while true {
            for factor in [1, 2, 5] as [Int128] where step * factor * 4 >= largest { return step * factor }
            step *= 10
        }
    }

    private func scale(_ step: Int128, _ steps: Int, _ html: inout HTMLText) {
        let power = (0..<decimals).reduce(Int128(1)) { result, _ in result * 10 }
        for number in 0...steps {
            let y = Self.top + Self.plotHeight - Self.plotHeight * number / steps
            let sum = step * Int128(number)
            let text =
                step % power == 0
                ? Money.grouped(minor: sum / power, decimals: 0) : Money.grouped(minor: sum, decimals: decimals)
            html.raw("<line x1=\"\(Self.left)\" x2=\"\(Self.width)\" y1=\"\(y)\" y2=\"\(y)\" class=\"g\"/>\n")
            html.element("text", "x=\"\(Self.left - 6)\" y=\"\(y + 4)\" class=\"l\"", text: text)
        }
    }

    private func columns(_ day: Day, _ index: Int, _ ceiling: UInt128, _ html: inout HTMLText) {
        let room = (Self.width - Self.left) / max(1, days.count)
        let x = Self.left + room * index + room / 8
        let pair = max(2, room * 3 / 4)
        let width = day.arrived == nil ? min(40, pair) : min(20, max(1, pair / 2))
        column(day.due, x, width, "b", ceiling, &html)
        if let arrived = day.arrived {
            column(arrived, x + width, width, arrived == day.due ? "a" : "w", ceiling, &html)
        }
        let every = max(1, (days.count + 9) / 10)
        if index.isMultiple(of: every) {
            html.element(
                "text", "x=\"\(x)\" y=\"\(Self.top + Self.plotHeight + 16)\"", text: String(day.label.suffix(5)))
        }
    }

    /// What is below zero has no column; the table says it.
    private func column(
        _ value: Int128, _ x: Int, _ width: Int, _ colour: String, _ ceiling: UInt128, _ html: inout HTMLText
    ) {
        guard value > 0 else { return }
        let height = BarChart.length(min(value.magnitude, ceiling), of: ceiling, width: Self.plotHeight)
        let y = Self.top + Self.plotHeight - height
        html.raw("<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" class=\"\(colour)\"/>\n")
    }
}
