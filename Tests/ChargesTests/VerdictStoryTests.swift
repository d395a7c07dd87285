// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender
import Testing

/// What happened in the shop, and what Counterfoil says about it.
@Suite struct VerdictStoryTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let told: [Observation]
        var at = "2026-11-20 16:00:00"
        var asOf: String?
        var surroundings = Surroundings.none
        let money: Verdict.MoneyState
        var slip = Verdict.SlipState.unreported
        var settlement = Verdict.SettlementState.notDue
        var codes: [String] = []

        var verdict: Verdict { Given.verdict(told, at: at, asOf: asOf, surroundings) }
    }

    static let full = Verdict.MoneyState.refunded(Given.amount, isFull: true)
    static let tomorrow = CivilDate(text: "2026-11-21") ?? CivilDate(daysSinceEpoch: 0)
    static let due = Verdict.SettlementState.due(by: tomorrow)
    static let settled = Verdict.SettlementState.settled(on: tomorrow)

    static func around(_ change: (inout Surroundings) -> Void) -> Surroundings {
        var surroundings = Surroundings()
        change(&surroundings)
        return surroundings
    }

    static func movement(
        _ type: TransactionType, _ minor: Int64 = 5_800, _ state: Surroundings.Movement.State = .done,
        id: String = "T0000000008", at text: String? = nil
    ) -> Surroundings.Movement {
        Surroundings.Movement(
            id: id, type: type, amount: Money(minor: minor), state: state, at: text.flatMap { CivilTime(text: $0) })
    }

    static let stories: [Story] =
        ordinary + unclear + doubled + wrong + returned + holds + slips
        + unpaid + proofs + twoDebits + late + letters

    static let ordinary = [
        Story(
            testDescription: "sold, printed, on its way", told: [Given.till()], money: .charged, slip: .issued,
            settlement: due),
        Story(
            testDescription: "sold, printed, settled at the contract's fee", told: [Given.till(), Given.clearing()],
            at: "2026-11-22 09:00:00", money: .charged, slip: .issued, settlement: settled),
        Story(
            testDescription: "declined and nothing came: in order",
            told: [Given.till(.declined, printed: nil)], money: .notCharged, slip: .none),
        Story(
            testDescription: "the day it is due has not ended", told: [Given.till()], at: "2026-11-21 23:59:59",
            money: .charged, slip: .issued, settlement: due),
        Story(
            testDescription: "the day it was due has ended", told: [Given.till()], at: "2026-11-22 00:00:00",
            money: .charged, slip: .issued, settlement: .overdue(since: tomorrow), codes: ["ST-01"]),
        Story(
            testDescription: "files are complete up to that day", told: [Given.till()], at: "2026-11-21 12:00:00",
            asOf: "2026-11-21", money: .charged, slip: .issued, settlement: .overdue(since: tomorrow),
            codes: ["ST-01"]),
        Story(
            testDescription: "no till is kept: a cleared charge is no surprise", told: [Given.clearing()],
            surroundings: around { $0.isTillKept = false }, money: .charged, settlement: settled),
        Story(
            testDescription: "money at the bank needs no clearing row", told: [Given.till(), Given.live(.bank, nil)],
            at: "2026-11-25 09:00:00", money: .charged, slip: .issued, settlement: .settled(on: nil)),
    ]

    static let unclear = [
        Story(
            testDescription: "a card's answer is a minute late", told: [Given.live(.till, .pending)],
            at: "2026-11-20 15:04:07", money: .pending, slip: .none),
        Story(
            testDescription: "a card's answer is two minutes late", told: [Given.live(.till, .pending)],
            at: "2026-11-20 15:05:07", money: .unknown(since: Given.soldAt), slip: .none, codes: ["PY-01"]),
        Story(
            testDescription: "a wallet's answer is fifty seconds late",
            told: [Given.till(.unknown, printed: nil, line: 0, product: "qr")], at: "2026-11-20 15:03:57",
            money: .unknown(since: Given.soldAt), slip: .none, codes: ["PY-01"]),
        Story(
            testDescription: "unknown, then the acquirer says declined",
            told: [Given.live(.till, .unknown), Given.live(.inquiry, .declined, at: "2026-11-20 15:06:00")],
            money: .notCharged, slip: .none),
        Story(
            testDescription: "unknown, then the acquirer says approved",
            told: [Given.live(.till, .unknown), Given.live(.inquiry, .approved, at: "2026-11-20 15:06:00")],
            money: .charged, settlement: due, codes: ["PY-02"]),
        Story(
            testDescription: "the first answer was unclear, the second was not",
            told: [
                Given.live(.till, .approved), Given.live(.inquiry, .pending),
                Given.live(.inquiry, .approved, at: "2026-11-20 15:06:00"),
            ], money: .charged, settlement: due),
        Story(
            testDescription: "the till gave up, the money came",
            told: [Given.live(.till, .declined), Given.live(.callback, .approved)], money: .charged, settlement: due,
            codes: ["PY-02"]),
        Story(
            testDescription: "the till is sure, the acquirer has nothing",
            told: [Given.live(.till, .approved), Given.live(.inquiry, .declined)], money: .notCharged, slip: .none,
            codes: ["PY-03"]),
        Story(
            testDescription: "the till forced it, its terminal had declined",
            told: [Given.live(.till, .approved), Given.live(.terminal, .declined)], money: .notCharged, slip: .none,
            codes: ["PY-03"]),
        Story(
            testDescription: "closed as unpaid, then paid",
            told: [Given.live(.till, .closed), Given.live(.callback, .approved)], money: .charged, settlement: due,
            codes: ["PY-12"]),
        Story(
            testDescription: "the acquirer contradicts its own file",
            told: [Given.till(), Given.live(.inquiry, .declined), Given.clearing()], at: "2026-11-22 09:00:00",
            money: .charged, slip: .issued, settlement: settled, codes: ["PY-13"]),
        Story(
            testDescription: "only a slip is known, and a slip is not money", told: [Given.live(.receipt, nil)],
            money: .unknown(since: Given.soldAt), slip: .none),
        Story(
            testDescription: "nothing is known", told: [], money: .unknown(since: nil), slip: .none),
    ]

    static let doubled = [
        Story(
            testDescription: "cleared twice", told: [Given.till(), Given.clearing(), Given.clearing(occurrence: 2)],
            at: "2026-11-22 09:00:00", money: .charged, slip: .issued, settlement: settled, codes: ["PY-06"]),
        Story(
            testDescription: "cleared twice and given back once",
            told: [Given.till(), Given.clearing(), Given.clearing(occurrence: 2)], at: "2026-11-22 09:00:00",
            surroundings: around { $0.linked = [movement(.refund)] }, money: .refunded(Given.amount, isFull: false),
            slip: .issued, settlement: settled),
        Story(
            testDescription: "the same card, amount and store a minute later, and one sale",
            told: [Given.live(.terminal, .approved)],
            surroundings: around { $0.lookAlikes = [lookAlike(hasSale: false)] }, money: .charged, settlement: due,
            codes: ["PY-06"]),
        Story(
            testDescription: "two coffees, two sales",
            told: [Given.live(.till, .approved)],
            surroundings: around { $0.lookAlikes = [lookAlike(hasSale: true)] }, money: .charged, settlement: due),
        Story(
            testDescription: "only the later one is the duplicate", told: [Given.live(.terminal, .approved)],
            surroundings: around { $0.lookAlikes = [lookAlike(hasSale: false, isEarlier: false)] }, money: .charged,
            settlement: due),
        Story(
            testDescription: "two tabs, one order, both paid by wallet; the till knows of one",
            told: [ordered(Given.live(.callback, .approved))], surroundings: around { $0.lookAlikes = [secondTab] },
            money: .charged, settlement: due, codes: ["PY-04", "PY-06"]),
        Story(
            testDescription: "two friends share a bill by wallet",
            told: [ordered(Given.live(.till, .approved))], surroundings: around { $0.lookAlikes = [secondTab] },
            money: .charged, settlement: due),
        Story(
            testDescription: "a sale booked twice is not refunded",
            told: [Given.till(), Given.till(line: 3, order: "ORDER-2"), Given.clearing()], at: "2026-11-22 09:00:00",
            money: .charged, slip: .issued, settlement: settled, codes: ["PY-07"]),
    ]

    static func lookAlike(hasSale: Bool, isEarlier: Bool = true) -> Surroundings.LookAlike {
        Surroundings.LookAlike(
            id: "T0000000007", at: Given.soldAt.adding(seconds: isEarlier ? -60 : 60), order: nil, hasSale: hasSale,
            isEarlier: isEarlier)
    }

    static let secondTab = Surroundings.LookAlike(
        id: "T0000000007", at: Given.soldAt, order: "ORDER-1", hasSale: true, isEarlier: true, isByOrder: true)

    static func ordered(_ observation: Observation) -> Observation {
        var observation = observation
        observation.facts.order = "ORDER-1"
        return observation
    }

    static let wrong = [
        Story(
            testDescription: "5,800.00 instead of 58.00",
            told: [Given.till(), Given.live(.terminal, .approved, amount: Money(minor: 580_000))], money: .charged,
            slip: .issued, settlement: due, codes: ["PY-09"]),
        Story(
            testDescription: "the file pays a yuan less",
            told: [Given.till(), Given.clearing(amount: Money(minor: 5_700))], at: "2026-11-22 09:00:00",
            money: .charged, slip: .issued, settlement: .mismatched, codes: ["ST-04"]),
        Story(
            testDescription: "a sale in the till, a refund in the file",
            told: [Given.till(), Given.clearing(fee: Money(minor: -22), type: .refund)], at: "2026-11-22 09:00:00",
            money: .refunded(Given.amount, isFull: false), slip: .issued, settlement: settled, codes: ["PY-10"]),
        Story(
            testDescription: "the terminal belongs to another store", told: [placed("S2", Given.till())],
            surroundings: around { $0.boundStore = "S1" }, money: .charged, slip: .issued, settlement: due,
            codes: ["PY-11"]),
        Story(
            testDescription: "paid out under another merchant number",
            told: [merchant("898440154110001", Given.till()), merchant("898440154110002", Given.clearing())],
            at: "2026-11-22 09:00:00", money: .charged, slip: .issued, settlement: settled, codes: ["PY-11"]),
        Story(
            testDescription: "the credit rate on a wallet payment",
            told: [Given.till(), Given.clearing(fee: Money(minor: 35))], at: "2026-11-22 09:00:00", money: .charged,
            slip: .issued, settlement: settled, codes: ["ST-05"]),
        Story(
            testDescription: "a fee lower than the contract's is no finding",
            told: [Given.till(), Given.clearing(fee: Money(minor: 20))], at: "2026-11-22 09:00:00", money: .charged,
            slip: .issued, settlement: settled),
        Story(
            testDescription: "rent for the terminal, which no tariff knows", told: [rent], money: .notCharged,
            slip: .none, settlement: settled, codes: ["ST-06"]),
        Story(
            testDescription: "charged and the printer was out of paper", told: [Given.till(printed: false)],
            money: .charged, slip: .pending, settlement: due, codes: ["RC-01"]),
        Story(
            testDescription: "printed in the end",
            told: [Given.till(printed: false), Given.live(.receipt, nil, at: "2026-11-20 15:20:00", printed: true)],
            money: .charged, slip: .issued, settlement: due),
        Story(
            testDescription: "printed, says the till; I have none, says the customer",
            told: [
                Given.live(.till, .approved, printed: true),
                Given.live(.person, nil, at: "2026-11-20 15:10:00", printed: false),
            ], money: .charged, slip: .pending, settlement: due, codes: ["RC-02"]),
        Story(
            testDescription: "sent to the printer and never confirmed",
            told: [Given.live(.till, .approved), Given.live(.receipt, nil)], money: .charged, slip: .pending,
            settlement: due, codes: ["RC-02"]),
    ]

    static func placed(_ store: StoreID, _ observation: Observation) -> Observation {
        var observation = observation
        observation.facts.store = store
        return observation
    }

    static func merchant(_ merchant: MerchantID, _ observation: Observation) -> Observation {
        var observation = observation
        observation.facts.merchant = merchant
        return observation
    }

    static var rent: Observation {
        var rent = Given.clearing(amount: nil, fee: Money(minor: 3_000), product: nil)
        rent.facts.reference = nil
        return rent
    }

    static let returned = [
        Story(
            testDescription: "voided before it settled", told: [Given.till()],
            surroundings: around { $0.linked = [movement(.void)] }, money: .reversed, slip: .issued),
        Story(
            testDescription: "reversed behind the till's back",
            told: [Given.till(), Given.live(.callback, .reversed)], money: .reversed, slip: .issued, codes: ["PY-14"]),
        Story(
            testDescription: "half of it refunded", told: [Given.till(), Given.clearing()], at: "2026-11-22 09:00:00",
            surroundings: around { $0.linked = [movement(.refund, 2_900)] },
            money: .refunded(Money(minor: 2_900), isFull: false), slip: .issued, settlement: settled),
        Story(
            testDescription: "all of it refunded, and refunded again", told: [Given.till()],
            surroundings: around { $0.linked = [movement(.refund), movement(.refund, 5_800, .pending, id: "T9")] },
            money: full, slip: .issued, settlement: due, codes: ["RF-01"]),
        Story(
            testDescription: "two equal refunds in a minute", told: [Given.till()],
            surroundings: around {
                $0.linked = [
                    movement(.refund, 1_000, id: "T8", at: "2026-11-20 15:30:00"),
                    movement(.refund, 1_000, id: "T9", at: "2026-11-20 15:31:00"),
                ]
            }, money: .refunded(Money(minor: 2_000), isFull: false), slip: .issued, settlement: due, codes: ["RF-01"]),
        Story(
            testDescription: "a failed refund gives nothing back", told: [Given.till()],
            surroundings: around { $0.linked = [movement(.refund, 5_800, .failed)] }, money: .charged, slip: .issued,
            settlement: due),
        Story(
            testDescription: "a refund accepted on Friday is under way on Wednesday",
            told: [Given.live(.callback, .pending, type: .refund)], at: "2026-11-25 09:00:00", money: .pending,
            slip: .none),
        Story(
            testDescription: "a refund accepted on Friday is stuck on Thursday",
            told: [Given.live(.callback, .pending, type: .refund)], at: "2026-11-26 09:00:00", money: .pending,
            slip: .none, codes: ["RF-02"]),
        Story(
            testDescription: "the wallet's answers on a refund leave its status out",
            told: [Given.live(.callback, nil, type: .refund)],
            at: "2026-11-26 09:00:00", money: .unknown(since: Given.soldAt), slip: .none, codes: ["RF-02"]),
        Story(
            testDescription: "the channel could not pay the refund out",
            told: [Given.live(.till, .approved, type: .refund), Given.live(.callback, .declined, type: .refund)],
            money: .notCharged, slip: .none, codes: ["RF-03"]),
        Story(
            testDescription: "a refund larger than its charge", told: [Given.till(type: .refund)],
            surroundings: around { $0.original = movement(.sale, 5_000) },
            money: .refunded(Given.amount, isFull: false), slip: .issued, settlement: due, codes: ["RF-01"]),
    ]

    static let holds = [
        Story(
            testDescription: "a hold takes nothing", told: [Given.till(type: .preauth)], money: .notCharged,
            slip: .issued),
        Story(
            testDescription: "a hold about to expire", told: [Given.till(type: .preauth)], at: "2026-12-13 09:00:00",
            money: .notCharged, slip: .issued, codes: ["ST-02"]),
        Story(
            testDescription: "a hold that was completed", told: [Given.till(type: .preauth)],
            at: "2026-12-13 09:00:00", surroundings: around { $0.linked = [movement(.completion)] },
            money: .notCharged, slip: .issued),
    ]

    @Test(arguments: stories)
    func `a story ends with its verdict`(_ story: Story) {
        let verdict = story.verdict
        #expect(verdict.money == story.money)
        #expect(verdict.slip == story.slip)
        #expect(verdict.settlement == story.settlement)
        #expect(Given.codes(verdict) == story.codes)
    }

    @Test(arguments: stories)
    func `every verdict and finding is explained in both languages`(_ story: Story) {
        let verdict = story.verdict
        for text in [verdict.explanation] + verdict.findings.flatMap({ [$0.explanation, $0.nextAction] }) {
            #expect(text.chinese.contains { $0 >= "一" && $0 <= "龥" })
            #expect(!text.english.contains { $0 >= "一" && $0 <= "龥" })
            #expect(!text.english.contains("  ") && !text.chinese.contains("  "))
        }
        for finding in verdict.findings { #expect(!finding.evidence.isEmpty || story.told.isEmpty) }
    }

    @Test(arguments: stories)
    func `while the outcome is open everybody is told not to charge again`(_ story: Story) {
        let verdict = story.verdict
        switch verdict.money {
        case .unknown, .pending:
            #expect(verdict.explanation.chinese.contains("请勿重复付款"))
            #expect(verdict.explanation.english.contains("Do not charge again"))
        case .notCharged, .charged, .reversed, .refunded: break
        }
        for finding in verdict.findings where finding.code == .py01 || finding.code == .py02 {
            #expect(finding.explanation.chinese.contains("请勿重复付款"))
            #expect(finding.explanation.english.contains("Do not charge again"))
        }
    }

    @Test(arguments: stories)
    func `what time alone changes, it changes on the day foretold`(_ story: Story) throws {
        let verdict = story.verdict
        guard let day = verdict.reviewOn else { return }
        let eve = "\(day.adding(days: -1)) 23:59:59"
        if CivilTime(text: eve) ?? Given.soldAt > CivilTime(text: story.at) ?? Given.soldAt {
            let before = Given.verdict(story.told, at: eve, asOf: story.asOf, story.surroundings)
            #expect(Given.codes(before) == Given.codes(verdict))
            #expect(before.settlement == verdict.settlement)
        }
        let after = Given.verdict(story.told, at: "\(day) 23:59:59", asOf: story.asOf, story.surroundings)
        #expect(after != verdict)
    }
}
