// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// What is not in order (差异): how much of each kind, what it means, and each transaction that has it.
struct FindingsPage: Sendable {
    struct CodeCount: Sendable {
        let code: String
        let text: String
        let count: String
        /// What they come to; nil where no money differs.
        let sum: String?
        let href: String
        let isCurrent: Bool
    }

    /// Codes of one family: receipts, payments, settlement, refunds, devices, complaints.
    struct Group: Sendable {
        let name: String
        let codes: [CodeCount]
    }

    /// The code a list is limited to.
    struct Chosen: Sendable {
        let code: String
        let name: String
        let tone: String
        let icon: String
        let meaning: String
        let steps: [String]
        let duty: String
        let allHref: String
    }

    struct Row: Sendable {
        let href: String
        let when: String
        let weekday: String
        let code: String
        let name: String
        let tone: String
        let icon: String
        let explanation: String
        let amount: String
        let difference: String
        let place: String
        let terminal: String?
        let since: String
    }

    let title: String
    /// Devices that are not in order, and slips that need somebody.
    let alerts: [PrintAlert]
    let lead: String
    let csvHref: String?
    let groups: [Group]
    let hasGroups: Bool
    let chosen: Chosen?
    let filters: Filters
    let caption: String
    let rows: [Row]
    let hasRows: Bool
    let pager: Pager?
    let empty: Blank?

    init(
        filter: ListFilter, rows list: PageOf<FindingRow>, counts: [FindingCode: Int64],
        sums: [FindingCode: FindingSum] = [:], alerts: [PrintAlert] = [], stores: [StoreRecord], words: Words,
        zone: Zone = .shanghai
    ) {
        let view = Viewpoint(words: words, stores: stores, zone: zone)
        let total = counts.values.reduce(0, +)
        title = words["findings.title"]
        self.alerts = alerts
        lead =
            total == 0
            ? words["findings.leadNone"] : words.text("findings.lead", ["count": words.count(total)])
        csvHref = list.elements.isEmpty ? nil : filter.starting(at: nil).href("/findings.csv")
        groups = Self.groups(counts, sums, filter, words)
        hasGroups = !groups.isEmpty
        chosen = filter.code.map { Self.chosen($0, filter, words) }
        filters = Filters(
            from: filter.from, to: filter.to,
            choices: [
                .init("store", chosen: filter.store?.text, of: stores.map { ($0.id.text, $0.name) }, words: words),
                .codes(chosen: filter.code, words: words),
            ], words: words)
        caption = words[filter.isNarrow ? "findings.filtered" : "findings.newest"]
        rows = list.elements.map { Self.row($0, view) }
        hasRows = !rows.isEmpty
        pager = Pager(
            count: rows.count, isFirst: filter.cursor == nil, next: list.nextCursor,
            firstHref: filter.starting(at: nil).href("/findings"),
            nextHref: filter.starting(at: list.nextCursor).href("/findings"), words: words)
        empty = rows.isEmpty ? Self.blank(filter, words) : nil
    }

    private static func groups(
        _ counts: [FindingCode: Int64], _ sums: [FindingCode: FindingSum], _ filter: ListFilter, _ words: Words
    ) -> [Group] {
        let families = Dictionary(grouping: counts.filter { $0.value > 0 }, by: { $0.key.text.prefix(2) })
        return ["PY", "ST", "RC", "RF", "DV", "CS"].compactMap { family in
            guard let members = families[family[...]] else { return nil }
            let codes = members.sorted { $0.key < $1.key }.map { code, count in
                CodeCount(
                    code: code.text, text: words.name(of: code), count: words.count(count),
                    sum: sums[code].map { words.amount(minor: $0.minor, currency: $0.currency) },
                    href: filter.about(code).href("/findings"), isCurrent: code == filter.code)
            }
            return Group(name: words["family.\(family)"], codes: codes)
        }
    }

    private static func chosen(_ code: FindingCode, _ filter: ListFilter, _ words: Words) -> Chosen {
        Chosen(
            code: code.text, name: words.name(of: code), tone: Mark.tone(of: code).rawValue, icon: Mark.icon(of: code),
            meaning: words.meaning(of: code), steps: words.steps(for: code), duty: words.duty(for: code),
            allHref: filter.about(nil).href("/findings"))
    }

    private static func row(_ row: FindingRow, _ view: Viewpoint) -> Row {
        let words = view.words
        let line = TransactionLine(row.transaction, from: view)
        let code = row.finding.code
        return Row(
            href: line.href, when: line.when, weekday: line.weekday, code: code.text, name: words.name(of: code),
            tone: Mark.tone(of: code).rawValue, icon: Mark.icon(of: code),
            explanation: words.pick(row.finding.explanation), amount: line.amount,
            difference: row.finding.difference.map(words.amount) ?? "", place: line.place, terminal: line.terminal,
            since: view.moment(row.since))
    }

    private static func blank(_ filter: ListFilter, _ words: Words) -> Blank {
        guard filter.isNarrow else {
            return Blank(
                icon: "ok", heading: words["findings.empty.heading"],
                lines: [words["findings.empty.why"], words["findings.empty.act"]],
                acts: [
                    .init(text: words["findings.empty.button"], href: "/imports", isMain: true),
                    .init(text: words["findings.empty.today"], href: "/today", isMain: false),
                ])
        }
        return Blank(
            icon: "search", heading: words["findings.none.heading"], lines: [words["findings.none.why"]],
            acts: [.init(text: words["transactions.clear"], href: "/findings", isMain: true)])
    }
}
