// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Testing

@Suite struct AttemptTests {
    struct Story: CustomTestStringConvertible {
        let name: String
        let kind: MovementKind
        let ability: LinkAbility
        let events: [AttemptEvent.Kind]
        let state: AttemptState
        let next: Duty.Work?
        var trouble: Attempt.Trouble?
        var testDescription: String { name }
    }

    static let late = Till.approved()
    static let stories: [Story] = [
        Story(
            name: "answered at once", kind: .sale, ability: .acquirer, events: [.sent, late], state: .approved,
            next: nil),
        Story(
            name: "declined", kind: .sale, ability: .acquirer, events: [.sent, Till.declined()], state: .declined,
            next: nil),
        Story(
            name: "the connection cannot be made", kind: .sale, ability: .acquirer, events: [.sent, .notSent],
            state: .notCharged, next: nil),
        Story(
            name: "no answer, and the host can only reverse", kind: .sale, ability: .acquirer,
            events: [.sent, .lost(.timeout)], state: .unknown, next: .reverse),
        Story(
            name: "no answer, and the terminal is asked", kind: .sale, ability: .terminal,
            events: [.sent, .lost(.cut)], state: .unknown, next: .ask),
        Story(
            name: "not found once may be too early", kind: .sale, ability: .terminal,
            events: [.sent, .lost(.cut), .asked, .notFound], state: .unknown, next: .ask),
        Story(
            name: "not found twice is believed", kind: .sale, ability: .terminal,
            events: [.sent, .lost(.cut), .asked, .notFound, .asked, .notFound], state: .notCharged, next: nil),
        Story(
            name: "at work in between counts anew", kind: .sale, ability: .terminal,
            events: [.sent, .lost(.cut), .asked, .notFound, .asked, .stillOpen, .asked, .notFound], state: .unknown,
            next: .ask),
        Story(
            name: "the question finds the approval", kind: .sale, ability: .terminal,
            events: [.sent, .lost(.restart), .asked, late], state: .approved, next: nil),
        Story(
            name: "a wallet that never knows is cancelled", kind: .sale, ability: .wallet,
            events: [.sent, .lost(.timeout), .asked, .stillOpen, .asked, .asked, .asked, .asked], state: .unknown,
            next: .reverse),
        Story(
            name: "reversed", kind: .sale, ability: .acquirer,
            events: [.sent, .lost(.timeout), .reversalSent, .reversalDone], state: .reversed, next: nil),
        Story(
            name: "a late approval does not stop a reversal", kind: .sale, ability: .acquirer,
            events: [.sent, .lost(.timeout), .reversalSent, late], state: .reversing, next: .reverse),
        Story(
            name: "a late decline does", kind: .sale, ability: .acquirer,
            events: [.sent, .lost(.timeout), .reversalSent, Till.declined()], state: .declined, next: nil),
        Story(
            name: "approved, and yet there is nothing to reverse", kind: .sale, ability: .acquirer,
            events: [.sent, .lost(.timeout), .reversalSent, late, .reversalNotFound], state: .reversing,
            next: .reverse, trouble: .contradiction),
        Story(
            name: "nothing to reverse and never approved", kind: .sale, ability: .acquirer,
            events: [.sent, .lost(.timeout), .reversalSent, .reversalNotFound], state: .reversed, next: nil),
        Story(
            name: "an approval after that is reversed again", kind: .sale, ability: .acquirer,
            events: [.sent, .lost(.timeout), .reversalSent, .reversalNotFound, late], state: .reversing,
            next: .reverse, trouble: .lateApproval),
        Story(
            name: "an approval that comes after the reversal was done is old news", kind: .sale, ability: .acquirer,
            events: [.sent, .lost(.timeout), .reversalSent, .reversalDone, late], state: .reversed, next: nil),
        Story(
            name: "a terminal's approval after everybody gave up", kind: .sale, ability: .terminal,
            events: [.sent, .lost(.cut), .asked, .notFound, .asked, .notFound, late], state: .approved, next: nil,
            trouble: .lateApproval),
        Story(
            name: "a reversal is never dropped", kind: .sale, ability: .acquirer,
            events: [.sent, .lost(.timeout)] + Array(repeating: .reversalSent, count: 40), state: .reversing,
            next: .reverse, trouble: .unanswered),
        Story(
            name: "a reversal that is refused goes on, and somebody is told", kind: .sale, ability: .acquirer,
            events: [.sent, .lost(.timeout), .reversalSent, .reversalRefused("58")], state: .reversing,
            next: .reverse, trouble: .refused),
        Story(
            name: "a refund without an answer is repeated, never reversed", kind: .refund, ability: .acquirer,
            events: [.sent, .lost(.timeout)], state: .unknown, next: .repeatMessage),
        Story(
            name: "the repeated refund is answered", kind: .refund, ability: .acquirer,
            events: [.sent, .lost(.timeout), .repeated, .repeated, late], state: .approved, next: nil),
        Story(
            name: "a refund at a terminal is asked for, for it would count twice", kind: .refund, ability: .terminal,
            events: [.sent, .lost(.timeout)] + Array(repeating: .asked, count: 9), state: .unknown, next: .ask,
            trouble: .unanswered),
        Story(
            name: "nobody can be asked and nothing reversed: a person", kind: .sale,
            ability: LinkAbility(canBeAsked: false, canReverse: false, canRepeat: false),
            events: [.sent, .lost(.timeout)], state: .unknown, next: nil, trouble: .helpless),
    ]

