// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Testing

/// When an open attempt is tried, once its line is back or its other side answers.
@Suite struct RecoveryPaceTests {
    /// An attempt whose quick tries were used up while the line was away, and the pace of its lane.
    private struct Waiting {
        var attempt: Attempt
        var pace = RecoveryPace()
        var now: Instant

        init(_ ability: LinkAbility, policy: RecoveryPolicy = RecoveryPolicy(), kind: MovementKind = .sale) throws {
            attempt = Attempt(Till.request(1, kind), ability: ability, policy: policy, at: Till.start)
            now = Till.start
            try step(.sent)
            try step(.lost(.timeout))
        }

        mutating func step(_ kind: AttemptEvent.Kind) throws {
            try attempt.step(AttemptEvent(at: now, kind: kind))
        }

        /// Tries until a time, each told `answer`; the seconds from now at which they were made.
        mutating func tries(seconds: Int64, answer: AttemptEvent.Kind = .lost(.timeout)) throws -> [Int64] {
            let start = now
            let end = now.adding(milliseconds: seconds * 1_000)
            var made: [Int64] = []
            while let duty = pace.duty(of: attempt), max(duty.at, now) <= end, made.count < 10_000 {
                now = max(duty.at, now)
                made.append((now.milliseconds - start.milliseconds) / 1_000)
                try step(duty.work == .ask ? .asked : duty.work == .reverse ? .reversalSent : .repeated)
                try step(answer)
                pace.heard(answer, of: attempt)
            }
            now = end
            return made
        }

        mutating func lineIsBack() { pace.lineIsBack(for: [attempt], at: now) }
    }

    struct Story: CustomTestStringConvertible {
        let name: String
        let ability: LinkAbility
        let kind: MovementKind
        let tries: [Int64]
        var testDescription: String { name }
    }

    static let stories = [
        Story(
            name: "a reversal that went unanswered", ability: .acquirer, kind: .sale,
            tries: [0, 2, 7, 22, 82, 682]),
        Story(
            name: "a refund that is repeated", ability: .acquirer, kind: .refund, tries: [0, 2, 7, 22, 82, 682]),
        Story(
            name: "a payment at a terminal that is asked", ability: .terminal, kind: .sale,
            tries: [0, 1, 3, 8, 18, 48, 648]),
    ]

    @Test(arguments: stories)
    func `after an hour without a line the first try is at once and the next ones are quick`(_ story: Story) throws {
        var waiting = try Waiting(story.ability, kind: story.kind)
        let away = try waiting.tries(seconds: 3_600)
        #expect(away.count < 20)
        waiting.lineIsBack()
        #expect(try waiting.tries(seconds: 700) == story.tries)
    }

    @Test func `a line that comes and goes begins one quick series in a minute, and each return is one try`() throws {
        var waiting = try Waiting(.acquirer)
        _ = try waiting.tries(seconds: 3_600)
        var made: [Int64] = []
        for _ in 0..<6 {
            waiting.lineIsBack()
            made += try waiting.tries(seconds: 10)
        }
        // 0, 2, 7 of the series, then 0 and what the series has left, and not three quick tries for every return.
        #expect(made.count <= 12)
        waiting.lineIsBack()
        #expect(try waiting.tries(seconds: 60) == [0, 2, 7, 22])
    }

    @Test func `an answer to another one is worth one try, and ever fewer while nothing is heard of this one`() throws {
        var waiting = try Waiting(.acquirer)
        _ = try waiting.tries(seconds: 3_600)
        _ = try waiting.tries(seconds: 120)
        var made = 0
        for _ in 0..<360 {
            waiting.pace.otherIsAnswered(for: [waiting.attempt], at: waiting.now)
            made += try waiting.tries(seconds: 10).count
        }
        // Six by its own slow pause in an hour; the others at 1, 2, 4, 8 minutes.
        #expect((7...12).contains(made))
    }

