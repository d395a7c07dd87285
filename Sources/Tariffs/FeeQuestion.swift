// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What must be known of a payment to say what it should cost.
public struct FeeQuestion: Hashable, Sendable {
    /// The payment that a refund gives back.
    public struct Original: Hashable, Sendable {
        public var amount: Money
        /// What it cost; nil to compute it by the same row.
        public var fee: Money?

        public init(amount: Money, fee: Money? = nil) {
            self.amount = amount
            self.fee = fee
        }
    }

    /// Positive in the direction of the payment.
    public var amount: Money
    public var isRefund: Bool
    /// A payment that the cardholder disputed: it costs the dispute fee.
    public var isDispute = false
    public var product: String?
    public var acquirer: String?
    public var merchant: MerchantID?
    /// Business day of the transaction.
    public var day: CivilDate?
    public var brand: String?
    public var channel: String?
    public var instalments: Int?
    /// Minor units of the month's sales that count for a price by volume; nil when nobody knows.
    public var volume: Int64?
    /// Of a refund, where it is known.
    public var original: Original?

    public init(
        amount: Money, isRefund: Bool = false, product: String? = nil, acquirer: String? = nil,
        merchant: MerchantID? = nil, day: CivilDate? = nil
    ) {
        self.amount = amount
        self.isRefund = isRefund
        self.product = product
        self.acquirer = acquirer
        self.merchant = merchant
        self.day = day
    }
}
