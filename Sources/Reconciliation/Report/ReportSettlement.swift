// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// Settlement days: what was announced, what arrived.
struct ReportSettlement {
    /// Lines of single merchants are shown up to this many; beyond it only those that differ.
    private static let mostLines = 60

    let report: Report

    private struct Day {
        let day: CivilDate?
        var sums = DaySums()
        var deposited: Int128?

        var name: String { day?.description ?? "无日期 no date" }
        var difference: Int128? { deposited.map { sums.net - $0 } }
    }

    func write(to html: inout HTMLText) {
        let days = days
        guard !days.isEmpty else { return }
        html.element("h2") { $0.both("结算与到账", "Settlement and deposits") }
        if days.count > 1 { chart(days, &html) }
        html.element("div", "class=\"wide\"") { html in
            html.table(
                Self.headings(first: [("清算日", "settled on")]), numbers: [1, 2, 3, 4, 5, 6],
                rows: days.map { [$0.name] + cells($0.sums, $0.deposited, $0.difference) })
        }
        merchants(&html)
        explanations(&html)
    }

    private func chart(_ days: [Day], _ html: inout HTMLText) {
        let last = days.filter { $0.day != nil }.suffix(DayChart.mostDays)
        let hasBank = last.contains { $0.deposited != nil }
        let differing = last.count { ($0.difference ?? 0) != 0 }
        html.element("p", "class=\"legend\"") { html in
            html.raw("<span class=\"key b\"></span>")
            html.both("应到净额", "net due")
            guard hasBank else { return }
            html.raw(" <span class=\"key a\"></span>")
            html.both("到账", "arrived")
            html.raw(" <span class=\"key w\"></span>")
            html.both("到账不符", "arrived, but not as due")
        }
        DayChart(
            id: "days", title: ("每日应到与到账", "Due and arrived, by settlement day"),
            summary:
                "\(last.count) settlement days, \(differing) of them not paid as due; the table below has the figures.",
            days: last.map { DayChart.Day(label: $0.name, due: $0.sums.net, arrived: $0.deposited) },
            decimals: report.summary.currency.decimals
        ).write(to: &html)
    }

    /// What the rows say of days and deposits that do not fit.
    private func explanations(_ html: inout HTMLText) {
        let all = report.explained.filter { $0.explanation != nil }
        guard !all.isEmpty else { return }
        html.element("h3") { $0.both("差额从哪来", "Where the differences come from") }
        if all.count > Self.mostLines {
            html.element("p") { html in
                html.both(
                    "前 \(Self.mostLines) 条，共 \(report.count(all.count)) 条，全部见 findings.csv",
                    "The first \(Self.mostLines) of \(report.count(all.count)); all are in findings.csv")
            }
        }
        html.element("div", "class=\"wide\"") { html in
            html.table(
                [("清算日", "settled on"), ("商户", "merchant"), ("差额", "missing"), ("说明", "explanation")],
                numbers: [2],
                cells: all.prefix(Self.mostLines).map { finding in
                    [
                        .text(finding.day.description), .text(finding.merchant),
                        .text(report.money(finding.net - finding.deposited)),
                        .both(finding.explanation?.words.chinese ?? "", finding.explanation?.words.english ?? ""),
                    ]
                })
        }
    }

    private static func headings(first: [(chinese: String, english: String)]) -> [(chinese: String, english: String)] {
        first + [
            ("笔数", "rows"), ("总额", "gross"), ("手续费", "fee"), ("净额", "net"), ("到账", "arrived"), ("差额", "missing"),
        ]
    }

    private func cells(_ sums: DaySums, _ deposited: Int128?, _ difference: Int128?) -> [String] {
        [
            report.count(sums.rows), report.money(sums.gross), report.money(sums.fee), report.money(sums.net),
            deposited.map { report.money($0) } ?? "—", difference.map { report.money($0) } ?? "—",
        ]
    }

    private var days: [Day] {
        var days: [Day] = []
        for line in report.settlement.lines {
            if days.last?.day != line.day || days.isEmpty { days.append(Day(day: line.day)) }
            days[days.count - 1].sums.add(line.sums)
            if let deposited = line.deposited {
                days[days.count - 1].deposited = (days[days.count - 1].deposited ?? 0) + deposited
            }
        }
        return days
    }

    private func merchants(_ html: inout HTMLText) {
        let all = report.settlement.lines
        let differing = all.filter { ($0.difference ?? 0) != 0 }
        let lines = all.count <= Self.mostLines ? all : Array(differing.prefix(Self.mostLines))
        guard !lines.isEmpty, Set(all.map(\.merchant)).count > 1 || !differing.isEmpty else { return }
        html.element("h3") { html in
            if all.count <= Self.mostLines {
                html.both("按商户", "By merchant")
            } else {
                html.both(
                    "有差额的商户（\(lines.count) / \(differing.count)）",
                    "merchants that differ (\(lines.count) of \(differing.count))")
            }
        }
        html.element("div", "class=\"wide\"") { html in
            html.table(
                Self.headings(first: [("清算日", "settled on"), ("商户", "merchant")]), numbers: [2, 3, 4, 5, 6, 7],
                rows: lines.map {
                    [$0.day?.description ?? "", $0.merchant] + cells($0.sums, $0.deposited, $0.difference)
                })
        }
    }
}
