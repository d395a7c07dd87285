// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Tender
import Testing

@Suite struct RefundFileTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var approval = RefundApproval.none
        let events: [(String, RefundEvent.Kind, String)]
        let ends: RefundState
        /// Which of the events is refused, from 0; nil when all fit.
        var refused: Int?
    }

    static let stories = [
        Story(
            testDescription: "accepted in the portal, on the account three days later",
            events: [("li", .accepted(reference: "510001"), ""), ("li", .succeeded(reference: "510001"), "")],
            ends: .succeeded),
        Story(
            testDescription: "the answer is lost, the same number goes again",
            events: [
                ("system", .sent, ""), ("system", .lost, "timed out"), ("system", .sent, ""),
                ("system", .accepted(reference: "9"), ""),
            ], ends: .accepted),
        Story(
            testDescription: "the manager agrees first", approval: .manager,
            events: [("chen", .approved, ""), ("li", .succeeded(reference: "7"), "")], ends: .succeeded),
        Story(
            testDescription: "nobody agreed, so nothing is sent", approval: .manager,
            events: [("li", .accepted(reference: "7"), "")], ends: .requested, refused: 0),
        Story(
            testDescription: "who asks may not agree", approval: .manager, events: [("li", .approved, "")],
            ends: .requested, refused: 0),
        Story(
            testDescription: "the manager says no, and it cannot be sent any more", approval: .manager,
            events: [("chen", .refused, "goods are gone"), ("li", .sent, "")], ends: .failed, refused: 1),
        Story(
            testDescription: "what went to the channel cannot be taken back",
            events: [("li", .sent, ""), ("li", .refused, "a mistake")], ends: .unknown, refused: 1),
        Story(
            testDescription: "the bank sends it back after the channel took it",
            events: [("li", .accepted(reference: "7"), ""), ("li", .failed, "account closed")], ends: .failed),
        Story(
            testDescription: "a success that comes after a failure is believed: the money moved",
            events: [("li", .failed, "timed out"), ("li", .succeeded(reference: "7"), "")], ends: .succeeded),
        Story(
            testDescription: "what succeeded does not fail",
            events: [("li", .succeeded(reference: "7"), ""), ("li", .failed, "?")], ends: .succeeded, refused: 1),
        Story(
            testDescription: "another reference is another refund",
            events: [("li", .accepted(reference: "7"), ""), ("li", .succeeded(reference: "8"), "")], ends: .accepted,
            refused: 1),
        Story(
            testDescription: "no reference, no answer", events: [("li", .succeeded(reference: ""), "")],
            ends: .requested, refused: 0),
        Story(
            testDescription: "a failure without a reason is not written down", events: [("li", .failed, "")],
            ends: .requested, refused: 0),
    ]

    @Test(arguments: stories)
    func `a refund ends where its story says`(_ story: Story) throws {
        var file = RefundFile(.sample(approval: story.approval), requestedAt: Instant(milliseconds: 0))
        for (index, (person, kind, words)) in story.events.enumerated() {
            let event = RefundEvent(
                at: Instant(milliseconds: Int64(index + 1) * 1_000), by: person, kind: kind, words: words)
            let before = file
            if index == story.refused {
                let refusal = #expect(throws: RefundRefusal.self) { try file.step(event) }
                #expect(file == before)
                #expect(refusal.map { !$0.words.chinese.isEmpty && !$0.words.english.isEmpty } == true)
            } else {
                #expect(try file.step(event))
                if case .sent = kind { continue }
                let after = file
                #expect(try !file.step(event))
                #expect(file == after)
            }
        }
        #expect(file.state == story.ends)
    }

    @Test(arguments: [UInt64](1...40))
    func `no order of answers frees money that was given back`(_ seed: UInt64) {
        var dice = Seeded(seed)
        var file = RefundFile(.sample(approval: .manager), requestedAt: Instant(milliseconds: 0))
        var hasSucceeded = false
        for step in 0..<200 {
            let kinds: [RefundEvent.Kind] = [
                .approved, .refused, .sent, .accepted(reference: "7"), .succeeded(reference: "7"), .failed, .lost,
                .succeeded(reference: "8"),
            ]
            let kind = kinds[Int(dice.next() % UInt64(kinds.count))]
            let person = dice.next() % 2 == 0 ? "li" : "chen"
            let wasWaiting = file.isWaiting
            let event = RefundEvent(
                at: Instant(milliseconds: Int64(step)), by: person, kind: kind, words: "because")
            _ = try? file.step(event)
            if wasWaiting { #expect(file.attempts == 0 && file.reference.isEmpty) }
            if hasSucceeded { #expect(file.state == .succeeded) }
            hasSucceeded = file.state == .succeeded
            if file.isRefused { #expect(!file.holdsMoney && file.attempts == 0) }
        }
    }

    @Test func `a number is read as it is spoken and typed`() {
        #expect(RefundID("rf 7q2-m4k")?.text == "RF7Q2M4K")
        #expect(RefundID("RF7Q2M0K") == nil)
        #expect(RefundID("RF7Q2M") == nil)
        #expect(RefundID(String(repeating: "R", count: 1 << 20)) == nil)
        for bits in [0, 1, UInt64.max, 1 << 40] as [UInt64] {
            #expect(RefundID(RefundID(bits: bits).text) == RefundID(bits: bits))
        }
    }
}
