// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// What printers, people and phones report of a slip, and what Counterfoil says.
extension VerdictStoryTests {
    /// The till said approved at 15:03:08; then this was reported.
    private static func reported(_ reports: Observation...) -> [Observation] {
        [Given.live(.till, .approved)] + reports
    }

    private static func slip(
        _ report: SlipReport, at text: String, copy: Int? = nil, by source: Source = .receipt,
        amount: Money? = Given.amount
    ) -> Observation {
        var told = Given.live(source, nil, at: "2026-11-20 \(text)", amount: amount)
        told.facts.slip = report
        told.facts.copy = copy
        return told
    }

    private static func claim(_ claim: CustomerClaim, at text: String) -> Observation {
        var told = Given.live(.person, nil, at: "2026-11-20 \(text)")
        told.facts.claim = claim
        return told
    }

    static let slips = [
        Story(
            testDescription: "captured and on paper",
            told: reported(slip(.captured, at: "15:03:09"), slip(.onPaper, at: "15:03:11")),
            money: .charged, slip: .issued, settlement: due),
        Story(
            testDescription: "on its way for ten seconds", told: reported(slip(.captured, at: "15:03:09")),
            at: "2026-11-20 15:03:19", money: .charged, slip: .pending, settlement: due),
        Story(
            testDescription: "on its way for too long", told: reported(slip(.captured, at: "15:03:09")),
            at: "2026-11-20 15:04:00", money: .charged, slip: .pending, settlement: due, codes: ["RC-02"]),
        Story(
            testDescription: "taken by a printer that confirms nothing", told: reported(slip(.sent, at: "15:03:09")),
            money: .charged, slip: .pending, settlement: due),
        Story(
            testDescription: "the paper is out",
            told: reported(slip(.captured, at: "15:03:09"), slip(.held, at: "15:03:10")), at: "2026-11-20 15:05:00",
            money: .charged, slip: .pending, settlement: due, codes: ["RC-01"]),
        Story(
            testDescription: "the till says printed, the printer says out of paper",
            told: [
                Given.live(.till, .approved, printed: true), slip(.captured, at: "15:03:09"),
                slip(.held, at: "15:03:10"),
            ],
            at: "2026-11-20 15:05:00", money: .charged, slip: .pending, settlement: due, codes: ["RC-01"]),
        Story(
            testDescription: "the paper is out and the customer has left",
            told: reported(slip(.captured, at: "15:03:09"), slip(.held, at: "15:03:10")), at: "2026-11-20 15:13:10",
            money: .charged, slip: .pending, settlement: due, codes: ["RC-01", "RC-03"]),
        Story(
            testDescription: "the paper was out and the slip came after all",
            told: reported(
                slip(.captured, at: "15:03:09"), slip(.held, at: "15:03:10"), slip(.onPaper, at: "15:20:00")),
            money: .charged, slip: .issued, settlement: due),
        Story(
            testDescription: "the paper is out; the customer opened it on the phone",
            told: reported(slip(.held, at: "15:03:10"), slip(.electronic, at: "15:04:00", by: .person)),
            money: .charged,
            slip: .deliveredElectronically, settlement: due),
        Story(
            testDescription: "the paper is out; the cashier wrote a receipt by hand",
            told: reported(slip(.held, at: "15:03:10"), slip(.handwritten, at: "15:04:00", by: .person)),
            money: .charged,
            slip: .handwritten, settlement: due),
        Story(
            testDescription: "the paper is out; nobody wants the slip",
            told: reported(slip(.held, at: "15:03:10"), slip(.skipped, at: "15:04:00", by: .person)), money: .charged,
            slip: .none, settlement: due),
        Story(
            testDescription: "nobody can say whether it is on paper",
            told: reported(slip(.captured, at: "15:03:09"), slip(.unconfirmed, at: "15:03:12")),
            at: "2026-11-20 15:04:00",
            money: .charged, slip: .pending, settlement: due, codes: ["RC-02"]),
        Story(
            testDescription: "a copy on its way takes nothing from a slip that came out",
            told: reported(slip(.onPaper, at: "15:03:11"), slip(.captured, at: "15:30:00", copy: 2)), money: .charged,
            slip: .issued, settlement: due),
        Story(
            testDescription: "too old when the printer came back",
            told: reported(slip(.held, at: "15:03:10"), slip(.stale, at: "15:08:00")), at: "2026-11-20 15:09:00",
            money: .charged, slip: .pending, settlement: due, codes: ["RC-01", "RC-06"]),
        Story(
            testDescription: "the customer lost it",
            told: reported(slip(.onPaper, at: "15:03:11"), slip(.lost, at: "15:30:00", by: .person)), money: .charged,
            slip: .lost, settlement: due, codes: ["RC-04"]),
        Story(
            testDescription: "lost, and a copy was printed",
            told: reported(
                slip(.onPaper, at: "15:03:11"), slip(.lost, at: "15:30:00", by: .person),
                slip(.captured, at: "15:31:00", copy: 2), slip(.onPaper, at: "15:31:02", copy: 2)), money: .charged,
            slip: .issued, settlement: due),
        Story(
            testDescription: "copied three times in an hour",
            told: reported(
                slip(.onPaper, at: "15:03:11"), slip(.captured, at: "15:10:00", copy: 2),
                slip(.captured, at: "15:20:00", copy: 3), slip(.captured, at: "15:30:00", copy: 4)), money: .charged,
            slip: .issued, settlement: due, codes: ["RC-05"]),
        Story(
            testDescription: "copied twice in a minute",
            told: reported(
                slip(.onPaper, at: "15:03:11"), slip(.captured, at: "15:10:00", copy: 2),
                slip(.captured, at: "15:10:50", copy: 3)), money: .charged, slip: .issued, settlement: due,
            codes: ["RC-05"]),
        Story(
            testDescription: "half a slip",
            told: reported(slip(.onPaper, at: "15:03:11"), slip(.cutShort, at: "15:03:12")),
            money: .charged, slip: .issued, settlement: due, codes: ["RC-07"]),
        Story(
            testDescription: "the slip names another sum",
            told: reported(slip(.onPaper, at: "15:03:11", amount: Money(minor: 8_500))), money: .charged, slip: .issued,
            settlement: due, codes: ["RC-07"]),
        Story(
            testDescription: "no slip, and the message did not arrive",
            told: reported(slip(.held, at: "15:03:11"), slip(.undelivered, at: "15:04:00")), at: "2026-11-20 15:05:00",
            money: .charged, slip: .pending, settlement: due, codes: ["RC-01", "RC-08"]),
        Story(
            testDescription: "the message did not arrive, and another one did",
            told: reported(
                slip(.held, at: "15:03:11"), slip(.undelivered, at: "15:04:00"), slip(.electronic, at: "15:20:00")),
            money: .charged, slip: .deliveredElectronically, settlement: due),
        Story(
            testDescription: "not my receipt",
            told: reported(
                slip(.electronic, at: "15:05:00", by: .person), slip(.misdirected, at: "15:06:00", by: .person)),
            money: .charged, slip: .deliveredElectronically, settlement: due, codes: ["RC-09"]),
        Story(
            testDescription: "not my receipt, and the code was revoked",
            told: reported(
                slip(.electronic, at: "15:05:00", by: .person), slip(.misdirected, at: "15:06:00", by: .person),
                slip(.withdrawn, at: "15:10:00", by: .person)), money: .charged, slip: .deliveredElectronically,
            settlement: due),
        Story(
            testDescription: "charged twice, says the customer",
            told: reported(slip(.onPaper, at: "15:03:11"), claim(.chargedTwice, at: "15:30:00")), money: .charged,
            slip: .issued, settlement: due, codes: ["PY-06"]),
        Story(
            testDescription: "the wrong amount, says the customer, and was answered",
            told: reported(
                slip(.onPaper, at: "15:03:11"), claim(.wrongAmount, at: "15:30:00"), claim(.answered, at: "15:40:00")),
            money: .charged, slip: .issued, settlement: due),
        Story(
            testDescription: "only the print proxy knows of it",
            told: [slip(.captured, at: "15:03:09"), slip(.held, at: "15:03:10")], at: "2026-11-20 15:05:00",
            money: .unknown(since: Given.soldAt), slip: .pending, codes: ["RC-01"]),
    ]
}