    @Test func `who says still open is asked on without falling to the slow pause, and rarely after hours`() throws {
        var waiting = try Waiting(.terminal)
        let first = try waiting.tries(seconds: 240, answer: .stillOpen)
        #expect(zip(first, first.dropFirst()).allSatisfy { $1 - $0 <= 31 })
        let hour = try waiting.tries(seconds: 3_600, answer: .stillOpen)
        #expect(zip(hour, hour.dropFirst()).allSatisfy { $1 - $0 <= 500 })
        let day = try waiting.tries(seconds: 86_400, answer: .stillOpen)
        #expect(day.count <= 160)
        // Asked in vain, the slow pause holds.
        _ = try waiting.tries(seconds: 7_200)
        #expect(try waiting.tries(seconds: 1_800).count == 3)
    }

    @Test func `one answer that is lost does not send who answers to the slow pause`() throws {
        var waiting = try Waiting(.terminal)
        _ = try waiting.tries(seconds: 60, answer: .stillOpen)
        #expect(try waiting.tries(seconds: 200) == [18, 48, 78, 108, 138, 168, 198])
        #expect(try waiting.tries(seconds: 3_600).count <= 9)
    }

    @Test func `not found is asked again only after a while, however the line comes back`() throws {
        var waiting = try Waiting(.terminal)
        _ = try waiting.tries(seconds: 3_600)
        waiting.lineIsBack()
        #expect(try waiting.tries(seconds: 60, answer: .notFound) == [0, 10])
        #expect(waiting.attempt.state == .notCharged)
    }

    @Test func `no reversal overtakes its request because the line came back`() throws {
        let policy = RecoveryPolicy(asksBeforeRemedy: 0, remedyNotBefore: 15_000)
        var waiting = try Waiting(.wallet, policy: policy)
        waiting.now = Till.start.adding(milliseconds: 4_000)
        waiting.lineIsBack()
        #expect(try waiting.tries(seconds: 20) == [11, 13, 18])
    }

    @Test func `questions before the remedy stay counted`() throws {
        var waiting = try Waiting(.wallet)
        _ = try waiting.tries(seconds: 20)
        let asks = waiting.attempt.asks
        waiting.lineIsBack()
        _ = try waiting.tries(seconds: 600)
        #expect(asks < 5 && waiting.attempt.asks == 5 && waiting.attempt.state == .reversing)
    }

    @Test(arguments: 0..<40)
    func `whatever is told, nothing is later than usual, nothing hammers, and what is over is forgotten`(
        seed: Int
    ) throws {
        var dice = Dice(state: UInt64(seed))
        let abilities: [LinkAbility] = [.acquirer, .terminal, .wallet]
        var waiting = try Waiting(abilities[seed % 3])
        var (returns, made) = (0, 0)
        for _ in 0..<300 {
            if let duty = waiting.pace.duty(of: waiting.attempt), let usual = waiting.attempt.duty {
                #expect(duty.work == usual.work && duty.at <= usual.at)
            }
            switch Int.random(in: 0..<4, using: &dice) {
            case 0:
                waiting.lineIsBack()
                returns += 1
            case 1: waiting.pace.otherIsAnswered(for: [waiting.attempt], at: waiting.now)
            default: break
            }
            let answers: [AttemptEvent.Kind] = [.lost(.timeout), .lost(.uncertain), .stillOpen, .reversalRefused("E")]
            let answer = answers[Int.random(in: 0..<4, using: &dice)]
            let tries = try waiting.tries(seconds: Int64.random(in: 1...120, using: &dice), answer: answer)
            #expect(zip(tries, tries.dropFirst()).allSatisfy { $0 != $1 || waiting.attempt.remedies > 0 })
            made += tries.count
        }
        // 300 minutes at most: a series for every minute in which the line came back, and the policy's own tries.
        #expect(made <= returns * 7 + 300)
        try waiting.step(Till.approved())
        if waiting.attempt.state.isOver {
            waiting.pace.heard(Till.approved(), of: waiting.attempt)
            #expect(waiting.pace == RecoveryPace())
        }
    }
}
