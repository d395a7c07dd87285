// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// Goods without money, money without proof, holds that look like charges, refunds that come too late, and letters.
extension VerdictStoryTests {
    static func said(_ claim: CustomerClaim, at text: String, type: TransactionType = .sale) -> Observation {
        var told = Given.live(.person, nil, at: text, type: type)
        told.facts.claim = claim
        return told
    }

    static func letter(
        _ kind: Notice.Kind, _ step: Notice.Step = .received, at text: String, due: String? = nil
    ) -> Observation {
        var told = Given.live(.person, nil, at: text)
        told.facts.notice = Notice(kind, step, dueOn: due.flatMap { CivilDate(text: $0) })
        return told
    }

    private static func offline(_ status: ReportedStatus = .approved) -> Observation {
        var told = Given.live(.terminal, status)
        told.facts.isOffline = true
        return told
    }

    private static func lapsing(_ text: String) -> Observation {
        var told = Given.live(.terminal, .approved, type: .preauth)
        told.facts.expiresAt = CivilTime(text: text)
        return told
    }

    private static func hold(isEarlier: Bool = true, _ type: TransactionType = .preauth) -> Surroundings {
        around {
            $0.lookAlikes = [
                Surroundings.LookAlike(
                    id: "T0000000007", at: Given.soldAt.adding(seconds: -60), order: nil, hasSale: true,
                    isEarlier: isEarlier, type: type)
            ]
        }
    }

    static let unpaid = [
        Story(
            testDescription: "sold and not paid, and the day goes on", told: [Given.live(.till, .unpaid)],
            money: .notCharged, slip: .none),
        Story(
            testDescription: "sold and not paid, and the till is closed", told: [Given.live(.till, .unpaid)],
            at: "2026-11-21 00:00:00", money: .notCharged, slip: .none, codes: ["PY-05"]),
        Story(
            testDescription: "not paid at first, paid after all",
            told: [Given.live(.till, .unpaid), Given.live(.till, .approved, at: "2026-11-20 15:10:00")],
            at: "2026-11-21 00:00:00", money: .charged, settlement: due),
        Story(
            testDescription: "the till lost the payment, the acquirer has it",
            told: [Given.live(.till, .unpaid), Given.clearing()], at: "2026-11-22 09:00:00", money: .charged,
            settlement: settled, codes: ["PY-02"]),
        Story(
            testDescription: "taken offline an hour ago", told: [offline()], money: .charged, settlement: due),
        Story(
            testDescription: "taken offline yesterday and still in the terminal", told: [offline()],
            at: "2026-11-21 15:03:07", money: .charged, settlement: due, codes: ["PY-16"]),
        Story(
            testDescription: "taken offline and sent the same night",
            told: [offline(), Given.live(.callback, .approved, at: "2026-11-20 23:00:00")],
            at: "2026-11-21 16:00:00", money: .charged, settlement: due),
    ]

    static let proofs = [
        Story(
            testDescription: "a screenshot, and no payment anywhere",
            told: [said(.proofShown, at: "2026-11-20 15:04:00")], money: .unknown(since: Given.soldAt),
            slip: .none, codes: ["PY-15"]),
        Story(
            testDescription: "a screenshot of a payment that the wallet refused",
            told: [said(.proofShown, at: "2026-11-20 15:04:00"), Given.live(.inquiry, .declined)], money: .notCharged,
            slip: .none, codes: ["PY-15"]),
        Story(
            testDescription: "a screenshot, and the wallet's notice comes after it",
            told: [
                Given.live(.till, .pending), said(.proofShown, at: "2026-11-20 15:03:20"),
                Given.live(.callback, .approved, at: "2026-11-20 15:03:50"), Given.live(.till, .approved),
            ], money: .charged, settlement: due),
    ]

