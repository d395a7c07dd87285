// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// Limits and settings, group by group, with what is proposed and what was.
struct LimitsPage: Sendable {
    struct Line: Sendable {
        let key: String
        let label: String
        let hint: String
        let text: String
        /// For those who only read.
        let shown: String
        let problem: String?
    }

    struct Section: Sendable {
        let heading: String
        let lead: String
        let isFolded: Bool
        let lines: [Line]
    }

    struct Change: Sendable {
        let label: String
        let before: String
        let after: String
    }

    struct Edition: Sendable {
        let number: String
        let when: String
        let by: String
        let how: String
        let reason: String
        let changes: [Change]
    }

    struct Proposal: Sendable {
        let number: String
        let when: String
        let by: String
        let reason: String
        let changes: [Change]
        let isStale: Bool
        /// Another administrator looks at it.
        let mayAgree: Bool
    }

    let title: String
    let sections: [Section]
    let proposals: [Proposal]
    let hasProposals: Bool
    let history: [Edition]
    let hasHistory: Bool
    let mayChange: Bool
    let isAlone: Bool
    let version: String
    let reason: String
    let once: String
    let problem: String?

    init(
        _ draft: LimitsDraft, _ book: RulesBook, problem: String?, person: String, mayChange: Bool,
        stores: [StoreRecord], zone: Zone, words: Words
    ) {
        title = words["limits.title"]
        isAlone = book.administrators < 2
        sections = RuleField.Group.allCases.flatMap { group in
            Self.sections(of: group, draft, stores: stores, isAlone: book.administrators < 2, words)
        }
        let ids = stores.map(\.id)
        proposals = book.proposals.map { one in
            Proposal(
                number: String(one.id), when: words.moment(zone.civil(at: one.at)), by: one.by, reason: one.reason,
                changes: Self.changes(one.rules.changes(from: one.base, stores: ids), words), isStale: one.isStale,
                mayAgree: mayChange && one.by != person && !one.isStale)
        }
        hasProposals = !proposals.isEmpty
        history = book.history.map { one in
            Edition(
                number: String(one.id), when: words.moment(zone.civil(at: one.at)),
                by: one.proposedBy.map { "\($0) + \(one.by)" } ?? one.by, how: words["limits.how.\(one.how.rawValue)"],
                reason: one.reason, changes: Self.changes(one.rules.changes(from: one.base, stores: ids), words))
        }
        hasHistory = !history.isEmpty
        self.mayChange = mayChange
        version = String(book.version)
        reason = draft.reason
        once = Secret.make()
        self.problem = problem
    }

    /// One for a group; of the hours one for the office and one for each store.
    private static func sections(
        of group: RuleField.Group, _ draft: LimitsDraft, stores: [StoreRecord], isAlone: Bool, _ words: Words
    ) -> [Section] {
        let fields = draft.fields.filter { $0.group == group }
        let heading = words["limits.group.\(group.rawValue)"]
        let lead = words["limits.lead.\(group.needsTwo ? isAlone ? "alone" : "two" : "one")"]
        guard group == .hours else {
            return [section(heading, lead, fields, draft, isFolded: group == .deadlines, words)]
        }
        let office = section(heading, lead, fields.filter { $0.key.hasSuffix(".-") }, draft, isFolded: false, words)
        return [office]
            + stores.map { store in
                let own = fields.filter { $0.key.drop { $0 != "." }.dropFirst() == store.id.text }
                return section("\(heading) · \(store.name)", lead, own, draft, isFolded: stores.count > 3, words)
            }
    }

    /// A section with something wrong in it is open.
    private static func section(
        _ heading: String, _ lead: String, _ fields: [RuleField], _ draft: LimitsDraft, isFolded: Bool, _ words: Words
    ) -> Section {
        let lines = fields.map { field in
            let text = draft.texts[field.key] ?? ""
            return Line(
                key: field.key, label: words.pick(field.label), hint: words.pick(field.hint), text: text,
                shown: text.isEmpty ? words["limits.nothing"] : text,
                problem: draft.problems[field.key].map { words.pick($0) })
        }
        return Section(
            heading: heading, lead: lead, isFolded: isFolded && !lines.contains { $0.problem != nil }, lines: lines)
    }

    private static func changes(
        _ changes: [(field: RuleField, before: String, after: String)], _ words: Words
    ) -> [Change] {
        changes.map { change in
            let (before, after) = (change.before, change.after)
            return Change(
                label: words.pick(change.field.label), before: before.isEmpty ? words["limits.nothing"] : before,
                after: after.isEmpty ? words["limits.nothing"] : after)
        }
    }
}
