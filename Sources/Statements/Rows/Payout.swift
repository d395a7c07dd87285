// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What a provider's file says that it paid to the merchant: the sum that the bank must show.
public struct Payout: Hashable, Sendable {
    /// Number of the payout or batch that its rows carry; nil where the provider does not join them.
    public let number: String?
    /// Day of the payout as the file writes it.
    public let day: CivilDate
    public let merchant: MerchantID?
    /// What the merchant gets; negative where the provider takes money from the bank account.
    public let amount: Money

    public init(number: String?, day: CivilDate, merchant: MerchantID?, amount: Money) {
        self.number = number
        self.day = day
        self.merchant = merchant
        self.amount = amount
    }
}
