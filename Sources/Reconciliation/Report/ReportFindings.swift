// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

/// Findings by code: how many and how much, each with its rule, what to do, and its largest rows.
struct ReportFindings {
    let report: Report

    private var codes: [FileJobSummary.Code] { report.summary.codes.filter { $0.count > 0 } }

    func write(to html: inout HTMLText) {
        guard !codes.isEmpty else { return }
        html.element("h2") { $0.both("差异", "Findings") }
        let all = report.count(report.summary.findings)
        html.element("div", "class=\"charts\"") { html in
            BarChart(
                id: "counts", title: ("各类差异的笔数", "Findings by code"),
                summary: "\(all) findings of \(codes.count) codes; the table below has the figures.",
                bars: codes.map {
                    BarChart.Bar(
                        label: "\($0.code.text) \($0.code.name.chinese)", figure: report.count($0.count),
                        value: Int128($0.count), isWarning: true)
                }
            ).write(to: &html)
            BarChart(
                id: "stakes", title: ("涉及金额", "Money at stake"),
                summary: "Money at stake by code; the table below has the figures.",
                bars: codes.map {
                    BarChart.Bar(
                        label: "\($0.code.text) \($0.code.name.english)", figure: report.money($0.stake),
                        value: $0.stake)
                }
            ).write(to: &html)
        }
        html.table(
            [("代码", "code"), ("名称", "name"), ("笔数", "count"), ("涉及金额", "money at stake")], numbers: [2, 3],
            cells: codes.map {
                [
                    .text($0.code.text), .both($0.code.name.chinese, $0.code.name.english),
                    .text(report.count($0.count)), .text(report.money($0.stake)),
                ]
            })
        for code in codes { largest(code, &html) }
    }

    private func largest(_ code: FileJobSummary.Code, _ html: inout HTMLText) {
        let rows = report.tallies[Int(code.code.rawValue)].top
        html.element("h3") { html in
            let shown = rows.count < code.count ? "金额最大的 \(rows.count) 笔" : "全部"
            let english = rows.count < code.count ? "the \(rows.count) largest" : "all"
            html.both("\(code.code.text) \(code.code.name.chinese)：\(shown)", "\(code.code.name.english): \(english)")
        }
        explanation(code.code, &html)
        html.element("div", "class=\"wide\"") { html in
            html.table(
                [("交易", "transaction")] + Self.sides(code.code) + [("说明", "detail"), ("位置", "where")],
                numbers: [1, 2], cells: rows.map(cells))
        }
    }

    /// The rule, the field it compares, and what to do next.
    private func explanation(_ code: JobCode, _ html: inout HTMLText) {
        let (field, action) = (Self.field(code), code.nextAction)
        let rule = CodeTable.row(for: code.code)?.detection ?? code.name
        html.element("p", "class=\"rule\"") { html in
            html.both(
                "比较：\(field.chinese)。规则：\(rule.chinese)。下一步：\(action.chinese)。",
                "Compared: \(field.english). Rule: \(rule.english). Next: \(action.english).")
        }
    }

    private static func field(_ code: JobCode) -> Bilingual {
        switch code {
        case .outcomeUnknown, .acquirerOnlySucceeded: Bilingual(zh: "收银状态", en: "the till's status")
        case .chargeWithoutSale, .notSettled: Bilingual(zh: "另一方是否有这笔", en: "whether the other side has it")
        case .slipWithoutCharge, .orderWithoutCharge: Bilingual(zh: "是否有扣款", en: "whether anybody charged for it")
        case .duplicateCharge, .saleBookedTwice: Bilingual(zh: "同一笔出现的次数", en: "how often it appears")
        case .noSlip, .slipUnconfirmed: Bilingual(zh: "是否已打印", en: "whether the slip was printed")
        case .repeatedPrints: Bilingual(zh: "打印次数", en: "how often it was printed")
        case .paidAfterClose: Bilingual(zh: "订单状态", en: "the order's status")
        case .amountDiffers, .orderAmountDiffers, .slipDiffers: Bilingual(zh: "金额", en: "the amount")
        case .feeTooHigh: Bilingual(zh: "手续费", en: "the fee")
        case .chargedBack: Bilingual(zh: "拒付与再请款", en: "chargebacks and representments")
        case .refundedTooMuch: Bilingual(zh: "付款与退回合计", en: "what was paid and what was given back")
        case .refundedAndChargedBack: Bilingual(zh: "退款与拒付", en: "refunds and chargebacks")
        case .depositDiffers, .depositWithoutSettlement: Bilingual(zh: "清算与到账", en: "settlement and deposits")
        }
    }

    private static func sides(_ code: JobCode) -> [(chinese: String, english: String)] {
        code == .feeTooHigh
            ? [("实收", "charged"), ("应收", "by contract")] : [("收银", "till"), ("收单", "acquirer")]
    }

    private func cells(_ row: FindingRow) -> [HTMLText.Cell] {
        let key = [row.merchant, [row.terminal, row.rrn, row.type].filter { !$0.isEmpty }.joined(separator: " ")]
        let isFee = row.code == .feeTooHigh
        return [
            .lines(key.filter { !$0.isEmpty }), .text(report.money(isFee ? row.fee : row.tillAmount)),
            .text(report.money(isFee ? row.feeExpected : row.acquirerAmount)),
            .both(row.detail.chinese, row.detail.english),
            .lines([row.tillReference, row.acquirerReference].filter { !$0.isEmpty }),
        ]
    }
}
