// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import Refunds
internal import Tender

/// What went back of a charge or is on its way, whoever sent it, each once: the one sum that every way of giving
/// back is held against, a refund of the refunds page and an attempt at a till alike.
///
///     refunds asked for, those that a link carries out among them
///     + attempts that a till began over a link
///     + what other sources tell of and is none of these
struct RefundMovements {
    private(set) var held: Int128 = 0
    private(set) var parts = 0
    private(set) var lastPart: CivilTime?
    private(set) var isReversing = false

    /// - Parameters:
    ///   - relatives: with what each was told by.
    ///   - zone: of the store.
    init(
        _ relatives: [(relative: Relative, told: [Observation])], refunds: [RefundRecord], attempts: [PaymentRecord],
        captured: Money?, zone: Zone
    ) {
        let counted = refunds.filter(\.file.holdsMoney)
        for refund in counted {
            held += Int128(refund.order.amount.minor)
            parts += 1
        }
        for attempt in attempts {
            // Its refund has counted it, unless that was taken for lost and the attempt moved money after all.
            guard let amount = attempt.mayGive,
                !counted.contains(where: { $0.id.text == attempt.attempt.request.refund })
            else { continue }
            held += Int128(amount.minor)
            parts += 1
            let at = zone.civil(at: attempt.attempt.intendedAt)
            lastPart = max(lastPart ?? at, at)
        }
        let own = Set(attempts.map(\.id))
        for (relative, told) in relatives where relative.role == .linked {
            let movement = relative.movement
            guard movement.state != .failed, movement.type.returnsMoney,
                !refunds.contains(where: { $0.isToldOf(by: relative.facts) }),
                own.isDisjoint(with: AttemptOrigin.all(told))
            else { continue }
            if movement.type == .reversal, movement.state != .done { isReversing = true }
            // A void or reversal without an amount took all of it back.
            let amount = movement.amount ?? captured
            if let amount, amount.currency == captured?.currency { held += Int128(amount.minor) }
            parts += 1
            if let at = movement.at { lastPart = max(lastPart ?? at, at) }
        }
    }
}
