// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Two columns a day as inline SVG: what was due and what arrived, over a scale of round sums.
///
///     200,000 ┤ ██░░      ██░░
///     100,000 ┤ ██░░ ██░░ ██░░ ██
///           0 ┼───────────────░──
///    -100,000 ┤               ██
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

    /// Steps of the scale above zero and below.
    private struct Scale {
        let step: Int128
        let above: Int
        let below: Int

        init(_ values: [Int128]) {
            let (top, bottom) = (
                min(max(0, values.max() ?? 0), .max >> 10), max(min(0, values.min() ?? 0), -(.max >> 10))
            )
            let step = DayChart.step(for: max(top, -bottom))
            self.step = step
            below = Int((-bottom + step - 1) / step)
            above = max(below == 0 ? 1 : 0, Int((top + step - 1) / step))
        }

        /// The height of a step's line.
        func y(_ number: Int) -> Int { DayChart.top + DayChart.plotHeight * (above - number) / (above + below) }
    }

    func write(to html: inout HTMLText) {
        let scale = Scale(days.flatMap { [$0.due, $0.arrived ?? 0] })
        html.element("div", "class=\"wide chart\"") { html in
            html.chart(
                id: id, width: Self.width, height: Self.plotHeight + Self.top + 24, title: title, summary: summary
            ) { html in
                write(scale, &html)
                for (index, day) in days.enumerated() { columns(day, index, scale, &html) }
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

    private func write(_ scale: Scale, _ html: inout HTMLText) {
        let power = (0..<decimals).reduce(Int128(1)) { result, _ in result * 10 }
        for number in -scale.below...scale.above {
            let y = scale.y(number)
            let sum = scale.step * Int128(number)
            let text =
                scale.step % power == 0
                ? Money.grouped(minor: sum / power, decimals: 0) : Money.grouped(minor: sum, decimals: decimals)
            html.raw("<line x1=\"\(Self.left)\" x2=\"\(Self.width)\" y1=\"\(y)\" y2=\"\(y)\" class=\"g\"/>\n")
            html.element("text", "x=\"\(Self.left - 6)\" y=\"\(y + 4)\" class=\"l\"", text: text)
        }
    }

    private func columns(_ day: Day, _ index: Int, _ scale: Scale, _ html: inout HTMLText) {
        let room = (Self.width - Self.left) / max(1, days.count)
        let x = Self.left + room * index + room / 8
        let pair = max(2, room * 3 / 4)
        let width = day.arrived == nil ? min(40, pair) : min(20, max(1, pair / 2))
        column(day.due, x, width, "b", scale, &html)
        if let arrived = day.arrived {
            column(arrived, x + width, width, arrived == day.due ? "a" : "w", scale, &html)
        }
        let every = max(1, (days.count + 9) / 10)
        if index.isMultiple(of: every) {
            html.element(
                "text", "x=\"\(x)\" y=\"\(Self.top + Self.plotHeight + 16)\"", text: String(day.label.suffix(5)))
        }
    }

    /// From zero up, or down where more was given back than taken.
    private func column(
        _ value: Int128, _ x: Int, _ width: Int, _ colour: String, _ scale: Scale, _ html: inout HTMLText
    ) {
        guard value != 0 else { return }
        let steps = value > 0 ? scale.above : scale.below
        let ceiling = UInt128(max(1, scale.step * Int128(steps)))
        let room = Self.plotHeight * steps / (scale.above + scale.below)
        let height = BarChart.length(min(value.magnitude, ceiling), of: ceiling, width: room)
        let y = value > 0 ? scale.y(0) - height : scale.y(0)
        html.raw("<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" class=\"\(colour)\"/>\n")
    }
}
