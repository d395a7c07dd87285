// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Terminals
import Testing

/// A terminal that knows nothing of a refund is believed late: money that is given back twice is gone.
@Suite struct LostRefundTests {
    static let start = Instant(milliseconds: 1_795_680_000_000)

    private func attempt(_ kind: MovementKind) throws -> Attempt {
        let request = AttemptRequest(
            id: "A2", order: "R1", kind: kind, amount: Money(minor: 5_800), terminal: "T1", voucher: "000002",
            original: kind.takes ? nil : "A1", key: "k")
        var attempt = Attempt(request, ability: .terminal, policy: .terminal(kind), at: Self.start)
        try attempt.step(AttemptEvent(at: Self.start, kind: .sent))
        try attempt.step(AttemptEvent(at: Self.start, kind: .lost(.cut)))
        return attempt
    }

    /// Asks when it is due and is told "not found" each time; gives the seconds and questions until it is believed.
    private func ask(_ kind: MovementKind) throws -> (seconds: Int64, asks: Int) {
        var attempt = try attempt(kind)
        while let duty = attempt.duty, duty.work == .ask, attempt.asks < 100 {
            try attempt.step(AttemptEvent(at: duty.at, kind: .asked))
            try attempt.step(AttemptEvent(at: duty.at, kind: .notFound))
        }
        #expect(attempt.state == .notCharged && attempt.trouble == nil)
        return ((attempt.changedAt.milliseconds - Self.start.milliseconds) / 1_000, attempt.asks)
    }

    @Test(arguments: [MovementKind.refund, .void, .preauthVoid, .completionVoid])
    func `what gives money back is believed lost when it can no longer be on its way`(_ kind: MovementKind) throws {
        let (seconds, asks) = try ask(kind)
        #expect(seconds >= 150 && seconds <= 300)
        #expect(asks >= 3)
    }

    @Test func `a charge is believed lost after two answers`() throws {
        let (seconds, asks) = try ask(.sale)
        #expect(seconds < 20 && asks == 2)
    }

    @Test func `a hundred answers within seconds say nothing of a refund, and the next customer is served`() throws {
        var attempt = try attempt(.refund)
        for _ in 0..<100 {
            let soon = attempt.lastTryAt.adding(milliseconds: 20)
            try attempt.step(AttemptEvent(at: soon, kind: .asked))
            try attempt.step(AttemptEvent(at: soon, kind: .notFound))
        }
        #expect(attempt.state == .unknown)
        #expect(attempt.trouble == .unanswered)
        let fresh = Attempt(
            AttemptRequest(
                id: "A3", order: "R2", kind: .sale, amount: Money(minor: 900), terminal: "T1", voucher: "000003",
                key: "k3"), ability: .terminal, policy: .terminal(.sale), at: attempt.lastTryAt)
        #expect(TerminalLane("T1", [attempt, fresh]).next?.attempt == "A3")
    }

    @Test func `the rule is durable with the attempt`() throws {
        let attempt = Attempt(
            try attempt(.refund).request, ability: .terminal, policy: .terminal(.refund), at: Self.start)
        #expect(try AttemptRecord(decoding: AttemptRecord.intended(attempt).encoded()) == .intended(attempt))
    }
}
