// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Printing
import Store
import Tender

extension Mark {
    /// An attempt's state as a page shows it.
    init(payment attempt: Attempt, _ words: Words) {
        let text = words.pick(attempt.state.label)
        self =
            switch attempt.state {
            case .intended, .sending: Mark(.warn, icon: "wait", text)
            case .approved: Mark(.ok, text)
            case .partial: Mark(.warn, icon: "warn", text)
            case .declined: Mark(.mute, icon: "bad", text)
            case .notCharged: Mark(.mute, text)
            case .reversed: Mark(.mute, icon: "back", text)
            case .unknown, .reversing, .repeating: Mark(.unknown, text)
            }
    }
}

/// An attempt in big calm words: what is true, what is being done, and what to do.
struct PaymentCard: Sendable, Equatable {
    let href: String
    let number: String
    let mark: Mark
    /// What is true, in a few words.
    let head: String
    let amount: String
    let kind: String
    let order: String
    let terminal: String
    let store: String
    let when: String
    let by: String
    /// What is being done about it; nil when nothing is left.
    let doing: String?
    let advice: String
    let trouble: String?
    let isMoving: Bool
    /// Numbers of the answer, for people who ask.
    let code: String?
    let reference: String?
    let authorisation: String?
    let card: String?
    let receiptHref: String?
    let transactionHref: String?
    let originalHref: String?
    /// The refund that it carries out.
    let refundHref: String?
    let refund: String?

    /// - Parameter transaction: public number of the transaction that it shows, where that is known.
    init(_ record: PaymentRecord, transaction: String?, from view: Viewpoint, clocks: Clockwork) {
        let (words, attempt, request) = (view.words, record.attempt, record.attempt.request)
        href = "/payments/\(record.id)"
        number = record.id.text
        mark = Mark(payment: attempt, words)
        let name = attempt.state.name
        let back = request.kind.takes ? nil : words.text(ifKnown: "payments.back.\(name)")
        head = back ?? words["payments.head.\(name)"]
        let shown = attempt.state == .partial ? attempt.charged : request.amount
        amount = words.amount(shown)
        kind = words.pick(request.kind.label)
        order = request.order.text
        terminal = request.terminal.text
        store = view.store(record.store)
        when = "\(clocks.zone(of: record.store).civil(at: attempt.intendedAt))"
        by = record.by
        doing = Self.doing(attempt, words)
        advice = words.pick(attempt.advice)
        trouble = attempt.trouble.map { words.pick($0.label) }
        isMoving = !attempt.state.isOver
        code = attempt.answer.map(\.code).flatMap { $0.isEmpty ? nil : $0 }
        reference = attempt.answer?.reference?.text
        authorisation = attempt.answer?.authorisation?.text
        card = attempt.answer?.card.map(words.card)
        receiptHref = record.receipt.map { "/receipts/\($0)" }
        transactionHref = transaction.map { "/transactions/\($0)" }
        originalHref = request.original.map { "/payments/\($0)" }
        refund = request.refund.isEmpty ? nil : request.refund
        refundHref = refund.map { "/refunds/\($0)" }
    }

    private static func doing(_ attempt: Attempt, _ words: Words) -> String? {
        let why = attempt.loss.map { words.pick($0.label) } ?? ""
        switch attempt.state {
        case .intended, .sending: return words["payments.doing.\(attempt.state.name)"]
        case .unknown where attempt.ability.canBeAsked:
            return words.text("payments.doing.asking", ["why": why, "count": String(attempt.asks)])
        case .unknown: return words.text("payments.doing.lost", ["why": why])
        case .reversing: return words.text("payments.doing.reversing", ["count": String(attempt.remedies)])
        case .repeating: return words.text("payments.doing.repeating", ["count": String(attempt.remedies)])
        case .approved, .partial, .declined: return attempt.isLate ? words["payments.doing.late"] : nil
        case .reversed: return attempt.loss == nil ? nil : words.text("payments.doing.reversed", ["why": why])
        case .notCharged: return nil
        }
    }
}

/// An attempt as a row of a table.
struct PaymentLine: Sendable, Equatable {
    let href: String
    let when: String
    let by: String
    let amount: String
    let kind: String
    let order: String
    let terminal: String
    let store: String
    let mark: Mark
    let note: String?

    init(_ record: PaymentRecord, from view: Viewpoint, clocks: Clockwork) {
        let card = PaymentCard(record, transaction: nil, from: view, clocks: clocks)
        href = card.href
        when = view.words.moment(clocks.zone(of: record.store).civil(at: record.attempt.intendedAt))
        by = card.by
        amount = (record.attempt.request.kind.takes ? "" : "-") + card.amount
        kind = card.kind
        order = card.order
        terminal = card.terminal
        store = card.store
        mark = card.mark
        note = card.trouble ?? card.doing
    }
}

/// One thing that happened with an attempt, with the words of the other side.
struct PaymentStep: Sendable, Equatable {
    let when: String
    let text: String
    let by: String
    let words: String?

    /// The intent first, then what happened.
    static func all(_ record: PaymentRecord, from view: Viewpoint, clocks: Clockwork) -> [PaymentStep] {
        let (words, zone) = (view.words, clocks.zone(of: record.store))
        let first = PaymentStep(
            when: "\(zone.civil(at: record.attempt.intendedAt))", text: words.pick(PaymentShape.intended),
            by: record.by, words: nil)
        return [first]
            + record.events.map { event in
                var told = event.words
                if case .answered(let answer) = event.kind, !answer.code.isEmpty {
                    told = [answer.code, told].filter { !$0.isEmpty }.joined(separator: " · ")
                }
                if case .reversalRefused(let text) = event.kind, told.isEmpty { told = text }
                return PaymentStep(
                    when: "\(zone.civil(at: event.at))", text: words.pick(event.kind.label), by: event.by,
                    words: told.isEmpty ? nil : told)
            }
    }
}
