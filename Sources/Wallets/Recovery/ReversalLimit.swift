// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// From when until when a wallet takes a reversal of a payment; after that only a refund gives the money back.
public enum ReversalLimit {
    /// WeChat Pay: seven days after the payment was asked for.
    public static let weChatMilliseconds: Int64 = 7 * 86_400_000
    /// Alipay: until a quarter past midnight, Beijing time, behind the day of the payment.
    public static let alipayAfterMidnight: Int64 = 15 * 60

    /// WeChat Pay: not within 15 seconds, or it might overtake the payment.
    public static let weChatEarliest: Int64 = 15_000

    /// The first instant for a payment that was sent at `start`.
    public static func start(_ wallet: WalletKind, startedAt start: Instant) -> Instant {
        wallet == .wechat ? start.adding(milliseconds: weChatEarliest) : start
    }

    /// The last instant for a payment that was sent at `start`.
    public static func end(_ wallet: WalletKind, startedAt start: Instant) -> Instant {
        switch wallet {
        case .wechat: return start.adding(milliseconds: weChatMilliseconds)
        case .alipay:
            let next = Zone.shanghai.civil(at: start).date.adding(days: 1)
            return Zone.shanghai.instant(of: CivilTime(next).adding(seconds: alipayAfterMidnight))
        }
    }
}
