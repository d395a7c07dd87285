// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

/// Advice in circulation says: no slip, swipe again. That is how customers pay twice, so nothing here may say it.
@Suite struct PlaybookLockTests {
    static let locked: [Verdict.MoneyState] = [
        .unknown(since: nil), .unknown(since: CivilTime(text: "2026-11-20 15:03:00")), .pending, .charged,
        .refunded(Money(minor: 1_000), isFull: false),
    ]
    static let open: [Verdict.MoneyState] = [.notCharged, .reversed, .refunded(Money(minor: 5_800), isFull: true)]

    @Test(arguments: locked)
    func `nobody charges again before the first attempt is proved not charged`(_ money: Verdict.MoneyState) throws {
        let lock = try #require(Playbook.lock(for: money))
        #expect(lock.chinese.hasPrefix("请勿再次刷卡"))
        #expect(lock.english.hasPrefix("Do not charge again"))
        // The reason comes with it.
        #expect(lock.chinese.contains("：") && lock.english.contains(":"))
    }

    @Test(arguments: open)
    func `a first attempt of which nothing is left locks nothing`(_ money: Verdict.MoneyState) {
        #expect(Playbook.lock(for: money) == nil)
    }

    @Test(arguments: Playbook.all)
    func `while the money is unknown every page warns`(_ playbook: Playbook) throws {
        let warning = try #require(playbook.warning(for: .unknown(since: nil)))
        let isRefund = playbook.code.text.hasPrefix("RF")
        #expect(warning.chinese.hasPrefix(isRefund ? "请勿另开一笔退款" : "请勿再次刷卡"))
        #expect(warning.english.hasPrefix(isRefund ? "Do not start another refund" : "Do not charge again"))
    }

    @Test(arguments: Playbook.all.filter { $0.code.text.hasPrefix("RC") || $0.code.text.hasPrefix("PY") })
    func `a playbook of slips and payments turns to PY-01 while the outcome is unknown`(_ playbook: Playbook) {
        let turns = playbook.branches.filter { $0.condition == .moneyUnknown }
        #expect(playbook.code == .py01 || !turns.isEmpty)
    }

    /// Ways to say that somebody should pay or charge once more.
    static let again = ["再刷", "重刷", "重新刷", "再次刷卡", "再付", "再收", "重新收款", "重复付款", "再扫"]
    static let againEnglish = [
        "swipe again", "charge again", "pay again", "second swipe", "collect again", "collect it anew", "try the card",
        "retry the payment", "another charge", "second charge",
    ]
    static let nots = ["不", "勿", "别"]

    @Test(arguments: Playbook.all)
    func `no step tells anybody to charge again before the proof`(_ playbook: Playbook) {
        for step in playbook.steps where !step.startsCharge {
            for word in Self.again where step.title.chinese.contains(word) {
                #expect(
                    Self.nots.contains { step.title.chinese.contains($0) }, "\(playbook.code): \(step.title.chinese)")
            }
            for word in Self.againEnglish where step.title.english.lowercased().contains(word) {
                let english = step.title.english.lowercased()
                let refuses = ["not ", "no ", "whether", "stop"].contains { english.contains($0) }
                #expect(refuses, "\(playbook.code): \(step.title.english)")
            }
        }
    }

    @Test(arguments: Playbook.all.filter { $0.steps.contains(where: \.startsCharge) })
    func `a new charge comes only after a step that proves the first`(_ playbook: Playbook) throws {
        let first = playbook.steps.firstIndex(where: \.startsCharge)
        let number = try #require(first)
        let proofs: Set<PlaybookProof> = [.inquiryAnswered, .moneyGivenBack, .writtenAnswer, .clearingRow]
        let before = playbook.steps[..<number].flatMap(\.closesOn)
        #expect(!proofs.isDisjoint(with: before))
        // And the page keeps it locked until the verdict agrees.
        #expect(Playbook.lock(for: .unknown(since: nil)) != nil)
    }

    @Test(arguments: Playbook.all)
    func `a refund is tried again with its own number only`(_ playbook: Playbook) {
        for step in playbook.steps where step.acts.contains(.retryRefund) {
            #expect(step.title.chinese.contains("原退款号") && step.title.english.contains("same number"))
        }
    }
}
