// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Messages
import Tender
import Testing

@Suite struct MessageFileTests {
    static let start = Instant(milliseconds: 1_763_622_187_000)
    static let order = MessageOrder(
        template: TemplateKey(.n1, .chinese), route: .sms, contact: ContactID(1), text: "x", values: [],
        caseID: "K0000000001-RC")

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let kinds: [MessageEvent.Kind]
        let ends: MessageState
        var isUndeliverable = false
        var mayGoOut = false
    }

    static let stories = [
        Story(testDescription: "nothing happened", kinds: [], ends: .queued, mayGoOut: true),
        Story(
            testDescription: "taken and delivered",
            kinds: [.sending(attempt: 1), .sent(reference: "a"), .delivered], ends: .delivered),
        Story(
            testDescription: "taken, no report yet", kinds: [.sending(attempt: 1), .sent(reference: "a")], ends: .sent),
        Story(
            testDescription: "no report for a quarter of an hour",
            kinds: [.sending(attempt: 1), .sent(reference: "a"), .overdue], ends: .sent, isUndeliverable: true),
        Story(
            testDescription: "the report comes late",
            kinds: [.sending(attempt: 1), .sent(reference: "a"), .overdue, .delivered], ends: .delivered),
        Story(
            testDescription: "greylisted, then taken",
            kinds: [
                .sending(attempt: 1), .failed(code: "451", isFinal: false), .sending(attempt: 2), .sent(reference: "b"),
            ], ends: .sent),
        Story(
            testDescription: "put off, and waiting",
            kinds: [.sending(attempt: 1), .failed(code: "451", isFinal: false)],
            ends: .queued, mayGoOut: true),
        Story(
            testDescription: "refused", kinds: [.sending(attempt: 1), .failed(code: "550", isFinal: true)],
            ends: .failed,
            isUndeliverable: true),
        Story(
            testDescription: "the line drops after the last byte",
            kinds: [.sending(attempt: 1), .unknown("connection lost")], ends: .unknown, isUndeliverable: true),
        Story(testDescription: "the power goes while it is sent", kinds: [.sending(attempt: 1)], ends: .unknown),
        Story(
            testDescription: "unknown is not sent again by itself",
            kinds: [.sending(attempt: 1), .unknown("lost"), .sending(attempt: 2)], ends: .unknown, isUndeliverable: true
        ),
        Story(
            testDescription: "a person sends it again",
            kinds: [.sending(attempt: 1), .unknown("lost"), .askedAgain("customer has nothing"), .sending(attempt: 2)],
            ends: .unknown),
        Story(
            testDescription: "unknown, and then the report",
            kinds: [.sending(attempt: 1), .unknown("lost"), .delivered], ends: .delivered),
        Story(
            testDescription: "bounced after it was taken",
            kinds: [.sending(attempt: 1), .sent(reference: "a"), .failed(code: "5.1.1", isFinal: false)], ends: .failed,
            isUndeliverable: true),
        Story(
            testDescription: "given up",
            kinds: [.sending(attempt: 1), .failed(code: "451", isFinal: false), .gaveUp], ends: .failed,
            isUndeliverable: true),
        Story(
            testDescription: "taken back in time", kinds: [.withdrawn("wrong number"), .sending(attempt: 1)],
            ends: .failed),
        Story(
            testDescription: "taken back too late",
            kinds: [.sending(attempt: 1), .sent(reference: "a"), .withdrawn("wrong number")], ends: .sent),
    ]

    static func play(_ kinds: [MessageEvent.Kind]) -> MessageFile {
        var file = MessageFile(order, queuedAt: start)
        for (index, kind) in kinds.enumerated() {
            file.take(
                MessageEvent(
                    message: MessageID(1), at: start.adding(milliseconds: Int64(index) * 1_000), kind: kind, by: "test")
            )
        }
        return file
    }

    @Test(arguments: stories)
    func `a message ends where its story says`(_ story: Story) {
        let file = Self.play(story.kinds)
        #expect(file.state == story.ends)
        #expect(file.isUndeliverable == story.isUndeliverable)
        #expect((file.dueAt != nil) == story.mayGoOut)
    }

    @Test(arguments: stories)
    func `an event told twice changes nothing`(_ story: Story) {
        var file = MessageFile(Self.order, queuedAt: Self.start)
        for kind in story.kinds {
            let event = MessageEvent(message: MessageID(1), at: Self.start, kind: kind, by: "test")
            file.take(event)
            let before = file
            // A second refusal of the same attempt, a second `sending` of the same number: nothing new.
            let saysNew = file.take(event)
            #expect(!saysNew, "\(kind)")
            #expect(file == before)
        }
    }

    @Test func `attempts are put off longer and longer and then given up`() {
        var file = MessageFile(Self.order, queuedAt: Self.start)
        var now = Self.start
        var waits: [Int64] = []
        for attempt in 1...6 {
            #expect(!file.isExhausted || attempt == 7)
            file.take(MessageEvent(message: MessageID(1), at: now, kind: .sending(attempt: attempt), by: "t"))
            file.take(
                MessageEvent(message: MessageID(1), at: now, kind: .failed(code: "451", isFinal: false), by: "t"))
            if let due = file.dueAt {
                waits.append((due.milliseconds - now.milliseconds) / 60_000)
                now = due
            }
        }
        #expect(file.isExhausted)
        #expect(waits == [1, 5, 15, 60, 240, 240])
    }

    @Test func `without a report it is overdue after a quarter of an hour, not before`() {
        let file = Self.play([.sending(attempt: 1), .sent(reference: "a")])
        let sent = Self.start.adding(milliseconds: 1_000)
        #expect(file.overdueEvent(MessageID(1), now: sent.adding(milliseconds: 899_999)) == nil)
        #expect(file.overdueEvent(MessageID(1), now: sent.adding(milliseconds: 900_000))?.kind == .overdue)
    }

    /// However events come, a message never goes out twice without a person, and never leaves the five states.
    @Test(arguments: 0..<200)
    func `no order of events sends twice by itself`(_ seed: UInt64) {
        var dice = Dice(seed: seed)
        var file = MessageFile(Self.order, queuedAt: Self.start)
        var mayHaveGone = false
        for step in 0..<60 {
            let kind: MessageEvent.Kind
            switch dice.next() % 8 {
            case 0: kind = .sending(attempt: file.attempts + 1)
            case 1: kind = .sent(reference: "r")
            case 2: kind = .delivered
            case 3: kind = .failed(code: "451", isFinal: false)
            case 4: kind = .failed(code: "550", isFinal: true)
            case 5: kind = .unknown("lost")
            case 6: kind = .overdue
            default: kind = .gaveUp
            }
            let at = Self.start.adding(milliseconds: Int64(step) * 1_000)
            let took = file.take(MessageEvent(message: MessageID(1), at: at, kind: kind, by: "t"))
            guard took else { continue }
            if case .sending = kind { #expect(!mayHaveGone, "sent again after it may have gone out") }
            switch kind {
            case .sent, .unknown, .delivered: mayHaveGone = true
            default: break
            }
        }
    }
}

/// SplitMix64.
struct Dice {
    var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
