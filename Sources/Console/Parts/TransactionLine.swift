// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// A transaction as a row of a table.
struct TransactionLine: Sendable, Equatable {
    let number: String
    let href: String
    let when: String
    let weekday: String
    let type: String
    let amount: String
    let isBack: Bool
    let method: String
    let card: String?
    let place: String
    let terminal: String?
    let money: Mark
    /// nil when there is nothing to say about a slip.
    let slip: Mark?
    let codes: [CodeLink]
    /// Why a search found it; nil in other lists.
    let why: String?

    init(_ summary: TransactionSummary, from view: Viewpoint, why: String? = nil) {
        let words = view.words
        let facts = summary.believed
        number = summary.id
        href = "/transactions/\(summary.id)"
        when = facts.occurredAt.map(words.moment) ?? facts.settledOn?.description ?? words["common.noTime"]
        weekday = (facts.occurredAt?.date ?? facts.settledOn).map(words.weekday) ?? ""
        type = words.type(facts.type)
        isBack = facts.type.returnsMoney
        amount = facts.amount.map { words.amount(facts.type.returnsMoney ? -$0 : $0) } ?? words["common.noAmount"]
        method = Self.method(facts, words)
        card = facts.card.map(words.card)
        place = view.store(facts.store)
        terminal = facts.terminal?.text
        money = Mark(money: summary.money, words)
        slip = Self.isWorthSaying(summary) ? Mark(slip: summary.slip, of: summary.money, words) : nil
        codes = Self.news(in: summary).prefix(4).map { CodeLink($0, href: "/transactions/\(summary.id)", words: words) }
        self.why = why
    }

    /// How it was paid, in the source's own words where we have none.
    static func method(_ facts: Facts, _ words: Words) -> String {
        let parts = [facts.channel.map(words.product), facts.product.map(words.product)].compactMap(\.self)
        if parts.isEmpty { return words[facts.card == nil ? "common.noMethod" : "product.card"] }
        return parts.count == 2 && parts[0] == parts[1] ? parts[0] : parts.joined(separator: " · ")
    }

    /// A slip that came out needs no word, a receipt's code says the rest, and where nothing was charged none is
    /// missing.
    private static func isWorthSaying(_ summary: TransactionSummary) -> Bool {
        if summary.money == .notCharged || summary.money == .reversed { return false }
        return switch summary.slip {
        case .unreported, .issued, .deliveredElectronically, .handwritten: false
        case .none, .pending, .lost: !summary.codes.contains { $0.text.hasPrefix("RC-") }
        }
    }

    /// Codes that say more than the state of the money already does.
    private static func news(in summary: TransactionSummary) -> [FindingCode] {
        guard case .unknown = summary.money else { return summary.codes }
        return summary.codes.filter { $0.text != "PY-01" }
    }
}
