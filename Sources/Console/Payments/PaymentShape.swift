// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Printing
import Store
import Tender

/// Attempts to pay as the API shows them.
struct PaymentShape: Sendable {
    let clock: Clockwork

    /// - Parameter sale: all attempts of the same sale that the caller sees.
    func attempt(_ record: PaymentRecord, sale: [PaymentRecord]) -> JSON {
        let (attempt, request) = (record.attempt, record.attempt.request)
        let zone = clock.zone(of: record.store)
        let mayChargeAgain = SaleAttempts(request.order, sale.map(\.attempt)).mayChargeAgain
        return .object([
            ("id", .text(record.id.text)), ("order", .text(request.order.text)), ("kind", .text(request.kind.name)),
            ("amount", JSON(request.amount)), ("terminal", .text(request.terminal.text)),
            ("number", .text(request.voucher.text)), ("link", .text(request.link.name)),
            ("store", JSON(record.store?.text)), ("original", JSON(request.original?.text)),
            ("refund", JSON(request.refund.isEmpty ? nil : request.refund)),
            ("state", .text(attempt.state.name)), ("is_over", .boolean(attempt.state.isOver)),
            ("charged", JSON(attempt.charged)), ("may_charge_again", .boolean(mayChargeAgain)),
            ("what_to_do", Self.words(attempt.advice)), ("receipt", JSON(record.receipt?.text)),
            ("answer", attempt.answer.map(answer) ?? .null), ("late", .boolean(attempt.isLate)),
            ("loss", JSON(attempt.loss?.name)), ("asks", .integer(Int64(attempt.asks))),
            ("remedies", .integer(Int64(attempt.remedies))), ("trouble", JSON(attempt.trouble?.name)),
            ("till", .text(request.till)),
            ("delivered_at", record.deliveredAt.map { .text(zone.rfc3339($0)) } ?? .null),
            ("begun_by", .text(record.by)), ("begun_at", .text(zone.rfc3339(attempt.intendedAt))),
            ("changed_at", .text(zone.rfc3339(attempt.changedAt))), ("steps", .list(steps(record, zone))),
        ])
    }

    private func answer(_ answer: Answer) -> JSON {
        .object([
            ("outcome", .text(answer.outcome.name)), ("amount", JSON(answer.amount)), ("code", .text(answer.code)),
            ("reference", JSON(answer.reference?.text)), ("authorisation", JSON(answer.authorisation?.text)),
            ("card", JSON(answer.card?.description)),
        ])
    }

    /// The intent is the first step.
    private func steps(_ record: PaymentRecord, _ zone: Zone) -> [JSON] {
        let first = step("intended", record.attempt.intendedAt, record.by, "", Self.intended, zone)
        return [first]
            + record.events.map { step($0.kind.name, $0.at, $0.by, $0.words, $0.kind.label, zone) }
    }

    private func step(
        _ kind: String, _ at: Instant, _ by: String, _ words: String, _ label: Bilingual, _ zone: Zone
    ) -> JSON {
        .object([
            ("at", .text(zone.rfc3339(at))), ("kind", .text(kind)), ("by", .text(by)), ("words", .text(words)),
            ("label", Self.words(label)),
        ])
    }

    static let intended = Bilingual(zh: "已记下，还没有送出", en: "recorded, not yet sent")

    static func words(_ text: Bilingual) -> JSON { ["zh": .text(text.chinese), "en": .text(text.english)] }
}
