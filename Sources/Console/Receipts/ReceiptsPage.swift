// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// Every slip that was printed or should have been, newest first.
struct ReceiptsPage: Sendable {
    let title: String
    /// Link to those a person must look at, with their number; nil when there are none.
    let openText: String?
    let openHref: String
    let filters: Filters
    let text: String
    let isOpenOnly: Bool
    let caption: String
    let lines: [ReceiptLine]
    let hasLines: Bool
    let pager: Pager?
    let empty: Blank?

    init(
        query: ReceiptQuery, list: PageOf<ReceiptRecord>, printers: [PrinterState], stores: [StoreRecord],
        clocks: Clockwork, words: Words
    ) {
        let view = Viewpoint(words: words, stores: stores)
        title = words["receipts.title"]
        let open = printers.reduce(0) { $0 + $1.unconfirmed }
        openText =
            open > 0 && !query.isOpenOnly ? words.text("receipts.openBand", ["count": String(open)]) : nil
        openHref = "/receipts?open=1"
        filters = Self.filters(query, printers, stores, words)
        text = query.text ?? ""
        isOpenOnly = query.isOpenOnly
        caption = words[query.isNarrow ? "receipts.filtered" : "receipts.newest"]
        lines = list.elements.map { ReceiptLine($0, from: view, clocks: clocks) }
        hasLines = !lines.isEmpty
        pager = Pager(
            count: lines.count, isFirst: query.cursor == nil, next: list.nextCursor,
            firstHref: query.starting(at: nil).href, nextHref: query.starting(at: list.nextCursor).href, words: words)
        empty = lines.isEmpty ? Self.blank(query, printers, words) : nil
    }

    private static func filters(
        _ query: ReceiptQuery, _ printers: [PrinterState], _ stores: [StoreRecord], _ words: Words
    ) -> Filters {
        var filters = Filters(
            from: nil, to: nil,
            choices: [
                .init(
                    "store", chosen: query.store?.text, of: stores.map { ($0.id.text, $0.name) }, words: words),
                .init(
                    "printer", chosen: query.printer, of: printers.map { ($0.record.name, $0.record.name) },
                    words: words),
                .init(
                    "state", chosen: query.state?.rawValue,
                    of: ReceiptQuery.states.map { ($0.rawValue, words["filter.slipState.\($0.rawValue)"]) },
                    words: words),
            ], words: words)
        var parts = [filters.active, query.text].compactMap(\.self)
        if query.isOpenOnly { parts.append(words["receipts.openOnly"]) }
        filters.active = parts.isEmpty ? nil : parts.joined(separator: ", ")
        filters.isOpen = !parts.isEmpty
        return filters
    }

    private static func blank(_ query: ReceiptQuery, _ printers: [PrinterState], _ words: Words) -> Blank {
        if query.isOpenOnly, query.printer == nil, query.text == nil, query.state == nil {
            return Blank(
                icon: "ok", heading: words["receipts.allDone.heading"], lines: [words["receipts.allDone.why"]],
                acts: [.init(text: words["receipts.all"], href: "/receipts", isMain: true)])
        }
        guard !query.isNarrow, query.cursor == nil else {
            return Blank(
                icon: "search", heading: words["receipts.none.heading"], lines: [words["receipts.none.why"]],
                acts: [.init(text: words["transactions.clear"], href: "/receipts", isMain: true)])
        }
        let isSetUp = printers.contains { $0.record.listenPort > 0 }
        return Blank(
            icon: "receipts", heading: words["receipts.empty.heading"],
            lines: [
                words["receipts.empty.why"], words[isSetUp ? "receipts.empty.actTill" : "receipts.empty.actPrinter"],
            ],
            acts: [.init(text: words["receipts.empty.button"], href: "/printers", isMain: true)])
    }
}
