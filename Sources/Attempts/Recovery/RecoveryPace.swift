// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// When what is open is tried sooner than its attempt alone says, because the other side is there.
///
///     line lost … back ────────────▶ at once ─ quick pauses of the policy ─▶ `slowly`
///     another one was answered ────▶ at once ─▶ `slowly`; again after 1, 2, 4, … minutes without a word of it
///     answered without an end, quick pauses used up ─▶ the last of them, then an eighth of its age ─▶ `slowly`
///
/// It makes nothing later and decides nothing: what is asked, reversed or given up follows from the attempt. So none of
/// it is durable; a program that starts takes its start for a return of every line.
public struct RecoveryPace: Hashable, Sendable {
    private struct Spur: Hashable, Sendable {
        /// The quick pauses begun anew; nil while they were not.
        var series: Series?
        /// Due at once if it was not tried since.
        var at: Instant
        /// Times that others were answered and nothing was heard of this one.
        var silences = 0
    }

    private struct Series: Hashable, Sendable {
        let at: Instant
        /// Tries made before it.
        let asks: Int
        let remedies: Int
    }

    private var spurs: [AttemptID: Spur] = [:]
    /// The last try that was answered without ending its attempt, counted over questions and remedies.
    private var answered: [AttemptID: Int] = [:]

    public init() {}

    /// The way to the other side is there again: what waits for it is tried at once, and then quickly for a while.
    ///
    /// Called however often, it begins the quick pauses anew at most once in a minute; each call is worth one try.
    public mutating func lineIsBack(for attempts: [Attempt], at time: Instant) {
        for attempt in attempts where attempt.isTriedAgain {
            var spur = spurs[attempt.id] ?? Spur(at: time)
            spur.at = time
            let isFresh = spur.series.map { $0.at.adding(milliseconds: Self.rest) <= time } ?? true
            if isFresh { spur.series = Series(at: time, asks: attempt.asks, remedies: attempt.remedies) }
            spurs[attempt.id] = spur
        }
    }

    /// The other side answered somebody else after a silence: what waits for it is tried once, without waiting.
    public mutating func otherIsAnswered(for attempts: [Attempt], at time: Instant) {
        for attempt in attempts where attempt.isTriedAgain {
            var spur = spurs[attempt.id] ?? Spur(at: attempt.intendedAt)
            let rest = Self.rest << Int64(min(spur.silences, 10))
            guard max(spur.at, attempt.lastTryAt).adding(milliseconds: rest) <= time else { continue }
            spur.at = time
            spur.silences += 1
            spurs[attempt.id] = spur
        }
    }

    /// Milliseconds between the beginnings of two series.
    private static let rest: Int64 = 60_000

    /// What came back of one try.
    ///
    /// - Parameter attempt: as it stands after it.
    public mutating func heard(_ kind: AttemptEvent.Kind, of attempt: Attempt) {
        guard !attempt.state.isOver else { return forget(attempt.id) }
        if case .lost(let reason) = kind, reason != .uncertain { return }
        spurs[attempt.id]?.silences = 0
        answered[attempt.id] = attempt.tries
    }

    public mutating func forget(_ id: AttemptID) {
        spurs[id] = nil
        answered[id] = nil
    }

    /// The attempt's duty, at its time or sooner.
    public func duty(of attempt: Attempt) -> Duty? {
        guard let usual = attempt.duty else { return nil }
        let sooner: Instant?
        switch usual.work {
        case .send, .giveUpWaiting: return usual
        case .ask:
            let times = [nextOfSeries(asking: attempt), next(attempt, whileAnswered: attempt.policy.askAfter)]
            sooner = times.compactMap { $0 }.min().map { max($0, attempt.earliestAsk) }
        case .reverse, .repeatMessage:
            let times = [nextOfSeries(remedying: attempt), next(attempt, whileAnswered: attempt.policy.remedyAfter)]
            let earliest = usual.work == .reverse ? attempt.earliestReversal : attempt.lastTryAt
            sooner = times.compactMap { $0 }.min().map { max($0, earliest) }
        }
        return Duty(usual.work, at: min(usual.at, sooner ?? usual.at))
    }

    private func nextOfSeries(asking attempt: Attempt) -> Instant? {
        let pauses = attempt.policy.askAfter
        if let once = spurred(attempt, notWithin: pauses[0]) { return once }
        guard let series = spurs[attempt.id]?.series else { return nil }
        let tries = attempt.asks - series.asks
        guard tries <= pauses.count else { return nil }
        return attempt.lastTryAt.adding(milliseconds: pauses[max(tries - 1, 0)])
    }

    private func nextOfSeries(remedying attempt: Attempt) -> Instant? {
        let pauses = attempt.policy.remedyAfter
        let least = pauses.first { $0 > 0 } ?? 1_000
        if let once = spurred(attempt, notWithin: least) { return once }
        guard let series = spurs[attempt.id]?.series else { return nil }
        let tries = attempt.remedies - series.remedies
        guard tries == 0 || tries < pauses.count else { return nil }
        return attempt.lastTryAt.adding(milliseconds: tries == 0 ? least : pauses[tries])
    }

    /// At once, and never sooner after the try before than the policy's own first pause.
    private func spurred(_ attempt: Attempt, notWithin pause: Int64) -> Instant? {
        guard let spur = spurs[attempt.id], attempt.lastTryAt < spur.at else { return nil }
        return max(spur.at, attempt.lastTryAt.adding(milliseconds: pause))
    }

    /// Who answered one of the last tries is there: it is tried on, the more rarely the longer it takes.
    private func next(_ attempt: Attempt, whileAnswered pauses: [Int64]) -> Instant? {
        guard let last = answered[attempt.id], attempt.tries - last <= Self.patience, let pause = pauses.last else {
            return nil
        }
        let age = attempt.lastTryAt.milliseconds - (attempt.sentAt ?? attempt.intendedAt).milliseconds
        return attempt.lastTryAt.adding(milliseconds: max(pause, age / 8))
    }

    /// Tries in vain after which an answer before them counts for nothing.
    private static let patience = 8
}

extension Attempt {
    /// Whether something went out and is tried again until it is known.
    fileprivate var isTriedAgain: Bool { state == .unknown || state == .reversing || state == .repeating }

    fileprivate var tries: Int { asks + remedies }
}
