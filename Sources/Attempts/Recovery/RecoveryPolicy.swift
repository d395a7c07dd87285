// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// When what is tried again. All times in milliseconds.
///
///     lost ── ask ── ask ── ask ─┬ told: over
///       askAfter[0] [1] [2] …    └ asksBeforeRemedy used up ─▶ reversal or repetition
///                                      remedyAfter[0] [1] … then every `slowly`, for ever
public struct RecoveryPolicy: Hashable, Sendable {
    /// From sending until an answer counts as lost.
    public let answerWithin: Int64
    /// Pauses before the first, second, … question; after the last one `slowly`.
    public let askAfter: [Int64]
    /// Questions without a clear answer after which the remedy begins, where there is one.
    public let asksBeforeRemedy: Int
    /// "Not found" this often means that nothing was charged; once is not enough, for a request may still be on its way.
    /// What can be repeated is then repeated instead.
    public let notFoundsToBelieve: Int
    /// "Not found" is not believed sooner than this after the request went out: until then it may still be on its way.
    public let notFoundNotBefore: Int64
    /// Pauses before the first, second, … reversal or repetition; after the last one `slowly`.
    public let remedyAfter: [Int64]
    /// The pause once the quick tries are used up. It is tried for ever; sooner when the line comes back
    /// (`RecoveryPace`).
    public let slowly: Int64
    /// No reversal goes out sooner than this after the request.
    public let remedyNotBefore: Int64
    /// Whether "original not found" ends a reversal whose request was never seen to be approved (UnionPay 25).
    public let endsOnNotFound: Bool

    public init(
        answerWithin: Int64 = 60_000, askAfter: [Int64] = [1_000, 2_000, 5_000, 10_000, 30_000],
        asksBeforeRemedy: Int = 5, notFoundsToBelieve: Int = 2,
        remedyAfter: [Int64] = [0, 2_000, 5_000, 15_000, 60_000], slowly: Int64 = 600_000,
        remedyNotBefore: Int64 = 0, endsOnNotFound: Bool = true, notFoundNotBefore: Int64 = 0
    ) {
        self.answerWithin = max(1, answerWithin)
        self.askAfter = askAfter.isEmpty ? [1_000] : askAfter.prefix(Self.pauseLimit).map { max(0, $0) }
        self.asksBeforeRemedy = max(0, asksBeforeRemedy)
        self.notFoundsToBelieve = max(1, notFoundsToBelieve)
        self.remedyAfter = remedyAfter.prefix(Self.pauseLimit).map { max(0, $0) }
        self.slowly = max(1, slowly)
        self.remedyNotBefore = max(0, remedyNotBefore)
        self.endsOnNotFound = endsOnNotFound
        self.notFoundNotBefore = max(0, notFoundNotBefore)
    }

    /// The longest quick pause, ten seconds at most.
    var pauseAfterNotFound: Int64 { min(askAfter.max() ?? 0, 10_000) }
    /// The longest pause of the quick series.
    var longestQuickPause: Int64 { (askAfter + remedyAfter).max() ?? 0 }

    func pauseBeforeAsking(_ tries: Int) -> Int64 { askAfter[min(max(tries, 0), askAfter.count - 1)] }
    func pauseBeforeRemedy(_ tries: Int) -> Int64 { tries < remedyAfter.count ? remedyAfter[max(tries, 0)] : slowly }
}
