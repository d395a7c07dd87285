// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// A case as a line of a list.
struct CaseLine: Sendable {
    let id: String
    let href: String
    let code: String
    let name: String
    let tone: String
    let icon: String
    /// Further codes of the same case; nil when there is one alone.
    let more: String?
    let mark: Mark
    let amount: String
    let store: String
    let owner: String
    let assignee: String?
    let opened: String
    /// By when it must be resolved; nil when no time is set.
    let due: String?
    let isOverdue: Bool
    let words: String?
    let transaction: String?
    /// The same as cells of a table for spreadsheets.
    let cells: [String]

    init(_ summary: CaseSummary, from view: Viewpoint, clocks: Clockwork, now: Instant) {
        let words = view.words
        let zone = clocks.zone(of: summary.store)
        id = summary.id.text
        href = "/cases/\(summary.id)"
        code = summary.code.text
        name = words.name(of: summary.code)
        tone = Mark.tone(of: summary.code).rawValue
        icon = Mark.icon(of: summary.code)
        let others = summary.codes.filter { $0 != summary.code }.map(\.text)
        more = others.isEmpty ? nil : others.joined(separator: " ")
        mark = Mark(case: summary.state, words)
        amount = summary.amount.map(words.amount) ?? ""
        store = view.store(summary.store)
        owner = words.pick(summary.owner.label)
        assignee = summary.assignee
        opened = words.moment(zone.civil(at: summary.openedAt))
        due = summary.due.map { words.moment(zone.civil(at: $0)) }
        isOverdue = summary.state.isOpen && (summary.due.map { $0 < now } ?? false)
        self.words = summary.words.isEmpty ? nil : CaseTelling.said(summary.words, words)
        transaction = summary.transaction
        cells = [
            id, code, name, mark.text, transaction ?? "", summary.amount?.text ?? "",
            summary.amount?.currency.code ?? "", store, owner, assignee ?? "", opened, due ?? "",
            summary.cause.map { words.pick($0.label) } ?? "", self.words ?? "",
        ]
    }

    static func header(_ words: Words) -> [String] {
        [
            "number", "code", "name", "state", "transaction", "amount", "currency", "store", "owner", "assignee",
            "opened", "due", "cause", "words",
        ].map { words["cases.cell.\($0)"] }
    }
}

extension Mark {
    init(case state: CaseState, _ words: Words) {
        let text = words.pick(state.label)
        self =
            switch state {
            case .open: Mark(.bad, icon: "warn", text)
            case .confirming, .acting: Mark(.warn, icon: "wait", text)
            case .waiting: Mark(.unknown, icon: "wait", text)
            case .resolved, .followedUp: Mark(.ok, text)
            case .closed: Mark(.mute, icon: "ok", text)
            }
    }
}
