// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Refunds
import Store
import Tender

/// Refunds as the API shows them.
struct RefundShape: Sendable {
    let clock: Clockwork

    func record(_ record: RefundRecord) -> JSON {
        let (file, order) = (record.file, record.order)
        return .object([
            ("id", .text(record.id.text)),
            ("transaction", JSON(order.transaction.isEmpty ? nil : order.transaction)),
            ("store", JSON(record.store?.text)), ("amount", JSON(order.amount)), ("route", .text(order.route.rawValue)),
            ("channel", .text(order.channel.rawValue)), ("exception", .text(order.exception.rawValue)),
            ("reason", .text(order.reason.rawValue)), ("words", .text(order.words)),
            ("case", JSON(order.caseID.isEmpty ? nil : order.caseID)), ("state", .text(file.state.rawValue)),
            ("isWaiting", .boolean(file.isWaiting)), ("isRefused", .boolean(file.isRefused)),
            ("approval", .text(order.approval.rawValue)), ("requestedBy", .text(order.requestedBy)),
            ("requestedAt", .text(time(file.requestedAt, record.store))),
            ("approvedBy", JSON(file.approvedBy.isEmpty ? nil : file.approvedBy)),
            ("reference", JSON(file.reference.isEmpty ? nil : file.reference)),
            ("fault", JSON(file.fault.isEmpty ? nil : file.fault)), ("attempts", .integer(Int64(file.attempts))),
            ("changedAt", .text(time(file.changedAt, record.store))),
        ])
    }

    /// - Parameter attempts: over a link, that carried it out.
    func detail(_ detail: RefundDetail, _ attempts: [PaymentRecord]) -> JSON {
        .object([
            ("refund", record(detail.record)),
            (
                "attempts",
                .list(
                    attempts.map { one in
                        .object([
                            ("id", .text(one.id.text)), ("state", .text(one.attempt.state.name)),
                            ("is_over", .boolean(one.attempt.state.isOver)),
                        ])
                    })
            ),
            ("steps", .list(detail.steps.map { step($0, detail.record.store) })),
        ])
    }

    private func step(_ step: RefundStep, _ store: StoreID?) -> JSON {
        let (kind, reference): (String, String?) =
            switch step.event.kind {
            case .approved: ("approved", nil)
            case .refused: ("refused", nil)
            case .sent: ("sent", nil)
            case .accepted(let reference): ("accepted", reference)
            case .succeeded(let reference): ("succeeded", reference)
            case .failed: ("failed", nil)
            case .lost: ("unknown", nil)
            case .notSent: ("not_sent", nil)
            }
        return .object([
            ("at", .text(time(step.event.at, store))), ("kind", .text(kind)), ("reference", JSON(reference)),
            ("words", .text(step.event.words)), ("by", .text(step.event.by)),
        ])
    }

    func offer(_ offer: RefundOffer) -> JSON {
        let ground = offer.ground
        let left = ground.entitlement
        return .object([
            ("transaction", .text(offer.charge.id)), ("captured", JSON(left.captured)), ("held", JSON(left.held)),
            ("available", JSON(left.available)), ("lastDay", JSON(ground.lastDay?.description)),
            ("route", JSON(offer.choice?.route.rawValue)),
            ("why", offer.choice.map { JSON($0.why) } ?? offer.refusal.map { JSON($0.words) } ?? .null),
            ("arrival", offer.choice.map { JSON($0.arrival) } ?? .null),
            ("approval", JSON(offer.approval?.rawValue)), ("terminal", JSON(offer.terminal?.text)),
            ("refunds", .list(offer.refunds.map(record))),
        ])
    }

    private func time(_ instant: Instant, _ store: StoreID?) -> String { clock.zone(of: store).rfc3339(instant) }
}
