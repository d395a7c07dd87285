// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tender
import Testing

/// Receipts and orders beside till and acquirer, one story a test.
@Suite struct SideStories {
    static let tillHead = "terminal,rrn,type,amount,time,status,printed,order_no,original\n"
    static let acquirerHead = "terminal,rrn,type,amount,settle_date\n"
    static let receiptHead = "terminal,rrn,type,amount,time,printed,level\n"
    static let orderHead = "order_no,amount,time,status,terminal,rrn\n"
    static let time = "2026-11-20 15:00:00"
    static let sale = "T1,1,sale,58.00,\(time),approved,1,A-1,"
    static let charge = "T1,1,sale,58.00,2026-11-21"
    static let slip = "T1,1,sale,58.00,\(time),,"
    static let order = "A-1,58.00,\(time),paid,,"

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var till = [SideStories.sale]
        var acquirer = [SideStories.charge]
        /// nil for a run without the list.
        var receipts: [String]?
        var orders: [String]?
        /// `code: what the line must hold`.
        let ends: [String]
    }

    static let stories = [
        Story(testDescription: "all five agree", receipts: [slip], orders: [order], ends: []),
        Story(testDescription: "no list is given, nothing is asked", ends: []),
        Story(
            testDescription: "no slip is on record", receipts: [],
            ends: ["RC-01: the list of receipts has no slip of it"]),
        Story(
            testDescription: "no slip, and the till says so itself", till: [sale.replacing(",1,A-1", with: ",0,A-1")],
            receipts: [], ends: ["RC-01: the slip was not printed"]),
        Story(
            testDescription: "a refund owes no slip", till: ["T1,1,refund,58.00,\(time),approved,1,,"],
            acquirer: ["T1,1,refund,58.00,2026-11-21"], receipts: [], ends: []),
        Story(
            testDescription: "a charge without a sale has no slip either", till: [], receipts: [],
            ends: ["PY-04: the till has no row", "RC-01: the list of receipts has no slip"]),
        Story(
            testDescription: "the slip says another amount", receipts: [slip.replacing("58.00", with: "5.80")],
            ends: ["RC-07: the slip says 5.80, charged 58.00 (receipts.csv:2@44)"]),
        Story(
            testDescription: "the slip was sent and nobody saw it", receipts: [slip + "E1"],
            ends: ["RC-02: the slip is at level E1"]),
        Story(
            testDescription: "the list says it was not printed", receipts: ["T1,1,sale,58.00,\(time),0,"],
            ends: ["RC-01: the list of receipts says not printed"]),
        Story(
            testDescription: "printed twice is nothing, three and four times are asked about",
            receipts: [slip, slip, slip, slip],
            ends: [
                "RC-05: printed a third time or more (receipts.csv:4@",
                "RC-05: printed a third time or more (receipts.csv:5@",
            ]),
        Story(
            testDescription: "a slip that nobody charged for", receipts: [slip, "T1,2,sale,9.00,\(time),,"],
            ends: ["PY-03: a slip of 9.00 that nobody charged for (receipts.csv:3@"]),
        Story(
            testDescription: "a slip of today is not yet missed",
            receipts: [slip, "T1,2,sale,9.00,2026-12-02 10:00:00,,"],
            ends: []),
        Story(
            testDescription: "a slip was given for a declined card",
            till: [sale.replacing("approved", with: "declined")],
            acquirer: [], receipts: [slip], ends: ["PY-03: a slip of 58.00 that nobody charged for"]),
        Story(
            testDescription: "an unpaid order was charged", orders: [order.replacing("paid", with: "unpaid")],
            ends: ["PY-02: order A-1 unpaid 58.00, the acquirer has 58.00 (orders.csv:2@"]),
        Story(
            testDescription: "a closed order was charged", orders: [order.replacing("paid", with: "closed")],
            ends: ["PY-12: order A-1 closed at 58.00, the acquirer has 58.00"]),
        Story(
            testDescription: "an order was paid twice, at two terminals",
            till: [sale, "T2,7,sale,58.00,\(time),approved,1,A-1,"], acquirer: [charge, "T2,7,sale,58.00,2026-11-21"],
            orders: [order], ends: ["PY-06: order A-1 of 58.00 paid again, 116.00 in all"]),
        Story(
            testDescription: "an order was paid twice and one of the two given back",
            till: [sale, "T2,7,sale,58.00,\(time),approved,1,A-1,", "T2,8,refund,58.00,\(time),approved,1,R-1,A-1"],
            acquirer: [charge, "T2,7,sale,58.00,2026-11-21", "T2,8,refund,58.00,2026-11-21"], orders: [order], ends: []),
        Story(
            testDescription: "an order was paid in two parts",
            till: [sale.replacing("58.00", with: "50.00"), "T2,7,sale,8.00,\(time),approved,1,A-1,"],
            acquirer: [charge.replacing("58.00", with: "50.00"), "T2,7,sale,8.00,2026-11-21"], orders: [order], ends: []
        ),
        Story(
            testDescription: "an order was charged another sum", orders: [order.replacing("58.00", with: "5.80")],
            ends: ["PY-09: order A-1 of 5.80, charged 58.00 in all"]),
        Story(
            testDescription: "more was given back than taken",
            till: [sale, "T1,2,refund,58.00,\(time),,,,A-1", "T1,3,refund,1.00,\(time),,,,A-1"],
            acquirer: [charge, "T1,2,refund,58.00,2026-11-21", "T1,3,refund,1.00,2026-11-21"], orders: [order],
            ends: ["RF-01: order A-1 charged 58.00, and more was given back"]),
        Story(
            testDescription: "a paid order that nobody charged for", orders: [order, "A-2,9.00,\(time),,,"],
            ends: ["PY-05: order A-2 paid 9.00, and nobody charged for it (orders.csv:3@"]),
        Story(
            testDescription: "an unpaid order and one of today are left alone",
            orders: [order, "A-2,9.00,\(time),unpaid,,", "A-3,9.00,2026-12-02 09:00:00,paid,,"], ends: []),
        Story(
            testDescription: "an order whose sale the acquirer has not is told once", acquirer: [], orders: [order],
            ends: ["ST-01: approved 58.00, due 2026-11-21"]),
        Story(
            testDescription: "an order is listed twice", orders: [order, order],
            ends: ["PY-07: order A-1 of 58.00 listed again (orders.csv:3@"]),
        Story(
            testDescription: "an order that gives its terminal and reference is found by them",
            till: [sale.replacing("A-1", with: "")], orders: [order.replacing(",paid,,", with: ",unpaid,T1,1")],
            ends: ["PY-02: order A-1 unpaid 58.00, the acquirer has 58.00"]),
        Story(
            testDescription: "found by number and by key it is one charge",
            orders: [order.replacing(",paid,,", with: ",paid,T1,1")],
            ends: []),
        Story(
            testDescription: "a charge that comes twice is its own fault and not the order's",
            acquirer: [charge, charge],
            receipts: [slip], orders: [order], ends: ["PY-06: charged again 58.00"]),
    ]

    static func job(_ story: Story) -> Job {
        let text = { (head: String, rows: [String]) in head + rows.map { $0 + "\n" }.joined() }
        var job = Job(tills: [text(tillHead, story.till)], acquirers: [text(acquirerHead, story.acquirer)])
        job.receipts = story.receipts.map { [text(receiptHead, $0)] } ?? []
        job.orders = story.orders.map { [text(orderHead, $0)] } ?? []
        return job
    }

    @Test(arguments: stories)
    func `a run with receipts and orders ends as its story says`(_ story: Story) throws {
        for (chunk, threads) in [(1, 3), (64 << 10, 1)] {
            var job = Self.job(story)
            (job.chunk, job.threads) = (chunk, threads)
            let outcome = try job.run()
            let lines = (outcome.files["findings.csv"] ?? "").split(separator: "\n").dropFirst()
            #expect(lines.count == story.ends.count, "\(lines)")
            for (line, end) in zip(lines, story.ends) {
                let parts = end.split(separator: ":", maxSplits: 1)
                #expect(line.hasPrefix(parts[0]) && line.contains(parts[1].dropFirst()), "\(line)")
            }
            #expect(outcome.summary.isConserved)
            #expect(lines.allSatisfy { $0.contains(".csv:") }, "every line says where")
        }
    }

    @Test func `F9 keys that come again are kept apart and none is dropped`() throws {
        var story = Story(testDescription: "", acquirer: [Self.charge, Self.charge, Self.charge], ends: [])
        (story.receipts, story.orders) = ([Self.slip, Self.slip, Self.slip], [Self.order, Self.order])
        let outcome = try Self.job(story).run()
        #expect(outcome.count(.duplicateCharge) == 2)
        #expect(outcome.count(.repeatedPrints) == 1)
        #expect(outcome.count(.saleBookedTwice) == 1)
        #expect(outcome.summary.buckets.acquirerRepeated.rows == 2)
        #expect(outcome.summary.sides.receiptCopies.rows == 2)
        #expect(outcome.summary.sides.orderRepeated.rows == 1)
        #expect(outcome.summary.isConserved)
    }

    @Test func `rows that cannot be read are put aside with their reason`() throws {
        var story = Story(testDescription: "", ends: [])
        story.receipts = [Self.slip, "T1,,sale,1.00,,,", "T1,2,sale,1.00,,,E9", "T1,2,sale,1.00,,7,"]
        story.orders = [
            Self.order, ",1.00,\(Self.time),,,", "A-9,1.00,\(Self.time),lost,,", "A-9,1.0001,\(Self.time),,,",
        ]
        let outcome = try Self.job(story).run()
        let reasons = outcome.rows("quarantine.csv").map { $0[3] }
        #expect(
            reasons == [
                "no usable key: neither rrn nor batch and trace", "\"level is none of E0", "printed is neither 1 nor 0",
                "order_no is empty", "\"status is none of paid",
                "amount is not a decimal number with the currency's decimals",
            ])
        #expect(outcome.summary.isConserved)
    }
}