    static let twoDebits = [
        Story(
            testDescription: "the customer takes the hold for a charge",
            told: [Given.live(.till, .approved, type: .preauth), said(.chargedTwice, at: "2026-11-20 15:30:00")],
            money: .notCharged, codes: ["PY-08"]),
        Story(
            testDescription: "a hold and then a sale of the same card and sum: two debits in the bank's app",
            told: [Given.live(.till, .approved, type: .preauth)], surroundings: hold(.sale), money: .notCharged,
            codes: ["PY-08"]),
        Story(
            testDescription: "the sale beside a hold: charged twice, says the customer",
            told: [Given.live(.till, .approved), said(.chargedTwice, at: "2026-11-20 15:30:00")],
            surroundings: hold(), money: .charged, settlement: due, codes: ["PY-08"]),
        Story(
            testDescription: "a hold beside a sale is no second charge", told: [Given.live(.terminal, .approved)],
            surroundings: hold(), money: .charged, settlement: due),
        Story(
            testDescription: "the hold has lapsed and is nobody's debit any more",
            told: [Given.live(.till, .approved, type: .preauth)], at: "2026-12-21 09:00:00", surroundings: hold(.sale),
            money: .notCharged, codes: ["ST-02"]),
        Story(
            testDescription: "a hold of 48 hours after a day", told: [lapsing("2026-11-22 15:03:07")],
            at: "2026-11-21 16:00:00", money: .notCharged),
        Story(
            testDescription: "a hold of 48 hours after a day and a half", told: [lapsing("2026-11-22 15:03:07")],
            at: "2026-11-22 03:03:07", money: .notCharged, codes: ["ST-02"]),
        Story(
            testDescription: "one fen apart",
            told: [Given.till(), Given.live(.terminal, .approved, amount: Money(minor: 5_799))], money: .charged,
            slip: .issued, settlement: due, codes: ["PY-09"]),
        Story(
            testDescription: "twice the basket",
            told: [Given.till(), Given.live(.terminal, .approved, amount: Money(minor: 11_600))], money: .charged,
            slip: .issued, settlement: due, codes: ["PY-09"]),
        Story(
            testDescription: "the terminal is bound to another merchant number",
            told: [merchant("898440154110002", Given.clearing())],
            at: "2026-11-22 09:00:00",
            surroundings: around {
                $0.isTillKept = false
                $0.boundMerchant = "898440154110001"
            }, money: .charged, settlement: settled, codes: ["PY-11"]),
    ]

    static let late = [
        Story(
            testDescription: "a refund is wanted within the year of a wallet",
            told: [
                Given.till(product: "qr"), Given.clearing(),
                said(.refundWanted, at: "2027-11-19 10:00:00"),
            ], at: "2027-11-19 11:00:00", money: .charged, slip: .issued, settlement: settled),
        Story(
            testDescription: "a refund is wanted a day after the year of a wallet",
            told: [
                Given.till(product: "qr"), Given.clearing(),
                said(.refundWanted, at: "2027-11-21 10:00:00"),
            ], at: "2027-11-21 11:00:00", money: .charged, slip: .issued, settlement: settled, codes: ["RF-05"]),
        Story(
            testDescription: "a card's refund after seven months",
            told: [Given.live(.callback, .pending, type: .refund)],
            surroundings: around { $0.original = movement(.sale, at: "2026-04-20 12:00:00") }, money: .pending,
            slip: .none, codes: ["RF-05"]),
        Story(
            testDescription: "a card's refund after seven months that the acquirer paid out",
            told: [Given.live(.callback, .approved, type: .refund)],
            surroundings: around { $0.original = movement(.sale, at: "2026-04-20 12:00:00") }, money: full,
            settlement: due, codes: ["PY-04"]),
        Story(
            testDescription: "money given back for nothing that was sold",
            told: [Given.live(.terminal, .approved, type: .refund)],
            money: .refunded(Given.amount, isFull: false), settlement: due, codes: ["RF-06"]),
        Story(
            testDescription: "money given back for a sale that nobody has",
            told: [naming("ORDER-404", Given.live(.till, .approved, type: .refund))],
            money: .refunded(Given.amount, isFull: false), settlement: due, codes: ["RF-06"]),
        Story(
            testDescription: "money given back for a sale on record",
            told: [naming("ORDER-1", Given.live(.till, .approved, type: .refund))],
            surroundings: around { $0.original = movement(.sale) }, money: full, settlement: due),
        Story(
            testDescription: "refunded while the bank takes it back",
            told: [Given.till(), letter(.chargeback, at: "2026-11-20 15:30:00", due: "2026-12-10")],
            surroundings: around { $0.linked = [movement(.refund)] }, money: full, slip: .issued, settlement: due,
            codes: ["CS-03", "RF-04"]),
    ]

    static func naming(_ original: String, _ observation: Observation) -> Observation {
        var observation = observation
        observation.facts.original = original
        return observation
    }

