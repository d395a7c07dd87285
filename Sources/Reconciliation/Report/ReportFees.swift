// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Fees against the contract: how many, by how much, for which products, and what to do about it.
struct ReportFees {
    /// Products in the chart; the table has more.
    private static let mostBars = 12
    private static let mostProducts = 40

    let report: Report

    func write(to html: inout HTMLText) {
        let fees = report.summary.fees
        guard fees.asContract + fees.over + fees.under + fees.notChecked > 0 else { return }
        html.element("h2") { $0.both("手续费", "Fees") }
        totals(fees, &html)
        products(&html)
    }

    private func totals(_ fees: FileJobSummary.Fees, _ html: inout HTMLText) {
        var rows = [
            [["与合同一致", "as contract"], [report.count(fees.asContract)], [""]],
            [["多收", "over"], [report.count(fees.over)], [report.money(fees.overBy)]],
            [["少收", "under"], [report.count(fees.under)], [report.money(fees.underBy)]],
            [
                ["未核对（无手续费或无费率）", "not checked (no fee, or no tariff)"], [report.count(fees.notChecked)],
                [""],
            ],
        ]
        if fees.partsDiffer > 0 {
            rows.append([["分项与合同不符", "parts differ"], [report.count(fees.partsDiffer)], [""]])
        }
        html.table(
            [("与合同比较", "against the contract"), ("笔数", "rows"), ("差额", "difference")], numbers: [1, 2],
            cells: rows.map { row in
                row.map { $0.count == 2 ? .both($0[0], $0[1]) : .text($0[0]) }
            })
    }

    private func products(_ html: inout HTMLText) {
        let sums = report.overcharges.products.sorted {
            let (left, right) = ($0.value.fee - $0.value.expected, $1.value.fee - $1.value.expected)
            return left == right ? $0.key < $1.key : left > right
        }
        guard !sums.isEmpty else { return }
        let name = { (product: String) in product.isEmpty ? "–" : product }
        html.element("div", "class=\"charts\"") { html in
            BarChart(
                id: "fees", title: ("多收的手续费：合同与实收", "Fees above contract: contract and charged"),
                summary: "\(sums.count) products; the table beside has the figures.",
                bars: sums.prefix(Self.mostBars).map { product, sum in
                    BarChart.Bar(
                        label: name(product), figure: "合同 contract \(report.money(sum.expected))", value: sum.expected,
                        second: ("实收 charged \(report.money(sum.fee))", sum.fee))
                }
            ).write(to: &html)
            html.element("div") { html in
                html.table(
                    [("品种", "product"), ("笔数", "fees"), ("合同", "contract"), ("实收", "charged"), ("多收", "over")],
                    numbers: [1, 2, 3, 4],
                    rows: sums.prefix(Self.mostProducts).map { product, sum in
                        [
                            name(product), report.count(sum.rows), report.money(sum.expected), report.money(sum.fee),
                            report.money(sum.fee - sum.expected),
                        ]
                    })
                html.element("p") { html in
                    html.both(
                        "逐笔清单在 overcharges.csv；counterfoil tariff claim 据此写出致收单机构的函。",
                        "Fee by fee in overcharges.csv; counterfoil tariff claim writes the letter from it."
                    )
                }
            }
        }
    }
}
