// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// Charged and the till does not know; the till lost the sale; charged twice; wrong amount or party; paid late.
extension FailureReport {
    static let unknown = [
        FailureReport(
            row: "1", symptom: "card paid, the till waits for ever and staff press “force done”",
            trouble: [Say.till(.pending)], raised: ["PY-01"],
            mended: [Say.by(.callback, .approved, at: "15:07:30"), Say.till(at: "15:07:40")]),
        FailureReport(
            row: "2", symptom: "the app says declined, the acquirer says succeeded",
            trouble: [Say.till(.declined), Say.by(.callback, .approved, at: "15:04:10")], raised: ["PY-02"],
            mended: [Say.till(at: "15:07:00")]),
        FailureReport(
            row: "3", symptom: "the order was cancelled; 52 s later the authorisation came",
            trouble: [Say.till(.closed, at: "15:03:30"), Say.by(.callback, .approved, at: "15:04:22")],
            raised: ["PY-12"], mended: Say.givenBack(at: "15:31:00"), due: "0.00"),
        FailureReport(
            row: "5", symptom: "the SDK reports an error although the payment was confirmed",
            trouble: [
                Say.till(.unknown), Say.by(.callback, .pending, at: "15:03:20"),
                Say.by(.callback, .approved, at: "15:03:40"), Say.by(.inquiry, .approved, at: "15:05:00"),
            ], raised: ["PY-02"], mended: [Say.till(at: "15:07:00")]),
        FailureReport(
            row: "6", symptom: "always cancelled, without any number, though the card was charged",
            trouble: [
                Say.till(.declined, reference: nil) { $0.card = nil }, Say.by(.terminal, .approved, at: "15:03:20"),
            ], raised: ["PY-02"], mended: [Say.till(at: "15:07:00", reference: nil) { $0.card = nil }]),
        FailureReport(
            row: "7", symptom: "incomplete, slip handed out, and reversed by the host",
            trouble: [
                Say.till(), Say.slip(.onPaper, at: "15:03:15"), Say.by(.callback, .pending, at: "15:03:20"),
                Say.by(.callback, .reversed, at: "15:05:30"),
            ], raised: ["PY-14"],
            mended: [
                Say.till(.reversed, at: "15:10:00"),
                Say.till(at: "15:12:00", order: "O-2", reference: "R2", moment: "15:12:00"),
            ]),
        FailureReport(
            row: "8", symptom: "no callback; the app gives up after 60 s and opens a second payment",
            trouble: [
                Say.till(.unknown, at: "15:04:07"),
                Say.till(at: "15:04:40", reference: "R2", moment: "15:04:30"),
                Say.by(.callback, .approved, at: "15:05:00"),
            ], raised: ["PY-02", "PY-06"],
            mended: [Say.till(at: "15:20:00")] + Say.givenBack(at: "15:31:00", of: "R2")),
        FailureReport(
            row: "10", symptom: "no result, and the number can never be used again",
            trouble: [Say.till(.unknown)], raised: ["PY-01"],
            mended: [
                Say.by(.inquiry, .declined, at: "15:07:00"),
                Say.till(at: "15:08:30", reference: "R2", moment: "15:08:00"),
            ]),
    ]

    static let lostSales = [
        FailureReport(
            row: "11", symptom: "the customer holds a slip, and there is nothing in the back office",
            trouble: [Say.slip(.captured, at: "15:03:10"), Say.slip(.onPaper, at: "15:03:12"), Say.cleared()],
            at: "2026-11-21 11:00:00", raised: ["PY-04"], mended: [Say.till(at: "2026-11-21 12:00:00")],
            mendedAt: "2026-11-21 13:00:00"),
        FailureReport(
            row: "13", symptom: "the ticket was validated at 0; the real amount is on the terminal alone",
            trouble: [Say.till(amount: "0.00"), Say.by(.terminal, .approved, at: "15:03:30", order: "O-1")],
            raised: ["PY-09"], mended: [], left: ["PY-09"]),
        FailureReport(
            row: "14", symptom: "the portable terminal was used outside and the payment never posted",
            trouble: [Say.cleared()], at: "2026-11-21 11:00:00", raised: ["PY-04"],
            mended: [Say.till(at: "2026-11-21 12:00:00")], mendedAt: "2026-11-21 13:00:00"),
        FailureReport(
            row: "17", symptom: "an offline sale arrives as unpaid: its payment was dropped in the sync",
            trouble: [Say.till(.unpaid), Say.cleared()], at: "2026-11-21 11:00:00", raised: ["PY-02"],
            mended: [Say.till(at: "2026-11-21 12:00:00")], mendedAt: "2026-11-21 13:00:00"),
        FailureReport(
            row: "17b", symptom: "an offline sale arrives as unpaid, and nobody was charged",
            trouble: [Say.till(.unpaid)], at: "2026-11-21 11:00:00", raised: ["PY-05"],
            mended: [Say.till(at: "2026-11-21 12:00:00")], mendedAt: "2026-11-21 13:00:00"),
    ]

