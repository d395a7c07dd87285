// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// How long after a charge its channel still takes a refund. A default of the shop's, never a law: contracts differ,
/// and a channel that still takes the refund is believed.
public enum RefundWindow {
    /// Wallets: WeChat Pay documents a year.
    public static let wallet = 365
    /// Cards: what acquirers keep the original at hand for.
    public static let card = 180

    /// Days for a payment of this kind.
    public static func days(isWallet: Bool) -> Int { isWallet ? wallet : card }

    /// The last day on which the channel takes a refund of a charge made on this day.
    public static func lastDay(chargedOn day: CivilDate, isWallet: Bool) -> CivilDate {
        day.adding(days: days(isWallet: isWallet))
    }
}
