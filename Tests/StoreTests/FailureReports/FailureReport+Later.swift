// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// No slip; approved and not settled; money on its way back; the wrong person.
extension FailureReport {
    static let printing = [
        FailureReport(
            row: "30", symptom: "not printed, and the order is closed as paid",
            trouble: [Say.till(), Say.slip(.captured, at: "15:03:11"), Say.slip(.held, at: "15:03:12")],
            raised: ["RC-01"], mended: [Say.slip(.onPaper, at: "15:09:00")]),
        FailureReport(
            row: "31", symptom: "cover open: the job is reported done and deleted",
            trouble: [Say.till(), Say.slip(.captured, at: "15:03:11"), Say.slip(.unconfirmed, at: "15:03:20")],
            raised: ["RC-02"],
            mended: [
                Say.by(.person, nil, at: "15:07:00") { $0.printed = false },
                Say.slip(.captured, at: "15:07:30", copy: 2),
                Say.slip(.onPaper, at: "15:07:35", copy: 2),
            ]),
        FailureReport(
            row: "32", symptom: "“success” with no paper; the refill prints the whole backlog",
            trouble: [
                Say.till { $0.printed = true }, Say.slip(.captured, at: "15:03:11"), Say.slip(.held, at: "15:03:12"),
                Say.slip(.stale, at: "15:20:00"),
            ], at: "2026-11-20 15:21:00", raised: ["RC-01", "RC-03", "RC-06"],
            mended: [Say.slip(.electronic, at: "15:40:00", by: .person)]),
        FailureReport(
            row: "34", symptom: "one of three printers is skipped; the till says sent, no job anywhere",
            trouble: [Say.till(), Say.slip(.captured, at: "15:03:11")], raised: ["RC-02"],
            mended: [Say.slip(.onPaper, at: "15:08:00")]),
        FailureReport(
            row: "35", symptom: "a night-long outage spills old slips in the morning",
            trouble: [
                Say.till(), Say.slip(.captured, at: "15:03:11"), Say.slip(.held, at: "15:03:12"),
                Say.slip(.stale, at: "2026-11-21 08:00:00"),
            ], at: "2026-11-21 08:05:00", raised: ["RC-01", "RC-03", "RC-06"],
            mended: [Say.slip(.skipped, at: "2026-11-21 08:10:00", by: .person), Say.cleared()],
            mendedAt: "2026-11-21 12:00:00"),
        FailureReport(
            row: "57", symptom: "paid for, the paper ran out, and asked to pay again",
            trouble: [Say.till(), Say.slip(.captured, at: "15:03:11"), Say.slip(.held, at: "15:03:12")],
            raised: ["RC-01"], mended: [Say.slip(.handwritten, at: "15:09:00", by: .person)]),
        FailureReport(
            row: "56", symptom: "the receipt goes to a stranger",
            trouble: [
                Say.till(), Say.slip(.electronic, at: "15:04:00", by: .person),
                Say.slip(.misdirected, at: "15:05:00", by: .person),
            ], raised: ["RC-09"], mended: [Say.slip(.withdrawn, at: "15:09:00", by: .person)]),
    ]

    static let unsettled = [
        FailureReport(
            row: "37", symptom: "the line is done though the capture failed", trouble: [Say.till()],
            at: "2026-11-22 09:00:00", raised: ["ST-01"], mended: [Say.cleared(at: "2026-11-22 10:00:00")],
            mendedAt: "2026-11-22 12:00:00"),
        FailureReport(
            row: "38", symptom: "an authorisation of 48 hours lapses and the goods are gone",
            trouble: [hold { $0.expiresAt = CivilTime(text: "2026-11-22 15:03:07") }], at: "2026-11-22 04:00:00",
            raised: ["ST-02"], mended: [completion(at: "2026-11-22 05:00:00")], mendedAt: "2026-11-22 06:00:00"),
        FailureReport(
            row: "39", symptom: "the order is complete and its authorisation never captured", trouble: [hold { _ in }],
            at: "2026-12-13 09:00:00", raised: ["ST-02"],
            mended: [
                Say.by(
                    .terminal, .approved, at: "2026-12-13 10:00:00", .void, reference: "R8",
                    moment: "2026-12-13 10:00:00"
                ) {
                    $0.original = "R1"
                }
            ], mendedAt: "2026-12-13 12:00:00", due: "0.00"),
        FailureReport(
            row: "40", symptom: "an offline payment “succeeded” and the processor never saw it",
            trouble: [Say.by(.terminal, .approved, at: "15:03:10") { $0.isOffline = true }],
            at: "2026-11-21 15:10:00", raised: ["PY-16"],
            mended: [Say.by(.callback, .approved, at: "2026-11-21 15:20:00")], mendedAt: "2026-11-21 16:00:00"),
        FailureReport(
            row: "41", symptom: "authorised, and absent from the settlement",
            trouble: [Say.till(), Say.by(.callback, .approved, at: "15:03:20")], at: "2026-11-23 09:00:00",
            raised: ["ST-01"], mended: [Say.cleared(at: "2026-11-23 10:00:00")], mendedAt: "2026-11-23 12:00:00"),
        FailureReport(
            row: "42", symptom: "the fee's cap is 20 where the contract says 1",
            trouble: [
                Say.till(amount: "4000.00"),
                Say.cleared(amount: "4000.00") {
                    $0.product = "debit"
                    $0.fee = Money(minor: 2_000)
                },
            ], at: "2026-11-21 11:00:00", raised: ["ST-05"], mended: [], mendedAt: "2026-11-21 12:00:00",
            left: ["ST-05"], due: "4000.00"),
    ]

