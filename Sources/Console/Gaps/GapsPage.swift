// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// Numbers that are missing (断号), each with the neighbours that prove it, and proof that we looked.
struct GapsPage: Sendable {
    struct Side: Sendable, Equatable {
        let number: String
        let when: String
        let href: String
    }

    struct Line: Sendable, Equatable {
        /// The missing numbers: `000004`, or `000004 – 000005`.
        let missing: String
        let count: String
        let kind: String
        let place: String
        let terminal: String?
        let batch: String?
        let before: Side
        let after: Side
    }

    let title: String
    let lead: String
    let filters: Filters
    let caption: String
    let lines: [Line]
    let hasLines: Bool
    /// What was looked at.
    let looked: String
    let code: String
    let codeName: String
    let steps: [String]
    let duty: String
    let empty: Blank?

    init(_ query: GapQuery, _ report: GapReport, _ gaps: [NumberGap], stores: [StoreRecord], words: Words) {
        let view = Viewpoint(words: words, stores: stores)
        title = words["gaps.title"]
        let days = ["from": report.from.description, "to": report.to.description]
        lead = words.text("gaps.lead", days)
        filters = Filters(
            from: query.from, to: query.to,
            choices: [
                .init("store", chosen: query.store?.text, of: stores.map { ($0.id.text, $0.name) }, words: words)
            ], words: words)
        caption = words.text("gaps.caption", ["count": words.count(Int64(gaps.count))])
        lines = gaps.map { Self.line($0, view) }
        hasLines = !lines.isEmpty
        looked = words.text(
            "gaps.looked",
            [
                "numbers": words.count(Int64(report.numbers)), "runs": words.count(Int64(report.runsJudged)),
                "skipped": words.count(Int64(report.runsSkipped)),
            ])
        let row = FindingCode.rc10
        code = row.text
        codeName = words.name(of: row)
        steps = words.steps(for: row)
        duty = words.duty(for: row)
        empty =
            lines.isEmpty
            ? Blank(
                icon: report.runsJudged > 0 ? "ok" : "receipts",
                heading: words[report.runsJudged > 0 ? "gaps.none.heading" : "gaps.empty.heading"],
                lines: [words[report.runsJudged > 0 ? "gaps.none.why" : "gaps.empty.why"], words["gaps.empty.act"]])
            : nil
    }

    private static func line(_ gap: NumberGap, _ view: Viewpoint) -> Line {
        let words = view.words
        let side = { (neighbour: NumberGap.Neighbour) in
            Side(
                number: neighbour.number, when: words.moment(neighbour.at),
                href: "/transactions/\(neighbour.transaction)")
        }
        return Line(
            missing: gap.missing == 1 ? gap.firstMissing : "\(gap.firstMissing) – \(gap.lastMissing)",
            count: words.text("gaps.count", ["count": words.count(Int64(gap.missing))]),
            kind: words["gaps.series.\(gap.series.rawValue)"], place: view.store(gap.store),
            terminal: gap.terminal?.text,
            batch: gap.batch.map { words.text("gaps.batch", ["number": $0.text]) }, before: side(gap.before),
            after: side(gap.after))
    }
}
