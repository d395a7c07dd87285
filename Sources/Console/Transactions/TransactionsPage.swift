// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Recall
import Store
import Tender

/// The list of transactions, or the answer to what a person remembers; one page for both.
struct TransactionsPage: Sendable {
    /// How a part of the text was understood, and the address of the search without it.
    struct ChipLink: Sendable {
        let label: String
        let href: String
        let remove: String
    }

    struct NextStep: Sendable {
        let text: String
        let href: String
    }

    let title: String
    /// What the search box holds; nil when nothing was searched for.
    let searchText: String?
    /// True for the answer to a search: each line says why it fits.
    let isSearch: Bool
    let lead: String
    let csvHref: String?
    let chips: [ChipLink]
    let hasChips: Bool
    let filters: Filters?
    let caption: String
    let lines: [TransactionLine]
    let hasLines: Bool
    let pager: Pager?
    let empty: Blank?
    let suggestions: [NextStep]
    let hasSuggestions: Bool

    /// The list, newest first.
    init(filter: ListFilter, list: PageOf<TransactionSummary>, stores: [StoreRecord], words: Words) {
        let view = Viewpoint(words: words, stores: stores)
        title = words["transactions.title"]
        searchText = nil
        isSearch = false
        lead = words["transactions.lead"]
        csvHref = list.elements.isEmpty ? nil : filter.starting(at: nil).href("/transactions.csv")
        chips = []
        hasChips = false
        filters = Self.filters(filter, stores, words)
        caption = words[filter.isNarrow ? "transactions.filtered" : "transactions.newest"]
        lines = list.elements.map { TransactionLine($0, from: view) }
        hasLines = !lines.isEmpty
        pager = Pager(
            count: lines.count, isFirst: filter.cursor == nil, next: list.nextCursor,
            firstHref: filter.starting(at: nil).href("/transactions"),
            nextHref: filter.starting(at: list.nextCursor).href("/transactions"), words: words)
        empty = lines.isEmpty ? Self.blank(filter, words) : nil
        suggestions = []
        hasSuggestions = false
    }

    /// The answer to a search, best first.
    init(
        search: String, answer: RecallAnswer, summaries: [TransactionSummary], stores: [StoreRecord], words: Words
    ) {
        let view = Viewpoint(words: words, stores: stores)
        let byID = Dictionary(summaries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        title = words.text("search.title", ["text": answer.query.text])
        searchText = answer.query.text
        isSearch = true
        csvHref = nil
        chips = Self.chips(answer.query, words)
        hasChips = !chips.isEmpty
        filters = nil
        lines = answer.hits.compactMap { hit in
            byID[hit.candidate.id].map { TransactionLine($0, from: view, why: words.pick(hit.because)) }
        }
        hasLines = !lines.isEmpty
        lead =
            hasLines
            ? words.text("search.lead", ["count": words.count(Int64(lines.count))]) : words["search.leadNone"]
        caption = words["search.hits"]
        pager = nil
        empty = lines.isEmpty ? Self.blankSearch(words) : nil
        suggestions = answer.suggestions.map { suggestion in
            NextStep(text: words.pick(suggestion.label), href: Self.href(of: suggestion))
        }
        hasSuggestions = !suggestions.isEmpty
    }

    /// The search for other words.
    static func href(searching text: String) -> String {
        var query = Query("")
        query.set("q", text)
        return "/transactions?\(query.text)"
    }

    /// "Not in our records" leads to the charges that no till knows; every other step is another search.
    private static func href(of suggestion: Suggestion) -> String {
        if let code = suggestion.code, suggestion.kind == .notInRecords { return "/findings?code=\(code.text)" }
        return href(searching: suggestion.text)
    }

    private static func chips(_ query: MemoryQuery, _ words: Words) -> [ChipLink] {
        query.chips.map { chip in
            let label = words.pick(chip.label)
            return ChipLink(
                label: label, href: href(searching: query.text(without: chip)),
                remove: words.text("search.remove", ["chip": label]))
        }
    }

    private static func blank(_ filter: ListFilter, _ words: Words) -> Blank {
        guard !filter.isNarrow, filter.cursor == nil else {
            return Blank(
                icon: "search", heading: words["transactions.none.heading"], lines: [words["transactions.none.why"]],
                acts: [.init(text: words["transactions.clear"], href: "/transactions", isMain: true)])
        }
        return Blank(
            icon: "transactions", heading: words["transactions.empty.heading"],
            lines: [words["transactions.empty.why"], words["transactions.empty.act"]],
            acts: [.init(text: words["transactions.empty.button"], href: "/imports", isMain: true)])
    }

    private static func blankSearch(_ words: Words) -> Blank {
        Blank(
            icon: "search", heading: words["search.none.heading"],
            lines: [words["search.none.why"], words["search.none.act"]])
    }
}

extension TransactionsPage {
    private static func filters(_ filter: ListFilter, _ stores: [StoreRecord], _ words: Words) -> Filters {
        Filters(
            from: filter.from, to: filter.to,
            choices: [
                .init(
                    "store", chosen: filter.store?.text, of: stores.map { ($0.id.text, $0.name) }, words: words),
                .init(
                    "type", chosen: filter.type?.rawValue,
                    of: TransactionType.allCases.map { ($0.rawValue, words.type($0)) }, words: words),
                .init(
                    "money", chosen: filter.money,
                    of: ListFilter.moneyNames.map { ($0, words["filter.moneyState.\($0)"]) }, words: words),
                .codes(chosen: filter.code, words: words),
                .init(
                    "source", chosen: filter.source?.name,
                    of: Source.allCases.reversed().map { ($0.name, words.source($0)) }, words: words),
            ], words: words)
    }
}
