// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// What is true of a charge when somebody wants money back. Plain values, so that choosing stays pure.
public struct RefundGround: Hashable, Sendable {
    public var type: TransactionType
    /// What the customer was charged; nil when no source gives an amount.
    public var captured: Money?
    /// What went back or may be on its way: own requests that hold money, and what other sources tell of.
    public var held: Money
    public var money: Verdict.MoneyState
    public var channel: RefundChannel
    public var rules: RefundRules
    /// Business day of the charge; nil when nobody knows when it was.
    public var chargedOn: CivilDate?
    /// Business day and clock of the store now.
    public var today: CivilDate
    public var now: CivilTime
    /// Whether the batch of the charge has not been settled yet, as far as anybody says.
    public var isBatchOpen = true
    /// The customer's bank takes the money back (chargeback), and that is not decided.
    public var isDisputed = false
    /// Sources contradict each other (PY-13): nothing moves until the acquirer answered.
    public var isContradicted = false
    /// A reversal is under way, or nobody knows whether it happened.
    public var isReversing = false
    /// Name of an attempt over a link that gives some of it back and is not over; nil for none.
    public var givingBack: String?
    /// Refunds of it so far, whoever made them, and when the last was.
    public var parts = 0
    public var lastPartAt: CivilTime?

    public init(
        type: TransactionType, captured: Money?, held: Money, money: Verdict.MoneyState, channel: RefundChannel,
        rules: RefundRules? = nil, chargedOn: CivilDate?, today: CivilDate, now: CivilTime
    ) {
        self.type = type
        self.captured = captured
        self.held = held
        self.money = money
        self.channel = channel
        self.rules = rules ?? .standard(channel)
        self.chargedOn = chargedOn
        self.today = today
        self.now = now
    }

    /// What may still be given back.
    public var entitlement: Entitlement {
        Entitlement(captured: captured ?? Money(minor: 0, currency: held.currency), held: held)
    }

    /// The last day on which the channel takes a refund.
    public var lastDay: CivilDate? { chargedOn?.adding(days: rules.days) }

    /// Days left in the window; negative once it has passed.
    public var daysLeft: Int? { lastDay.map { Int($0.daysSinceEpoch) - Int(today.daysSinceEpoch) } }
}

/// What was taken, what is held by refunds, and what is left. The one sum that keeps Σ(refund + void) ≤ captured.
public struct Entitlement: Hashable, Sendable {
    public let captured: Money
    public let held: Money

    public init(captured: Money, held: Money) {
        self.captured = captured
        self.held = held
    }

    /// Never below zero; nothing when the currencies differ, for such a sum says nothing.
    public var available: Money {
        guard captured.currency == held.currency else { return Money(minor: 0, currency: captured.currency) }
        let left = Int128(captured.minor) - Int128(held.minor)
        return Money(minor: Int64(clamping: max(0, left)), currency: captured.currency)
    }
}
