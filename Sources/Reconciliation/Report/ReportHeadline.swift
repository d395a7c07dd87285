// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// The first screen: what was compared, whether it is in order, and what to do first.
struct ReportHeadline {
    let report: Report

    private var summary: FileJobSummary { report.summary }

    func write(to html: inout HTMLText) {
        html.element("h1") { $0.both("对账报告", "Reconciliation report") }
        html.element("p", "class=\"meta\"") { html in
            html.both(
                "数据截至 \(summary.asOf) · 币种 \(summary.currency.code) · 存根 \(summary.version)",
                "Data up to \(summary.asOf) · currency \(summary.currency.code) · Counterfoil \(summary.version)")
        }
        let isGood = summary.findings == 0 && summary.quarantined == 0 && !isEmpty
        html.element("div", "class=\"state\(isGood ? "" : " bad")\"") { html in
            html.element("p", "class=\"lead\"", text: chinese)
            html.element("p", "lang=\"en\"", text: english)
        }
        if !report.codesByStake.isEmpty { actions(&html) }
    }

    /// Files without a row are no proof of anything, and seldom meant.
    private var isEmpty: Bool { report.rows(.till) + report.rows(.acquirer) == 0 }

    private var chinese: String {
        if isEmpty { return "收银和收单文件都没有数据行，没有进行比较。请检查是否导出完整。" }
        let matched = report.money(summary.buckets.acquirerMatched.amount)
        var text =
            "收银 \(report.count(report.rows(.till))) 行，收单 \(report.count(report.rows(.acquirer))) 行，"
            + "对上 \(report.count(summary.matched)) 笔，共 \(matched) 元。"
        if summary.currency.code != "CNY" { text = text.replacing(" 元。", with: " \(summary.currency.code)。") }
        text +=
            summary.findings == 0 ? "没有发现差异。" : "发现 \(report.count(summary.findings)) 处差异。"
        if summary.buckets.inTransit.rows > 0 {
            text += "另有 \(report.count(summary.buckets.inTransit.rows)) 笔未到清算日，属正常在途。"
        }
        if summary.quarantined > 0 {
            text += "\(report.count(summary.quarantined)) 行读不懂，已单独列出，没有丢弃。"
        }
        return text
    }

    private var english: String {
        if isEmpty {
            return "Neither till nor acquirer files have a row: nothing was compared. See whether they are whole."
        }
        var text =
            "\(report.count(report.rows(.till))) till rows and \(report.count(report.rows(.acquirer))) acquirer rows: "
            + "\(report.count(summary.matched)) match, \(report.money(summary.buckets.acquirerMatched.amount)) "
            + "\(summary.currency.code) in all. "
        text +=
            summary.findings == 0
            ? "Nothing differs." : "\(report.count(summary.findings)) things do not fit."
        if summary.buckets.inTransit.rows > 0 {
            text += " \(report.count(summary.buckets.inTransit.rows)) more are in transit, not yet due."
        }
        if summary.quarantined > 0 {
            text += " \(report.count(summary.quarantined)) rows could not be read; they are listed, not dropped."
        }
        return text
    }

    /// One line a code, the largest sum first: what it is, how much, what to do.
    private func actions(_ html: inout HTMLText) {
        html.element("h2") { $0.both("先做什么", "What to do first") }
        html.element("ol") { html in
            for code in report.codesByStake {
                html.element("li") { html in
                    let (name, action) = (code.code.name, code.code.nextAction)
                    let (count, stake) = (report.count(code.count), report.money(code.stake))
                    html.element("strong", text: "\(name.chinese)（\(code.code.text)）")
                    html.put("\(count) 处，涉及 \(stake)：\(action.chinese)")
                    html.element(
                        "div", "lang=\"en\"",
                        text: "\(name.english): \(count), \(stake) at stake. " + Self.sentence(action.english))
                }
            }
        }
    }

    private static func sentence(_ text: String) -> String {
        text.hasSuffix("?") || text.hasSuffix(".") ? text : text + "."
    }
}
