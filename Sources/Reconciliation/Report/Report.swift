// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// The result of a job for a person: one page without anything beside it, in Chinese first and English after it,
/// printable on A4.
struct Report {
    static let name = "report.html"

    let summary: FileJobSummary
    /// By `JobCode.rawValue`.
    let tallies: [CodeTally]
    let overcharges: OverchargeSums
    let transit: InTransit
    let settlement: Settlement
    /// Days and deposits that do not fit, as they are explained.
    let explained: [DepositFinding]
    /// The first rows put aside.
    let quarantine: [QuarantinedRow]

    var html: String {
        var html = HTMLText()
        html.raw("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n")
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        html.element("title", text: "对账报告 Reconciliation report \(summary.asOf)")
        html.raw("<style>\n\(ReportStyle.css)</style>\n</head>\n<body>\n")
        html.element("main") { html in
            ReportHeadline(report: self).write(to: &html)
            ReportFindings(report: self).write(to: &html)
            ReportFees(report: self).write(to: &html)
            ReportSettlement(report: self).write(to: &html)
            ReportTransit(report: self).write(to: &html)
            ReportProof(report: self).write(to: &html)
        }
        html.raw("</body>\n</html>\n")
        return html.text
    }

    /// An amount for people.
    func money(_ minor: Int128) -> String { Money.grouped(minor: minor, decimals: summary.currency.decimals) }

    func money(_ minor: Int64?) -> String { minor.map { money(Int128($0)) } ?? "" }

    /// A count for people.
    func count(_ number: Int) -> String { Money.grouped(minor: Int128(number), decimals: 0) }

    /// Codes that occur, the one with the most money at stake first.
    var codesByStake: [FileJobSummary.Code] {
        summary.codes.filter { $0.count > 0 }.sorted {
            ($1.stake.magnitude, $0.code.rawValue) < ($0.stake.magnitude, $1.code.rawValue)
        }
    }

    func rows(_ side: FileJobSummary.File.Side) -> Int {
        summary.files.filter { $0.side == side }.reduce(0) { $0 + $1.rows + $1.quarantined }
    }
}
