// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The attempts of one terminal that are not over, and whose turn it is. Each terminal has a lane of its own: one
/// that is stuck delays no other.
///
///     to be reversed or repeated (quick tries) ─▶ first, for the terminal's next request must not overtake them
///     waiting for an answer                   ─▶ nothing else goes out
///     intended                                ─▶ one at a time, in the order they came
///     slow tries                              ─▶ when nobody waits, each at its time
public struct TerminalLane: Hashable, Sendable {
    public let terminal: TerminalID
    public let attempts: [Attempt]
    private let pace: RecoveryPace

    public init(_ terminal: TerminalID, _ attempts: [Attempt], pace: RecoveryPace = RecoveryPace()) {
        self.terminal = terminal
        self.pace = pace
        self.attempts = attempts.filter { $0.request.terminal == terminal && !$0.state.isOver }
            .sorted { ($0.intendedAt, $0.id) < ($1.intendedAt, $1.id) }
    }

    public struct Turn: Hashable, Sendable {
        public let attempt: AttemptID
        public let duty: Duty
    }

    /// What the lane does next; its time may lie ahead.
    public var next: Turn? {
        if let waiting = attempts.first(where: { $0.state == .sending }) { return turn(waiting) }
        guard let fresh = attempts.first(where: { $0.state == .intended }) else { return earliest(attempts) }
        return earliest(attempts.filter { $0.state != .intended && presses($0) }) ?? turn(fresh)
    }

    /// The attempt that a new one would overtake, if it went out now; nil where the lane is free for it.
    ///
    /// What waits for its answer, was intended before, or is being found out. Slow tries stand in nobody's way.
    public var obstacle: Attempt? {
        attempts.first { $0.state == .sending } ?? attempts.first { $0.state == .intended || presses($0) }
    }

    /// Whether its next try is one of the quick ones, which nothing may overtake. Who is left for minutes lets the next
    /// customer pay.
    private func presses(_ attempt: Attempt) -> Bool {
        guard attempt.trouble == nil else { return false }
        guard let duty = pace.duty(of: attempt) else { return true }
        let pause = duty.at.milliseconds - attempt.lastTryAt.milliseconds
        return pause < attempt.policy.slowly || pause <= attempt.policy.longestQuickPause
    }

    private func earliest(_ candidates: [Attempt]) -> Turn? {
        candidates.compactMap { turn($0) }.min { ($0.duty.at, $0.attempt) < ($1.duty.at, $1.attempt) }
    }

    private func turn(_ attempt: Attempt) -> Turn? {
        pace.duty(of: attempt).map { Turn(attempt: attempt.id, duty: $0) }
    }
}
