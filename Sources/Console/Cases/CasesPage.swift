// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// The queue: what is still work, in the order in which it is due.
struct CasesPage: Sendable {
    struct Tab: Sendable {
        let text: String
        let href: String
        let isCurrent: Bool
    }

    let title: String
    let lead: String
    let tabs: [Tab]
    let filters: Filters
    let boardHref: String
    let csvHref: String?
    let rows: [CaseLine]
    let hasRows: Bool
    let pager: Pager?
    let empty: Blank?

    init(
        _ query: CaseQuery, _ list: PageOf<CaseSummary>, states: [String: Int64], view: Viewpoint, clocks: Clockwork,
        now: Instant
    ) {
        let words = view.words
        title = words["cases.title"]
        let open = ["open", "confirming", "acting", "waiting"].reduce(0) { $0 + (states[$1] ?? 0) }
        lead = words.text("cases.lead", ["count": words.count(open)])
        tabs = [
            Tab(
                text: words["cases.tab.open"], href: query.href("/cases", "state", "open"),
                isCurrent: query.state == "open" && !query.isMine && !query.isOverdue),
            Tab(text: words["cases.tab.mine"], href: "/cases?mine=1", isCurrent: query.isMine),
            Tab(text: words["cases.tab.overdue"], href: "/cases?overdue=1", isCurrent: query.isOverdue),
            Tab(
                text: words["cases.tab.waiting"], href: "/cases?state=waiting:customer",
                isCurrent: query.state.hasPrefix("waiting")),
            Tab(text: words["cases.tab.over"], href: "/cases?state=over", isCurrent: query.state == "over"),
        ]
        filters = Filters(from: nil, to: nil, choices: Self.choices(query, view), words: words)
        boardHref = "/cases/board"
        csvHref = list.elements.isEmpty ? nil : query.href("/cases.csv")
        rows = list.elements.map { CaseLine($0, from: view, clocks: clocks, now: now) }
        hasRows = !rows.isEmpty
        pager = Pager(
            count: rows.count, isFirst: query.cursor == nil, next: list.nextCursor, firstHref: query.href(),
            nextHref: query.href(cursor: list.nextCursor), words: words)
        empty = rows.isEmpty ? Self.blank(query, words, at: view.moment(now)) : nil
    }

    private static func choices(_ query: CaseQuery, _ view: Viewpoint) -> [Filters.Choice] {
        let words = view.words
        let states: [CaseState] =
            [.open, .confirming, .acting] + CaseState.Party.allCases.map { .waiting($0) }
            + [.resolved, .followedUp, .closed]
        let chosen: String? = ["open", "all"].contains(query.state) ? nil : query.state
        let stores = view.storeNames.map { ($0.key.text, $0.value) }.sorted { $0.0 < $1.0 }
        return [
            .init(
                "state", chosen: chosen,
                of: states.map { state in
                    (state.party.map { "waiting:\($0.rawValue)" } ?? state.name, words.pick(state.label))
                }, words: words),
            .init("store", chosen: query.filter.store?.text, of: stores, words: words),
            .init(
                "owner", chosen: query.filter.owner?.rawValue,
                of: CodeRow.Owner.allCases.map { ($0.rawValue, words.pick($0.label)) }, words: words),
            .codes(chosen: query.filter.code, words: words),
        ]
    }

    /// Silence must be seen to be a check, not a failure: it says when was looked.
    private static func blank(_ query: CaseQuery, _ words: Words, at now: String) -> Blank {
        guard query.isNarrow else {
            return Blank(
                icon: "ok", heading: words["cases.empty.heading"],
                lines: [words.text("cases.empty.why", ["time": now]), words["cases.empty.act"]],
                acts: [.init(text: words["cases.new"], href: "/cases/new", isMain: false)])
        }
        return Blank(
            icon: "search", heading: words["cases.none.heading"],
            lines: [words.text("cases.empty.why", ["time": now])],
            acts: [.init(text: words["cases.tab.open"], href: "/cases", isMain: true)])
    }
}

/// The queue by state, the most pressing first in each column.
struct CaseBoard: Sendable {
    struct Column: Sendable {
        let name: String
        let count: String
        let href: String
        let rows: [CaseLine]
        let hasRows: Bool
    }

    let title: String
    let columns: [Column]

    init(_ call: Call) async throws {
        let (view, clocks) = (try await call.view(), try await Clockwork(call.site))
        let now = call.site.instant()
        let counts = try await call.shop.caseStates(.of(call.person.role), in: call.stores)
        title = call.words["cases.board"]
        var columns: [Column] = []
        for name in ["open", "confirming", "acting", "waiting", "resolved", "followed-up"] {
            var found: [CaseSummary] = []
            let states: [CaseState] =
                name == "waiting"
                ? CaseState.Party.allCases.map { .waiting($0) } : [CaseState(name: name)].compactMap { $0 }
            for state in states {
                var filter = CaseFilter()
                filter.standing = .exactly(state)
                filter.kinds = .of(call.person.role)
                let list = try await call.shop.cases(filter, in: call.stores, cursor: nil, limit: 12)
                found += list.elements
            }
            found.sort { ($0.due ?? .init(milliseconds: .max), $0.id) < ($1.due ?? .init(milliseconds: .max), $1.id) }
            let rows = found.prefix(12).map { CaseLine($0, from: view, clocks: clocks, now: now) }
            let href = name == "waiting" ? "/cases?state=waiting:customer" : "/cases?state=\(name)"
            columns.append(
                Column(
                    name: call.words["cases.column.\(name)"], count: call.words.count(counts[name] ?? 0), href: href,
                    rows: rows, hasRows: !rows.isEmpty))
        }
        self.columns = columns
    }
}
