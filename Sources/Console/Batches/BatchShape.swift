// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Store
import Tender

/// Batches as the API gives them.
struct BatchShape: Sendable {
    let clock: Clockwork

    func close(_ story: BatchCloseStory) -> JSON {
        let (close, zone) = (story.close, clock.zone(of: story.store))
        let balanced: JSON = close.isBalanced.map { JSON.boolean($0) } ?? .null
        let told: JSON = close.told.map { Self.totals($0, story.currency) } ?? .null
        let problem: JSON = story.problem.map { PaymentShape.words($0) } ?? .null
        let closedAt: JSON = story.closedAt.map { JSON.text(zone.rfc3339($0)) } ?? .null
        let steps: [JSON] = story.steps.map { step($0, story.currency, zone) }
        return .object([
            ("id", .text(story.id.text)), ("terminal", .text(close.terminal.text)),
            ("batch", .text(close.batch.text)), ("store", JSON(story.store?.text)),
            ("state", .text(close.state.name)), ("is_over", .boolean(close.state == .closed)),
            ("balanced", balanced),
            ("rows", .integer(Int64(close.entries.count))), ("rows_taken", .integer(Int64(Self.taken(close)))),
            ("ours", Self.totals(close.totals, story.currency)),
            ("told", told), ("problem", problem), ("begun_by", .text(story.by)),
            ("begun_at", .text(zone.rfc3339(story.begunAt))),
            ("closed_at", closedAt), ("steps", .list(steps)),
        ])
    }

    func counter(_ counter: BatchClerk.Counter) -> JSON {
        let hand = counter.hand
        let words = hand.unresolved.isEmpty ? nil : BatchObstacle.unresolved(hand.unresolved).words
        let obstacle: JSON = words.map { PaymentShape.words($0) } ?? .null
        let underWay: JSON = hand.underWay.map { close($0) } ?? .null
        let unresolved: [JSON] = hand.unresolved.map { .text($0.id.text) }
        return .object([
            ("terminal", .text(hand.terminal.text)), ("store", JSON(hand.store?.text)),
            ("batch", .text(hand.number.text)), ("close_at", JSON(counter.closeAt?.text)),
            ("rows", .integer(Int64(hand.entries.count))), ("ours", Self.totals(hand.totals, hand.currency)),
            ("unresolved", .list(unresolved)), ("obstacle", obstacle), ("under_way", underWay),
        ])
    }

    /// Rows of the upload that the other side took.
    static func taken(_ close: BatchClose) -> Int {
        switch close.state {
        case .totalling: 0
        case .uploading(let taken): taken
        case .ending, .closed: close.isBalanced == false ? close.entries.count : 0
        }
    }

    private static func totals(_ totals: BatchTotals, _ currency: Currency) -> JSON {
        .object([
            ("count", .integer(Int64(totals.count))), ("net", money(totals.net, currency)),
            ("debits", money(totals.debits, currency)), ("debit_count", .integer(Int64(totals.debitCount))),
            ("credits", money(totals.credits, currency)), ("credit_count", .integer(Int64(totals.creditCount))),
        ])
    }

    private static func money(_ minor: Int128, _ currency: Currency) -> JSON {
        JSON(Money(minor: Int64(clamping: minor), currency: currency))
    }

    private func step(_ step: BatchStep, _ currency: Currency, _ zone: Zone) -> JSON {
        var words: JSON = .null
        if case .stopped(let why) = step.kind { words = PaymentShape.words(why) }
        return .object([
            ("at", .text(zone.rfc3339(step.at))), ("kind", .text(step.name)),
            ("label", PaymentShape.words(step.label(in: currency))), ("words", words),
        ])
    }
}
