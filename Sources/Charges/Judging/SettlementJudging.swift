// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Whether the money came, and when time alone may change the verdict.
extension Judgement {
    /// Days of a hold whose end nobody named.
    static let holdLife = 30
    static let refundPatience = 3

    func settlementState(_ money: Verdict.MoneyState, amountsDiffer: Bool) -> Verdict.SettlementState {
        if let row = cleared.first ?? testimony.first(.bank) {
            return amountsDiffer ? .mismatched : .settled(on: row.facts.settledOn)
        }
        guard isExpected(money), let dueOn else { return .notDue }
        return isOverdue ? .overdue(since: dueOn) : .due(by: dueOn)
    }

    /// A clearing row should come: it is of a kind that settles, and it went through.
    func isExpected(_ money: Verdict.MoneyState) -> Bool {
        type.isSettled && money.wasCharged && believed.product != Facts.transferProduct
    }

    /// Asked for and followed here: the request is the shop's own record of it, whatever the till has.
    var isOwnRefund: Bool { type.returnsMoney && testimony.all.contains { $0.origin.isOwnRefund } }

    /// The first day, from today on, on which the verdict may change though nobody says anything new.
    func reviewDay(_ money: Verdict.MoneyState, slip: Verdict.SlipState) -> CivilDate? {
        var days: [CivilDate] = []
        if !isPastDecision, type != .refund, money == .pending || isSurprise { days.append(decidedBy?.date ?? today) }
        if slip == .pending, isSlipAwaited { days.append(today) }
        if isExpected(money), cleared.isEmpty, !testimony.has(.bank), !isOverdue, let overdueFrom {
            days.append(overdueFrom)
        }
        if isOpenRefund, !isRefundStuck, let refundStuckFrom { days.append(refundStuckFrom) }
        if isOpenHold, !isHoldExpiring, let holdWarningAt { days.append(calendar.businessDay.day(of: holdWarningAt)) }
        days += foretold(money).filter { $0 > today }
        return days.map { max($0, today) }.min()
    }

    /// The acquirer's side has it and the counter not yet: a finding, once the counter had its time.
    private var isSurprise: Bool {
        guard belief?.status == .approved else { return false }
        return counterStatus.map { $0.leavesMoneyOpen } ?? surroundings.isTillKept
    }

    /// Days that come without anybody saying more, where something waits for them.
    private func foretold(_ money: Verdict.MoneyState) -> [CivilDate] {
        var days = waiting.map { $0.deadline.adding(days: 1) }
        if let unpaidFrom { days.append(unpaidFrom) }
        if let unsentFrom, !isUnsentTooLong { days.append(calendar.businessDay.day(of: unsentFrom)) }
        if money != .reversed, let refundTooLateFrom { days.append(refundTooLateFrom) }
        if isHoldTaken, let holdExpiry { days.append(holdExpiry.adding(days: 1)) }
        return days
    }

    // MARK: - Refunds under way

    /// Asked for, and not known to be finished. An answer that leaves the status out is no answer.
    var isOpenRefund: Bool {
        guard type == .refund else { return false }
        guard let belief else { return testimony.sources.contains { $0 >= .callback } }
        return !belief.status.isFinal
    }

    /// The day after three working days have passed.
    var refundStuckFrom: CivilDate? {
        guard let day = happenedAt.map({ calendar.businessDay.day(of: $0) }) else { return nil }
        return workingDay(Self.refundPatience, after: day).adding(days: 1)
    }

    var isRefundStuck: Bool { isOpenRefund && (refundStuckFrom.map { $0 <= today } ?? false) }

    // MARK: - Holds

    var isOpenHold: Bool {
        guard type == .preauth, belief?.status == .approved else { return false }
        return !surroundings.linked.contains { $0.state == .done && $0.type != .preauth }
    }

    /// When the hold lapses: as somebody on the acquirer's side said, else after the usual life.
    var holdEnd: CivilTime? {
        let told = testimony.all.filter { $0.source > .person }.compactMap(\.facts.expiresAt).first
        return told ?? happenedAt.map { $0.adding(seconds: Int64(Self.holdLife) * 86_400) }
    }

    var holdExpiry: CivilDate? { holdEnd?.date }

    /// Three quarters of its life have passed.
    var holdWarningAt: CivilTime? {
        guard let happenedAt, let holdEnd else { return nil }
        let (life, overflow) = holdEnd.secondsSinceEpoch.subtractingReportingOverflow(happenedAt.secondsSinceEpoch)
        guard !overflow, life > 0 else { return holdEnd }
        return happenedAt.adding(seconds: life / 4 * 3 + life % 4 * 3 / 4)
    }

    var isHoldExpiring: Bool { isOpenHold && (holdWarningAt.map { $0 <= now } ?? false) }
}