    static let letters = [
        Story(
            testDescription: "a word of the customer on Friday may wait until Monday",
            told: [Given.till(), Given.clearing(), said(.refundWanted, at: "2026-11-20 16:00:00")],
            at: "2026-11-23 20:00:00", money: .charged, slip: .issued, settlement: settled),
        Story(
            testDescription: "a word of the customer on Friday, and nobody answered by Monday night",
            told: [Given.till(), Given.clearing(), said(.refundWanted, at: "2026-11-20 16:00:00")],
            at: "2026-11-24 08:00:00", money: .charged, slip: .issued, settlement: settled, codes: ["CS-01"]),
        Story(
            testDescription: "a complaint, answered in time",
            told: [
                Given.till(), Given.clearing(), letter(.complaint, at: "2026-11-20 16:00:00"),
                letter(.complaint, .answered, at: "2026-11-23 10:00:00"),
            ], at: "2026-11-25 08:00:00", money: .charged, slip: .issued, settlement: settled),
        Story(
            testDescription: "the acquirer wants the slip",
            told: [
                Given.till(), Given.clearing(), letter(.retrieval, at: "2026-11-22 09:00:00", due: "2026-12-10"),
            ], at: "2026-11-22 10:00:00", money: .charged, slip: .issued, settlement: settled, codes: ["CS-02"]),
        Story(
            testDescription: "the acquirer wanted the slip and got it",
            told: [
                Given.till(), Given.clearing(), letter(.retrieval, at: "2026-11-22 09:00:00", due: "2026-12-10"),
                letter(.retrieval, .answered, at: "2026-11-22 12:00:00"),
            ], at: "2026-12-20 10:00:00", money: .charged, slip: .issued, settlement: settled),
        Story(
            testDescription: "a chargeback and ten days to defend it",
            told: [
                Given.till(), Given.clearing(), letter(.chargeback, at: "2026-11-22 09:00:00", due: "2026-12-02"),
            ], at: "2026-11-22 10:00:00", money: .charged, slip: .issued, settlement: settled, codes: ["CS-03"]),
        Story(
            testDescription: "a chargeback three days before its date, and no answer",
            told: [
                Given.till(), Given.clearing(), letter(.chargeback, at: "2026-11-22 09:00:00", due: "2026-12-02"),
            ], at: "2026-11-30 10:00:00", money: .charged, slip: .issued, settlement: settled,
            codes: ["CS-01", "CS-03"]),
        Story(
            testDescription: "a chargeback, defended and not yet decided",
            told: [
                Given.till(), Given.clearing(), letter(.chargeback, at: "2026-11-22 09:00:00", due: "2026-12-02"),
                letter(.chargeback, .answered, at: "2026-11-25 09:00:00"),
            ], at: "2026-12-20 10:00:00", money: .charged, slip: .issued, settlement: settled, codes: ["CS-03"]),
        Story(
            testDescription: "a chargeback, defended and won",
            told: [
                Given.till(), Given.clearing(), letter(.chargeback, at: "2026-11-22 09:00:00", due: "2026-12-02"),
                letter(.chargeback, .closed, at: "2026-12-15 09:00:00"),
            ], at: "2026-12-20 10:00:00", money: .charged, slip: .issued, settlement: settled),
        Story(
            testDescription: "a chargeback that came once more",
            told: [
                Given.till(), Given.clearing(), letter(.chargeback, at: "2026-11-22 09:00:00", due: "2026-12-02"),
                letter(.chargeback, .closed, at: "2026-12-15 09:00:00"),
                letter(.chargeback, at: "2026-12-18 09:00:00", due: "2026-12-30"),
            ], at: "2026-12-20 10:00:00", money: .charged, slip: .issued, settlement: settled, codes: ["CS-03"]),
        Story(
            testDescription: "the consumer authority calls",
            told: [Given.till(), Given.clearing(), letter(.regulator, at: "2026-11-22 09:00:00")],
            at: "2026-11-22 10:00:00", money: .charged, slip: .issued, settlement: settled, codes: ["CS-04"]),
        Story(
            testDescription: "a claim is served, and no date is known",
            told: [Given.till(), Given.clearing(), letter(.lawsuit, at: "2026-11-22 09:00:00")],
            at: "2027-01-22 10:00:00", money: .charged, slip: .issued, settlement: settled, codes: ["CS-05"]),
    ]
}
