// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Refunds
import Store
import Tender

/// Refunds by where they stand, the newest first.
struct RefundsPage: Sendable {
    struct Lane: Sendable, Equatable {
        let text: String
        let count: String
        let href: String
        let isCurrent: Bool
    }

    let title: String
    let lanes: [Lane]
    let lines: [RefundLine]
    let hasLines: Bool
    let caption: String
    let empty: Blank?
    let pager: Pager?

    init(
        _ filter: RefundFilter, _ list: PageOf<RefundRecord>, counts: [RefundFilter.Standing: Int64], isFirst: Bool,
        role: RefundRole, person: String, view: Viewpoint, clocks: Clockwork
    ) {
        let words = view.words
        title = words["refunds.title"]
        let all = Lane(
            text: words["refunds.lane.all"], count: words.count(counts.values.reduce(0, +)), href: "/refunds",
            isCurrent: filter.standing == nil)
        lanes =
            [all]
            + RefundFilter.Standing.allCases.map { standing in
                Lane(
                    text: words["refunds.lane.\(standing.rawValue)"], count: words.count(counts[standing] ?? 0),
                    href: "/refunds?standing=\(standing.rawValue)", isCurrent: filter.standing == standing)
            }
        lines = list.elements.map { record in
            var line = RefundLine(record, from: view, clocks: clocks)
            let mayDecide = (try? RefundLimits.standard.mayDecide(record.order, role: role, person: person)) != nil
            line.approvalHref = record.file.isWaiting && mayDecide ? "\(line.href)/approval" : nil
            return line
        }
        hasLines = !lines.isEmpty
        caption = words["refunds.caption"]
        empty =
            lines.isEmpty
            ? Blank(
                icon: "back", heading: words["refunds.emptyTitle"],
                lines: [words["refunds.emptyWhy"], words["refunds.emptyAct"]]) : nil
        let href = filter.standing.map { "/refunds?standing=\($0.rawValue)" } ?? "/refunds"
        let glue = filter.standing == nil ? "?" : "&"
        pager = Pager(
            count: lines.count, isFirst: isFirst, next: list.nextCursor, firstHref: href,
            nextHref: list.nextCursor.map { "\(href)\(glue)cursor=\($0)" }, words: words)
    }
}
