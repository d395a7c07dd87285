// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Whether the money came, and when time alone may change the verdict.
extension Judgement {
    /// Days of a hold, and how many of them pass before somebody is told (three quarters).
    static let holdLife = 30
    static let holdWarning: Int64 = 22 * 86_400 + 43_200
    static let refundPatience = 3

    func settlementState(_ money: Verdict.MoneyState, amountsDiffer: Bool) -> Verdict.SettlementState {
        if let row = cleared.first ?? testimony.first(.bank) {
            return amountsDiffer ? .mismatched : .settled(on: row.facts.settledOn)
        }
        guard isExpected(money), let dueOn else { return .notDue }
        return isOverdue ? .overdue(since: dueOn) : .due(by: dueOn)
    }

    /// A clearing row should come: it is of a kind that settles, and it went through.
    func isExpected(_ money: Verdict.MoneyState) -> Bool { type.isSettled && money.wasCharged }

    /// The first day, from today on, on which the verdict may change though nobody says anything new.
    func reviewDay(_ money: Verdict.MoneyState, slip: Verdict.SlipState) -> CivilDate? {
        var days: [CivilDate] = []
        if money == .pending, type != .refund { days.append(decidedBy?.date ?? today) }
        if slip == .pending, isSlipAwaited { days.append(today) }
        if isExpected(money), cleared.isEmpty, !testimony.has(.bank), !isOverdue, let overdueFrom {
            days.append(overdueFrom)
        }
        if isOpenRefund, !isRefundStuck, let refundStuckFrom { days.append(refundStuckFrom) }
        if isOpenHold, !isHoldExpiring, let holdWarningAt { days.append(calendar.businessDay.day(of: holdWarningAt)) }
        return days.map { max($0, today) }.min()
    }

    // MARK: - Refunds under way

    var isOpenRefund: Bool {
        guard type == .refund, let belief else { return false }
        return !belief.status.isFinal
    }

    /// The day after three working days have passed.
    var refundStuckFrom: CivilDate? {
        guard var day = happenedAt.map({ calendar.businessDay.day(of: $0) }) else { return nil }
        var left = Self.refundPatience
        // A year is far beyond any holiday; a calendar that is closed for ever must not hang.
        for _ in 0..<366 where left > 0 {
            day = day.adding(days: 1)
            if day.weekday <= 5, !calendar.closedDays.contains(day) { left -= 1 }
        }
        return day.adding(days: 1)
    }

    var isRefundStuck: Bool { isOpenRefund && (refundStuckFrom.map { $0 <= today } ?? false) }

    // MARK: - Holds

    var isOpenHold: Bool {
        guard type == .preauth, belief?.status == .approved else { return false }
        return !surroundings.linked.contains { $0.state == .done && $0.type != .preauth }
    }

    var holdWarningAt: CivilTime? { happenedAt?.adding(seconds: Self.holdWarning) }
    var isHoldExpiring: Bool { isOpenHold && (holdWarningAt.map { $0 <= now } ?? false) }
}
