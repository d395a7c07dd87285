// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts

/// The wallets' own rules of time (payments reference §1.6), as a policy of the machine.
///
///     WeChat Pay  pay ─ 5 s ─ query ─ 10 s ─ query ─ 10 s ─ … until 45 s ─ reverse (never within 15 s), query
///     Alipay      pay ─ 5 s ─ query ─ 4 s ─ … until 57 s ─ cancel at once, query
///     refund      refund ─ query, ever more slowly; not found: the same refund again, under its own number
extension RecoveryPolicy {
    /// - Parameter answerWithin: milliseconds from sending until an answer counts as lost.
    public static func wallet(
        _ wallet: WalletKind, _ kind: MovementKind, answerWithin: Int64 = 30_000
    ) -> RecoveryPolicy {
        guard kind.remedy == .reversal else { return walletRefund(answerWithin) }
        return wallet == .wechat ? weChatPayment(answerWithin) : alipayPayment(answerWithin)
    }

    private static func weChatPayment(_ answerWithin: Int64) -> RecoveryPolicy {
        RecoveryPolicy(
            answerWithin: answerWithin, askAfter: [5_000, 10_000, 10_000, 10_000, 10_000], asksBeforeRemedy: 5,
            notFoundsToBelieve: 3, remedyAfter: [0, 5_000, 15_000, 60_000, 300_000], slowly: 600_000,
            remedyNotBefore: ReversalLimit.weChatEarliest)
    }

    /// The cancel follows the last query without a pause: a customer must not pay in between.
    private static func alipayPayment(_ answerWithin: Int64) -> RecoveryPolicy {
        RecoveryPolicy(
            answerWithin: answerWithin, askAfter: [5_000] + [Int64](repeating: 4_000, count: 13), asksBeforeRemedy: 14,
            notFoundsToBelieve: 3, remedyAfter: [0, 3_000, 5_000, 15_000, 60_000], slowly: 600_000)
    }

    /// A bank may take days to give money back; a repeat changes nothing but is answered.
    private static func walletRefund(_ answerWithin: Int64) -> RecoveryPolicy {
        RecoveryPolicy(
            answerWithin: answerWithin,
            askAfter: [10_000, 20_000, 60_000, 120_000, 300_000, 600_000] + [Int64](repeating: 3_600_000, count: 40),
            asksBeforeRemedy: 46, notFoundsToBelieve: 2, remedyAfter: [0, 5_000, 15_000, 60_000, 600_000],
            slowly: 3_600_000)
    }
}
