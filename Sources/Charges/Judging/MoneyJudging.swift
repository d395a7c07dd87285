// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// What became of the money.
extension Judgement {
    func moneyState() -> Verdict.MoneyState {
        guard let belief else { return .unknown(since: happenedAt) }
        // A fee on its own took nothing from a customer.
        if loneFee != nil { return .notCharged }
        switch belief.status {
        case .declined, .closed, .unpaid: return .notCharged
        case .reversed: return type == .refund ? .notCharged : .reversed
        case .pending where !isPastDecision, .unknown where !isPastDecision: return .pending
        case .pending, .unknown: return .unknown(since: happenedAt)
        case .approved: return approvedState()
        }
    }

    private func approvedState() -> Verdict.MoneyState {
        switch type {
        case .sale, .completion: givenBackState()
        // A hold is not a charge; its completion is.
        case .preauth: .notCharged
        case .void, .reversal: .reversed
        case .refund:
            .refunded(
                believed.amount ?? surroundings.original?.amount ?? zero,
                isFull: believed.amount != nil && believed.amount == surroundings.original?.amount)
        }
    }

    private func givenBackState() -> Verdict.MoneyState {
        let undone = surroundings.linked.contains { movement in
            guard movement.state == .done, movement.type == .void || movement.type == .reversal else { return false }
            guard let amount = movement.amount, let captured else { return true }
            return amount.currency == captured.currency && amount.minor >= captured.minor
        }
        if undone { return .reversed }
        let back = givenBack { $0 == .done }
        guard back.minor > 0 else { return .charged }
        return .refunded(back, isFull: captured.map { back.minor >= $0.minor } ?? false)
    }

    /// What was taken from the customer: every cleared row, or what the sources say was charged.
    var captured: Money? {
        guard let amount = believed.amount, cleared.count > 1 else { return believed.amount }
        let rows = cleared.compactMap(\.facts.amount).filter { $0.currency == amount.currency }
        guard rows.count > 1 else { return amount }
        return Money(minor: Self.sum(rows), currency: amount.currency)
    }

    /// Sum of refunds and voids in these states.
    func givenBack(_ counts: (Surroundings.Movement.State) -> Bool) -> Money {
        let currency = believed.amount?.currency ?? .cny
        let back = surroundings.linked.filter { $0.type.returnsMoney && counts($0.state) }.compactMap(\.amount)
        return Money(minor: Self.sum(back.filter { $0.currency == currency }), currency: currency)
    }

    /// Added wide and cut to what an amount can hold: a sum beyond that is no shop's.
    static func sum(_ amounts: [Money]) -> Int64 {
        Int64(clamping: amounts.reduce(Int128(0)) { $0 + Int128($1.minor) })
    }

    var zero: Money { Money(minor: 0, currency: believed.amount?.currency ?? .cny) }
}

extension Verdict.MoneyState {
    /// Money went out of the customer's account, whatever came back later.
    var wasCharged: Bool {
        switch self {
        case .charged, .refunded: true
        case .notCharged, .pending, .reversed, .unknown: false
        }
    }
}
