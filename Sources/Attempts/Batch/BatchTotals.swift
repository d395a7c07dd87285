// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One exchange as the batch of a terminal counts it.
public struct BatchEntry: Hashable, Sendable {
    public let attempt: AttemptID
    public let kind: MovementKind
    /// What was approved.
    public let amount: Money
    /// Number of the exchange at its terminal.
    public let voucher: VoucherNumber
    /// Paid with a card of a foreign organisation: acquirers count those apart.
    public let isForeign: Bool

    public init(
        _ attempt: AttemptID, _ kind: MovementKind, _ amount: Money, voucher: VoucherNumber, isForeign: Bool = false
    ) {
        self.attempt = attempt
        self.kind = kind
        self.amount = amount
        self.voucher = voucher
        self.isForeign = isForeign
    }

    /// nil for an attempt that moved no money, or only holds some.
    public init?(_ attempt: Attempt, isForeign: Bool = false) {
        switch attempt.request.kind {
        case .preauth, .addition, .preauthVoid: return nil
        case .sale, .void, .refund, .completion, .completionAdvice, .completionVoid, .offlineSale: break
        }
        guard attempt.state.isApproved else { return nil }
        self.init(
            attempt.id, attempt.request.kind, attempt.charged, voucher: attempt.request.voucher, isForeign: isForeign)
    }
}

/// What both sides count of a batch (field 48 of 0500: debit sum and count, credit sum and count).
public struct BatchTotals: Hashable, Sendable {
    public internal(set) var debitCount = 0
    /// Minor units.
    public internal(set) var debits = Int128(0)
    public internal(set) var creditCount = 0
    public internal(set) var credits = Int128(0)

    public init() {}

    /// Sums as somebody else counts them; both in minor units.
    public init(debits: Int128, count debitCount: Int, credits: Int128, count creditCount: Int) {
        (self.debits, self.debitCount, self.credits, self.creditCount) = (debits, debitCount, credits, creditCount)
    }

    /// Exchanges of both sides.
    public var count: Int { debitCount + creditCount }
    /// What was taken less what was given back, in minor units.
    public var net: Int128 { debits - credits }

    /// A void cancels its sale in the count of credits, as the acquirer counts it: both exchanges are in the batch.
    public init(_ entries: some Sequence<BatchEntry>) {
        for entry in entries {
            if entry.kind.takes {
                debitCount += 1
                debits += Int128(entry.amount.minor)
            } else {
                creditCount += 1
                credits += Int128(entry.amount.minor)
            }
        }
    }
}