    @Test(arguments: stories)
    func `an attempt ends as its story says`(_ story: Story) throws {
        let attempt = try attempt(story)
        #expect(attempt.state == story.state)
        #expect(attempt.duty?.work == story.next)
        #expect(attempt.trouble == story.trouble)
    }

    @Test(arguments: stories)
    func `what was said before changes nothing when it is said again`(_ story: Story) throws {
        var attempt = try attempt(story)
        let before = attempt
        for kind in story.events {
            switch kind {
            case .answered, .lost, .notFound, .reversalDone, .stillOpen: break
            // Ours: they are recorded once for each time they go out.
            default: continue
            }
            guard attempt.state.isOver else { continue }
            let isNews = try? attempt.step(AttemptEvent(at: Till.start, kind: kind))
            #expect(isNews != true)
        }
        if before.state.isOver { #expect(attempt == before) }
    }

    private func attempt(_ story: Story) throws -> Attempt {
        let original = story.kind.takes ? nil : 9
        var attempt = Attempt(
            Till.request(1, story.kind, original: original), ability: story.ability, policy: RecoveryPolicy(),
            at: Till.start)
        for (place, kind) in story.events.enumerated() {
            try attempt.step(AttemptEvent(at: Till.start.adding(milliseconds: Int64(place) * 1_000), kind: kind))
        }
        return attempt
    }

    @Test func `an answer for more, for less or in other money is not believed`() throws {
        let dollar = try #require(Currency(code: "USD"))
        let wrong: [(Int64, Currency)] = [(5_801, .cny), (0, .cny), (5_800, dollar)]
        for (minor, currency) in wrong {
            var attempt = try Till.attempt(1, .sale, .acquirer, .sent)
            let answer = Answer(.approved, amount: Money(minor: minor, currency: currency), code: "00")
            #expect(throws: AttemptRefusal.otherAmount("A1")) {
                try attempt.step(AttemptEvent(at: Till.start, kind: .answered(answer)))
            }
            #expect(attempt.state == .sending)
        }
    }

    @Test func `the quick tries follow the policy and the slow ones never end`() throws {
        var attempt = try Till.attempt(1, .sale, .acquirer, .sent, .lost(.timeout))
        var now = Till.start.adding(milliseconds: 2_000)
        var pauses: [Int64] = []
        for _ in 0..<8 {
            let duty = try #require(attempt.duty)
            pauses.append(max(0, duty.at.milliseconds - now.milliseconds))
            now = max(now, duty.at)
            try attempt.step(AttemptEvent(at: now, kind: .reversalSent))
        }
        #expect(pauses == [0, 2_000, 5_000, 15_000, 60_000, 600_000, 600_000, 600_000])
    }

    @Test func `after a restart what was intended was never asked and what was being sent is unknown`() throws {
        var intended = try Till.attempt()
        var sending = try Till.attempt(1, .sale, .acquirer, .sent)
        try intended.step(try #require(intended.afterRestart(at: Till.start)))
        try sending.step(try #require(sending.afterRestart(at: Till.start)))
        #expect(intended.state == .notCharged)
        #expect(sending.state == .unknown && sending.loss == .restart)
        #expect(sending.loss?.reversalCode == "98")
        #expect(sending.afterRestart(at: Till.start) == nil)
    }

    @Test func `a person ends what nobody answers, and only with proof`() throws {
        var attempt = try Till.attempt(1, .sale, .acquirer, .sent, .lost(.timeout), .reversalSent)
        let bare = AttemptEvent(at: Till.start, by: "finance1", kind: .settled(.notCharged))
        #expect(throws: AttemptRefusal.proofMissing) { try attempt.step(bare) }
        try attempt.step(
            AttemptEvent(at: Till.start, by: "finance1", kind: .settled(.notCharged), words: "clearing file of 26 Nov"))
        #expect(attempt.state == .notCharged)
    }
}
