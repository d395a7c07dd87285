// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Money on its way: approved at the till, not yet due at the acquirer, by the days since.
struct ReportTransit {
    let report: Report

    private struct Age {
        let label: (chinese: String, english: String)
        let days: ClosedRange<Int>
    }

    private static let ages = [
        Age(label: ("当天或以后", "same day or later"), days: .min...0), Age(label: ("1 天", "1 day"), days: 1...1),
        Age(label: ("2 天", "2 days"), days: 2...2), Age(label: ("3 天", "3 days"), days: 3...3),
        Age(label: ("4–7 天", "4–7 days"), days: 4...7), Age(label: ("8 天以上", "8 days and more"), days: 8...(.max)),
    ]

    func write(to html: inout HTMLText) {
        let buckets = Self.ages.map { age in
            report.transit.days.filter { age.days.contains(Self.age($0.key, report.summary.asOf)) }.values
                .reduce(into: Bucket()) { $0.add($1) }
        }
        let shown = zip(Self.ages, buckets).filter { $0.1.rows > 0 }
        guard !shown.isEmpty else { return }
        html.element("h2") { $0.both("在途资金", "Money in transit") }
        html.element("div", "class=\"charts\"") { html in
            BarChart(
                id: "transit", title: ("在途金额，按交易后天数", "In transit, by days since the payment"),
                summary: "\(shown.count) ages; the table beside has the figures.",
                bars: shown.map { age, bucket in
                    BarChart.Bar(
                        label: "\(age.label.chinese) \(age.label.english)", figure: report.money(bucket.amount),
                        value: bucket.amount)
                }
            ).write(to: &html)
            html.table(
                [("交易后", "since the payment"), ("笔数", "rows"), ("金额", "amount")], numbers: [1, 2],
                cells: shown.map { age, bucket in
                    [
                        .both(age.label.chinese, age.label.english), .text(report.count(bucket.rows)),
                        .text(report.money(bucket.amount)),
                    ]
                })
        }
    }

    private static func age(_ day: Int32, _ asOf: CivilDate) -> Int { Int(asOf.daysSinceEpoch) - Int(day) }
}
