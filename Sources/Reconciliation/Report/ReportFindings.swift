// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

/// Findings by code: a chart, the same as a table, and the largest rows of each code.
struct ReportFindings {
    let report: Report

    private var codes: [FileJobSummary.Code] { report.summary.codes.filter { $0.count > 0 } }

    func write(to html: inout HTMLText) {
        guard !codes.isEmpty else { return }
        html.element("h2") { $0.both("差异", "Findings") }
        let bars = codes.map {
            BarChart.Bar(
                label: "\($0.code.text) \($0.code.name.chinese)", figure: report.count($0.count),
                value: Int128($0.count), isWarning: true)
        }
        BarChart(title: "各类差异的笔数 Findings by code", bars: bars).write(to: &html)
        html.table(
            [("代码", "code"), ("名称", "name"), ("笔数", "count"), ("涉及金额", "money at stake")], numbers: [2, 3],
            rows: codes.map {
                [
                    $0.code.text, "\($0.code.name.chinese) \($0.code.name.english)", report.count($0.count),
                    report.money($0.stake),
                ]
            })
        fees(&html)
        for code in codes { largest(code, &html) }
    }

    private func fees(_ html: inout HTMLText) {
        let fees = report.summary.fees
        html.table(
            [("手续费", "fees"), ("笔数", "rows"), ("差额", "difference")], numbers: [1, 2],
            rows: [
                ["与合同一致 as contract", report.count(fees.asContract), ""],
                ["多收 over", report.count(fees.over), report.money(fees.overBy)],
                ["少收 under", report.count(fees.under), report.money(fees.underBy)],
                ["未核对（无手续费或无费率）not checked (no fee, or no tariff)", report.count(fees.notChecked), ""],
            ])
    }

    private func largest(_ code: FileJobSummary.Code, _ html: inout HTMLText) {
        let rows = report.tallies[Int(code.code.rawValue)].top
        html.element("h3") { html in
            let shown = rows.count < code.count ? "金额最大的 \(rows.count) 笔" : "全部"
            let english = rows.count < code.count ? "the \(rows.count) largest" : "all"
            html.both("\(code.code.text) \(code.code.name.chinese)：\(shown)", "\(code.code.name.english): \(english)")
        }
        html.element("div", "class=\"wide\"") { html in
            html.table(
                [("交易", "transaction"), ("收银", "till"), ("收单", "acquirer"), ("说明", "detail"), ("位置", "where")],
                numbers: [1, 2], cells: rows.map(cells))
        }
    }

    private func cells(_ row: FindingRow) -> [HTMLText.Cell] {
        let key = [row.merchant, [row.terminal, row.rrn, row.type].filter { !$0.isEmpty }.joined(separator: " ")]
        return [
            .lines(key.filter { !$0.isEmpty }), .text(report.money(row.tillAmount)),
            .text(report.money(row.acquirerAmount)), .both(row.detail.chinese, row.detail.english),
            .lines([row.tillReference, row.acquirerReference].filter { !$0.isEmpty }),
        ]
    }
}