    private static func hold(_ more: (inout Facts) -> Void) -> Observation {
        Say.by(.terminal, .approved, at: "15:03:10", .preauth, more)
    }

    private static func completion(at: String) -> Observation {
        Say.by(.terminal, .approved, at: at, .completion, reference: "R7", moment: at) { $0.original = "R1" }
    }

    static let refunds = [
        FailureReport(
            row: "43", symptom: "a refund is paid twice after a double click",
            trouble: [
                Say.till(), Say.refund(by: .till, at: "15:30:05"), Say.refund(at: "15:30:10"),
                Say.refund(by: .till, at: "15:30:45", reference: "R10", moment: "15:30:40"),
                Say.refund(at: "15:30:50", reference: "R10", moment: "15:30:40"),
            ], at: "2026-11-20 15:40:00", raised: ["RF-01"],
            mended: [
                Say.refund(by: .inquiry, .declined, at: "15:50:00", reference: "R10", moment: "15:30:40")
            ], left: ["PY-13", "RF-03"], due: "0.00"),
        FailureReport(
            row: "44", symptom: "a pending refund is shown as failed, and staff repeat it",
            trouble: [
                Say.till(), Say.cleared(), Say.refund(by: .till, .pending, at: "15:30:05"),
                Say.refund(.pending, at: "15:30:10"),
            ], at: "2026-11-26 09:00:00",
            raised: ["RF-02"],
            mended: [
                Say.refund(at: "2026-11-26 10:00:00"), Say.refund(by: .till, at: "2026-11-26 10:00:00"),
                Say.cleared(.refund, at: "2026-11-26 11:00:00", reference: "R9", moment: "15:30:00") {
                    $0.original = "R1"
                },
            ], mendedAt: "2026-11-26 12:00:00", due: "0.00"),
        FailureReport(
            row: "46", symptom: "refund and chargeback are both paid",
            trouble: [
                Say.till(), Say.cleared(), Say.refund(by: .till, at: "15:30:05"), Say.refund(at: "15:30:10"),
                Say.by(.person, nil, at: "2026-11-21 09:00:00") {
                    $0.notice = Notice(.chargeback, dueOn: CivilDate(text: "2026-12-05"))
                },
            ], at: "2026-11-21 11:00:00", raised: ["CS-03", "RF-04"],
            mended: [
                Say.by(.person, nil, at: "2026-11-21 12:00:00") { $0.notice = Notice(.chargeback, .closed) }
            ], mendedAt: "2026-11-21 13:00:00", due: "0.00"),
        FailureReport(
            row: "47", symptom: "a refund is stuck for ever: the status field is missing",
            trouble: [
                Say.till(), Say.cleared(), Say.refund(by: .till, .pending, at: "15:30:05"),
                Say.refund(nil, at: "15:30:10"),
            ], at: "2026-11-26 09:00:00",
            raised: ["RF-02"],
            mended: [
                Say.refund(by: .inquiry, at: "2026-11-26 10:00:00"),
                Say.refund(by: .till, at: "2026-11-26 10:00:00"),
                Say.cleared(.refund, at: "2026-11-26 11:00:00", reference: "R9", moment: "15:30:00") {
                    $0.original = "R1"
                },
            ], mendedAt: "2026-11-26 12:00:00", due: "0.00"),
    ]
}
