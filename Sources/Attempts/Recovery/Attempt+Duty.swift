// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

extension Attempt {
    /// What is to be done next, and when; nil when nothing is left, or nothing can be done but by a person.
    public var duty: Duty? {
        switch state {
        case .approved, .partial, .declined, .notCharged, .reversed: nil
        case .intended: Duty(.send, at: intendedAt)
        case .sending: Duty(.giveUpWaiting, at: after(policy.answerWithin))
        case .unknown: dutyWhileUnknown
        case .reversing: Duty(.reverse, at: reversalAt)
        case .repeating: Duty(.repeatMessage, at: after(policy.pauseBeforeRemedy(remedies)))
        }
    }

    private var dutyWhileUnknown: Duty? {
        let remedy = request.kind.remedy
        let hasRemedy = ability.offers(remedy)
        let isMissing = hasRepetition && notFounds >= policy.notFoundsToBelieve
        if ability.canBeAsked, !isMissing, !hasRemedy || asks < policy.asksBeforeRemedy {
            let isQuick = asks < policy.askAfter.count
            let time = after(isQuick ? policy.pauseBeforeAsking(asks) : policy.slowly)
            return Duty(.ask, at: max(time, earliestAsk))
        }
        guard hasRemedy else { return nil }
        if remedy == .reversal { return Duty(.reverse, at: reversalAt) }
        return Duty(.repeatMessage, at: after(policy.pauseBeforeRemedy(remedies)))
    }

    private var reversalAt: Instant { max(after(policy.pauseBeforeRemedy(remedies)), earliestReversal) }

    /// A reversal that would overtake its request on the way is held back.
    var earliestReversal: Instant { (sentAt ?? intendedAt).adding(milliseconds: policy.remedyNotBefore) }

    /// Who knows nothing of a request is not asked again in the same breath: it may have just started, and the request
    /// may be on its way.
    var earliestAsk: Instant { notFounds == 0 ? lastTryAt : after(policy.pauseAfterNotFound) }

    /// The same message can go out again, and counts once.
    var hasRepetition: Bool { request.kind.remedy == .repetition && ability.offers(.repetition) }

    private func after(_ milliseconds: Int64) -> Instant { lastTryAt.adding(milliseconds: milliseconds) }

    /// What a program that was killed and started again knows of it, to be recorded before anything else is done.
    ///
    /// Sending is durable before the first byte goes out: what was only intended was provably never asked, and what
    /// was being sent may have been.
    public func afterRestart(at time: Instant) -> AttemptEvent? {
        switch state {
        case .intended: AttemptEvent(at: time, kind: .notSent)
        case .sending: AttemptEvent(at: time, kind: .lost(.restart))
        default: nil
        }
    }
}