    static let doubled = [
        FailureReport(
            row: "19", symptom: "“try again” after an unknown error; both succeed",
            trouble: [
                Say.by(.terminal, .approved, at: "15:03:10"), Say.till(),
                Say.by(.terminal, .approved, at: "15:03:50", reference: "R2", moment: "15:03:47"),
            ], raised: ["PY-06"], mended: Say.givenBack(at: "15:31:00", of: "R2")),
        FailureReport(
            row: "20", symptom: "one sale of fifteen is booked twice within two seconds",
            trouble: [Say.till(), Say.till(at: "15:03:12", order: "O-2")], raised: ["PY-07"], mended: [],
            left: ["PY-07"]),
        FailureReport(
            row: "21", symptom: "an offline sale is synchronised twice", trouble: [Say.till(), Say.till()], raised: [],
            mended: [Say.till()]),
        FailureReport(
            row: "22", symptom: "two tabs, both paid; the second is silently dropped",
            trouble: [
                Say.till(reference: nil) { wallet(&$0, "4200000001") },
                Say.by(.callback, .approved, at: "15:03:20", order: "O-1", reference: nil) {
                    wallet(&$0, "4200000001")
                },
                Say.by(.callback, .approved, at: "15:04:00", order: "O-1", reference: nil, moment: "15:03:50") {
                    wallet(&$0, "4200000002")
                },
            ], at: "2026-11-20 15:10:00", raised: ["PY-04", "PY-06"],
            mended: Say.givenBack(at: "15:31:00", of: "4200000002")),
        FailureReport(
            row: "23", symptom: "the customer sees two debits, the shop one; the second vanishes within a month",
            trouble: [
                Say.by(.till, .approved, at: "15:01:00", .preauth, order: "O-0", reference: "R0", moment: "15:00:50"),
                Say.till(), Say.claim(.chargedTwice, at: "15:05:00"),
            ], raised: ["PY-08"],
            mended: [
                Say.by(.till, .approved, at: "15:20:00", .void, reference: "R8", moment: "15:20:00") {
                    $0.original = "R0"
                }, Say.claim(.answered, at: "15:25:00"),
            ]),
        FailureReport(
            row: "25", symptom: "a double click adds the tender twice", trouble: [Say.till(), Say.till()], raised: [],
            mended: []),
    ]

    private static func wallet(_ facts: inout Facts, _ number: String) {
        facts.card = nil
        facts.channelOrder = ChannelOrderNumber(number)
        facts.channel = "wechat"
    }

    static let wrong = [
        FailureReport(
            row: "26", symptom: "4.60 was sent as 460.00",
            trouble: [Say.till(amount: "4.60"), Say.by(.terminal, .approved, at: "15:03:10", amount: "460.00")],
            raised: ["PY-09"], mended: Say.givenBack(at: "15:31:00", amount: "455.40"), left: ["PY-09"], due: "4.60"),
        FailureReport(
            row: "26b", symptom: "1.18 was sent as 1.17",
            trouble: [Say.till(amount: "1.18"), Say.by(.terminal, .approved, at: "15:03:10", amount: "1.17")],
            raised: ["PY-09"], mended: [], left: ["PY-09"], due: "1.17"),
        FailureReport(
            row: "28", symptom: "one store's sales land in another store's register",
            trouble: [Say.till { $0.store = "S2" }], raised: ["PY-11"], mended: [], left: ["PY-11"]),
        FailureReport(
            row: "29", symptom: "the next customer's items pile on the first bill",
            trouble: [
                Say.till(amount: "85.00"), Say.by(.terminal, .approved, at: "15:03:09", amount: "85.00"),
                Say.slip(.onPaper, at: "15:03:12"),
            ], raised: ["RC-07"], mended: Say.givenBack(at: "15:31:00", amount: "27.00"), left: ["RC-07"]),
        FailureReport(
            row: "48", symptom: "money arrives after the order expired",
            trouble: [Say.till(.closed, at: "15:05:00"), Say.by(.callback, .approved, at: "15:05:30")],
            raised: ["PY-12"], mended: [Say.till(at: "15:20:00")]),
        FailureReport(
            row: "51", symptom: "paid at the channel, and the callback is lost", trouble: [Say.till(.pending)],
            raised: ["PY-01"], mended: [Say.cleared(), Say.till(at: "2026-11-21 11:00:00")],
            mendedAt: "2026-11-21 12:00:00"),
    ]
}
