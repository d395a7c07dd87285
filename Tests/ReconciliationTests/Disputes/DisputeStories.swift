// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
@testable import Reconciliation
import Tariffs
import Tender
import Testing

/// The customer's bank takes a payment back: what the shop is told.
@Suite struct DisputeStories {
    static let sale = FileJobStories.sale
    static let charge = FileJobStories.charge

    static func row(_ type: String, _ amount: String = "58.00", fee: String = "", _ rrn: String = "000000000001")
        -> String
    {
        "M1,T1,\(rrn),\(type),credit,\(amount),\(fee),2026-12-01,2026-11-20 15:03:09"
    }

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var till = [DisputeStories.sale]
        var charges = [DisputeStories.charge]
        let disputes: [String]
        let ends: [String]
    }

    static let refund = "M1,T1,000000000001,refund,58.00,2026-11-25 10:00:00,approved,1"
    static let refunded = "M1,T1,000000000001,refund,credit,58.00,-0.35,2026-11-26,"

    static let stories = [
        Story(
            testDescription: "a sale was charged back", disputes: [row("chargeback")], ends: ["CS-03 000000000001"]),
        Story(
            testDescription: "charged back, defended, and the money came again",
            disputes: [row("chargeback"), row("representment")], ends: []),
        Story(
            testDescription: "defended, and charged back once more",
            disputes: [row("chargeback"), row("representment"), row("chargeback")], ends: ["CS-03 000000000001"]),
        Story(
            testDescription: "half of it came again",
            disputes: [row("chargeback"), row("representment", "29.00")], ends: ["CS-03 000000000001"]),
        Story(
            testDescription: "the money of an older chargeback comes again", disputes: [row("representment")],
            ends: []),
        Story(
            testDescription: "a chargeback of a sale that is not in the files",
            disputes: [row("chargeback", "58.00", "000000000009")], ends: ["CS-03 000000000009"]),
        Story(
            testDescription: "refunded, and charged back all the same", till: [sale, refund],
            charges: [charge, refunded], disputes: [row("chargeback")],
            ends: ["CS-03 000000000001", "RF-04 000000000001"]),
        Story(
            testDescription: "the refund is approved and not settled yet",
            till: [sale, refund.replacing("11-25", with: "12-02")],
            disputes: [row("chargeback")], ends: ["CS-03 000000000001", "RF-04 000000000001"]),
        Story(
            testDescription: "the refund was declined: the bank alone pays",
            till: [sale, refund.replacing("approved", with: "declined")], disputes: [row("chargeback")],
            ends: ["CS-03 000000000001"]),
        Story(
            testDescription: "half was refunded and the other half charged back",
            till: [sale, refund.replacing("58.00", with: "29.00")],
            charges: [charge, refunded.replacing("58.00,-0.35", with: "29.00,-0.17")],
            disputes: [row("chargeback", "29.00")], ends: ["CS-03 000000000001"]),
        Story(
            testDescription: "refunded and charged back, and defended with the refund's proof", till: [sale, refund],
            charges: [charge, refunded], disputes: [row("chargeback"), row("representment")], ends: []),
        Story(
            testDescription: "charged back twice", disputes: [row("chargeback"), row("chargeback")],
            ends: ["CS-03 000000000001", "CS-03 000000000001", "RF-01 000000000001"]),
        Story(
            testDescription: "more was charged back than paid", disputes: [row("chargeback", "60.00")],
            ends: ["CS-03 000000000001", "RF-01 000000000001"]),
        Story(
            testDescription: "charged back before the sale was settled", till: [sale.replacing("11-20", with: "12-02")],
            charges: [], disputes: [row("chargeback")], ends: ["CS-03 000000000001"]),
        Story(
            testDescription: "a hold's completion was charged back",
            till: [sale.replacing("sale", with: "completion")], charges: [charge.replacing("sale", with: "completion")],
            disputes: [row("chargeback", "60.00")], ends: ["CS-03 000000000001", "RF-01 000000000001"]),
    ]

    static func outcome(_ story: Story) throws -> Job.Outcome {
        try Job(
            tills: [FileJobStories.tillHead + story.till.map { $0 + "\n" }.joined()],
            acquirers: [FileJobStories.acquirerHead + (story.charges + story.disputes).map { $0 + "\n" }.joined()]
        ).run()
    }

    @Test(arguments: stories)
    func `what a chargeback leads to`(_ story: Story) throws {
        let outcome = try Self.outcome(story)
        #expect(outcome.findings == story.ends)
        #expect(outcome.summary.isConserved)
        #expect(outcome.summary.quarantined == 0)
    }

    /// A chargeback's file may come before the one with the sale, and the other way round.
    @Test(arguments: stories.filter { $0.disputes.count == 1 })
    func `the order of files changes nothing but places`(_ story: Story) throws {
        let charges = FileJobStories.acquirerHead + story.charges.map { $0 + "\n" }.joined()
        let disputes = FileJobStories.acquirerHead + story.disputes.map { $0 + "\n" }.joined()
        let till = FileJobStories.tillHead + story.till.map { $0 + "\n" }.joined()
        #expect(try Job(tills: [till], acquirers: [disputes, charges]).run().findings == story.ends)
        #expect(try Job(tills: [till], acquirers: [charges, disputes]).run().findings == story.ends)
    }

    @Test func `a chargeback names its sale, the till's row, and both sums`() throws {
        let row = try Self.outcome(.init(testDescription: "", disputes: [Self.row("chargeback", "50.00")], ends: []))
            .rows("findings.csv")[0]
        #expect(row[4] == "chargeback")
        #expect(row[5] == "58.00" && row[6] == "50.00")
        let (till, head) = (FileJobStories.tillHead.utf8.count, FileJobStories.acquirerHead.utf8.count)
        #expect(row[11] == "pos.csv:2@\(till)")
        #expect(row[12] == "acquirer.csv:3@\(head + Self.charge.utf8.count + 1)")
        #expect(row[13] == "charged back 50.00 of a sale of 58.00 at acquirer.csv:2@\(head)")
        #expect(row[14] == FindingText.action("CS-03"))
    }

    @Test func `both ways that the money went are named`() throws {
        let rows = try Self.outcome(Self.stories[6]).rows("findings.csv")
        #expect(rows[1][11] == "pos.csv:3@\(FileJobStories.tillHead.utf8.count + Self.sale.utf8.count + 1)")
        let detail = rows[1][13...].joined(separator: ",")
        #expect(detail.hasPrefix("\"charged back 58.00, and 58.00 was refunded too (acquirer.csv:3@"))
    }

    @Test func `a chargeback is money that went, a representment money that came`() throws {
        let disputes = [Self.row("chargeback"), Self.row("representment"), Self.row("chargeback", "8.00")]
        let outcome = try Self.outcome(.init(testDescription: "", disputes: disputes, ends: []))
        #expect(
            outcome.rows("settlement.csv") == [
                ["2026-11-21", "M1", "1", "58.00", "0.35", "57.65", "", ""],
                ["2026-12-01", "M1", "3", "-8.00", "0.00", "-8.00", "", ""],
            ])
        let buckets = outcome.summary.buckets
        #expect(buckets.chargedBack.rows == 2 && buckets.chargedBack.amount == 6_600)
        #expect(buckets.represented.rows == 1 && buckets.represented.amount == 5_800)
        #expect(outcome.files["summary.json"]?.contains("\"charged_back\"") == true)
        #expect(outcome.files["report.html"]?.contains("再请款 represented") == true)
    }

    @Test func `nothing of disputes is told where there are none`() throws {
        let outcome = try Self.outcome(.init(testDescription: "", disputes: [], ends: []))
        #expect(outcome.files["summary.json"]?.contains("charged_back") == false)
    }

    @Test(arguments: [("15.00", []), ("15.01", ["ST-05 000000000001"])])
    func `the fee of a chargeback is the contract's dispute fee`(_ fee: String, _ over: [String]) throws {
        var credit = TariffRow(product: "credit", rate: Job.rate("0.60%"))
        credit.terms.dispute = 1_500
        var job = Job(
            tills: [FileJobStories.tillHead + Self.sale + "\n"],
            acquirers: [
                FileJobStories.acquirerHead + Self.charge + "\n" + Self.row("chargeback", fee: fee) + "\n"
                    + Self.row("representment", fee: "9.99") + "\n"
            ])
        job.tariff = Tariff(rows: [credit])
        let outcome = try job.run()
        #expect(outcome.findings == over)
        #expect(outcome.summary.fees.notChecked == 1)
    }

    @Test(arguments: ["chargeback", "representment"])
    func `only an acquirer speaks of disputes`(_ type: String) throws {
        let outcome = try Job(
            tills: [FileJobStories.tillHead + Self.sale.replacing("sale", with: type) + "\n"],
            acquirers: [FileJobStories.acquirerHead]
        ).run()
        #expect(outcome.summary.quarantined == 1)
        #expect(outcome.files["quarantine.csv"]?.contains("in an acquirer's file also chargeback") == true)
    }

    @Test func `batch and trace that came back are not taken for one sale`() throws {
        let head = "terminal,batch,trace,type,amount,time\n"
        let sales = ["2026-11-01", "2026-11-20"].map { "T1,000001,000002,sale,58.00,\($0) 10:00:00\n" }.joined()
        let outcome = try Job(
            tills: [head + sales], acquirers: [head + sales + "T1,000001,000002,chargeback,58.00,2026-11-28 10:00:00\n"]
        ).run()
        #expect(
            outcome.rows("findings.csv").map { $0[13] } == [
                "\"charged back 58.00; its sale is not in these files (batch 000001"
            ])
    }
}

/// Texts of `findings.csv` that the code table gives.
enum FindingText {
    static func action(_ code: String) -> String {
        JobCode.allCases.first { $0.text == code }?.nextAction.english ?? ""
    }
}
