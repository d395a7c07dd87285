// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How often a message that the channel could not take is offered again.
///
///     attempt 1 ─ 1 min ─ 2 ─ 5 min ─ 3 ─ 15 min ─ 4 ─ 1 h ─ 5 ─ 4 h ─ 6 ─ given up
public enum RetryRule {
    static let minute: Int64 = 60_000
    /// Milliseconds after each attempt that was put off.
    public static let waits: [Int64] = [minute, 5 * minute, 15 * minute, 60 * minute, 240 * minute]
    /// Milliseconds without a report after which a message counts as undelivered (RC-08).
    public static let reportLimit: Int64 = 15 * minute
    /// Milliseconds after which an attempt without an answer is nobody's any more.
    public static let answerLimit: Int64 = 2 * minute

    /// Milliseconds until the next attempt.
    public static func wait(after attempts: Int) -> Int64 {
        waits[min(max(attempts, 1), waits.count) - 1]
    }
}
