// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Store
import Tender

/// What somebody at the till is about to charge.
struct TillDraft: Sendable, Equatable {
    var order: String
    var amount: String
    var terminal: String
    var kind: String

    /// - Parameter field: what a field holds; nil where it is empty.
    init(_ field: (String) -> String?) {
        order = String((field("order") ?? "").prefix(64))
        amount = String((field("amount") ?? "").prefix(32))
        terminal = String((field("terminal") ?? "").prefix(64))
        kind = field("kind") == MovementKind.preauth.name ? MovementKind.preauth.name : MovementKind.sale.name
    }
}

extension TillDraft {
    /// The form with this draft.
    var href: String {
        let fields = [("order", order), ("amount", amount), ("terminal", terminal), ("kind", kind)]
        return "/till?" + fields.map { "\($0)=\(PercentText.encode($1))" }.joined(separator: "&")
    }
}

/// The reference till (收银台): one sale, one terminal, one button.
struct TillPage: Sendable {
    let title: String
    let draft: TillDraft
    let terminals: [Filters.Option]
    let hasTerminals: Bool
    let hasWallet: Bool
    let kinds: [Filters.Option]
    /// The attempt's own name: a button pressed twice is one attempt.
    let key: String
    let problem: String?
    let advice: String?
    /// Why nothing can be charged here at all.
    let missing: String?
    let missingAct: String?
    let recent: PaymentRows?

    init(
        _ draft: TillDraft, terminals: [(TerminalID, PaymentRoute, StoreID?)], isConnected: Bool,
        obstacle: PaymentObstacle? = nil, problem: String? = nil, recent: [PaymentRecord], from view: Viewpoint,
        clocks: Clockwork
    ) {
        let words = view.words
        title = words["till.title"]
        self.draft = draft
        self.terminals = terminals.map { terminal, route, store in
            let kind = words["payments.links.\(route.link.name)"]
            return .init(
                value: terminal.text, text: "\(terminal) · \(kind) · \(view.store(store))",
                isChosen: terminal.text == draft.terminal)
        }
        hasTerminals = !terminals.isEmpty
        hasWallet = terminals.contains { $0.1.link == .wallet }
        kinds = [MovementKind.sale, .preauth].map {
            .init(value: $0.name, text: words.pick($0.label), isChosen: $0.name == draft.kind)
        }
        key = Secret.make()
        self.problem = problem ?? obstacle.map { words.pick($0.words) }
        advice = obstacle.flatMap { $0.advice == $0.words ? nil : words.pick($0.advice) }
        let none = PaymentObstacle.noDesk
        missing = terminals.isEmpty ? (isConnected ? words["till.noTerminal"] : words.pick(none.words)) : nil
        missingAct = terminals.isEmpty ? words.pick(none.advice) : nil
        self.recent = PaymentRows(recent, words["till.recent"], from: view, clocks: clocks)
    }
}

/// One attempt at the till, as it stands now, and what may follow.
struct TillAttemptPage: Sendable {
    let title: String
    let now: PaymentCard
    /// True while a browser without scripts looks again by itself.
    let looksAgain: Bool
    /// Why another attempt did not begin; nil where none was asked for.
    let refusal: String?
    let refusalAct: String?
    let again: TillDraft?
    /// Where a wallet is asked for once more: its code is a new one.
    let walletHref: String?
    let key: String
    /// Opens what may follow an approval: giving back, completing a hold.
    let moreHref: String?
    let steps: [PaymentStep]

    init(
        _ record: PaymentRecord, transaction: String?, obstacle: PaymentObstacle? = nil, from view: Viewpoint,
        clocks: Clockwork
    ) {
        let (words, attempt, request) = (view.words, record.attempt, record.attempt.request)
        now = PaymentCard(record, transaction: transaction, from: view, clocks: clocks)
        title = "\(now.head) \(now.amount)"
        looksAgain = now.isMoving
        refusal = obstacle.map { words.pick($0.words) }
        refusalAct = obstacle.flatMap { $0.advice == $0.words ? nil : words.pick($0.advice) }
        let mayAsk = request.kind == .sale || request.kind == .preauth
        let isPaid = attempt.state == .approved || attempt.state == .intended || attempt.state == .sending
        again =
            mayAsk && !isPaid
            ? TillDraft { name in
                switch name {
                case "order": request.order.text
                case "amount": Self.rest(attempt).text
                case "terminal": request.terminal.text
                default: request.kind.name
                }
            } : nil
        walletHref = request.link == .wallet ? again.map(\.href) : nil
        key = Secret.make()
        moreHref = attempt.state.isApproved && !TillMore.kinds(after: attempt).isEmpty ? "/till/\(record.id)/more" : nil
        steps = PaymentStep.all(record, from: view, clocks: clocks)
    }

    /// What is still to be paid.
    private static func rest(_ attempt: Attempt) -> Money {
        let asked = attempt.request.amount
        guard attempt.state == .partial else { return asked }
        return Money(minor: asked.minor - attempt.charged.minor, currency: asked.currency)
    }
}
