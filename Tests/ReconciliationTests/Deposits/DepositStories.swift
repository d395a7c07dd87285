// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tender
import Testing

/// Why money is missing or too much, one story a test.
@Suite struct DepositStories {
    static let till = FileJobStories.till()
    static let head = "merchant,terminal,rrn,type,amount,fee,settle_date,batch,payout\n"

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let acquirer: [String]
        let bank: [String]
        /// What the details of ST-07 and ST-08 end with, in the order of the file.
        let ends: [String]
    }

    static let stories = [
        Story(
            testDescription: "one row was not paid",
            acquirer: [
                "M1,T1,1,sale,10.00,,2026-11-20,,", "M1,T1,2,sale,20.00,,2026-11-20,,",
                "M1,T2,3,sale,5.00,,2026-11-20,,",
            ],
            bank: ["2026-11-20,15.00,M1,x"],
            ends: ["acquirer.csv:3@96 of 20.00 not paid (the only row that fits)"]),
        Story(
            testDescription: "two rows could be the one that is missing",
            acquirer: [
                "M1,T1,1,sale,20.00,,2026-11-20,,", "M1,T1,2,sale,20.00,,2026-11-20,,",
                "M1,T1,3,sale,5.00,,2026-11-20,,",
            ],
            bank: ["2026-11-20,25.00,M1,x"],
            ends: ["ambiguous: acquirer.csv:2@63 of 20.00 not paid; or acquirer.csv:3@96 of 20.00 not paid"]),
        Story(
            testDescription: "a row of the next day came a day early",
            acquirer: [
                "M1,T1,1,sale,10.00,,2026-11-20,,", "M1,T1,2,sale,21.00,,2026-11-20,,",
                "M1,T1,3,sale,33.00,,2026-11-21,,",
                "M1,T1,4,sale,54.50,,2026-11-21,,",
            ],
            bank: ["2026-11-20,64.00,M1,x", "2026-11-21,54.50,M1,x"],
            ends: [
                "is missing from 2026-11-21; acquirer.csv:4@129 of 33.00 paid with it (the only row that fits)",
                "came with 2026-11-20; acquirer.csv:4@129 of 33.00 not paid (the only row that fits)",
            ]),
        Story(
            testDescription: "a row was paid twice",
            acquirer: ["M1,T1,1,sale,10.00,,2026-11-20,,", "M1,T1,2,sale,21.00,,2026-11-20,,"],
            bank: ["2026-11-20,52.00,M1,x"], ends: ["acquirer.csv:3@96 of 21.00 paid twice (the only row that fits)"]),
        Story(
            testDescription: "Friday and Saturday come with Monday",
            acquirer: [
                "M1,T1,1,sale,10.00,,2026-11-20,,", "M1,T1,2,sale,21.00,,2026-11-21,,",
                "M1,T1,3,sale,33.00,,2026-11-23,,",
            ],
            bank: ["2026-11-23,64.00,M1,x"],
            ends: [
                "its 10.00 arrived on 2026-11-23 (bank.csv:2@31)", "its 21.00 arrived on 2026-11-23 (bank.csv:2@31)",
                "is the net of 2026-11-20 + 2026-11-21 + 2026-11-23, and of no other days",
            ]),
        Story(
            testDescription: "every deposit comes a day after it was announced",
            acquirer: ["M1,T1,1,sale,10.00,,2026-11-20,,", "M1,T1,2,sale,21.00,,2026-11-21,,"],
            bank: ["2026-11-21,10.00,M1,x", "2026-11-22,21.00,M1,x"],
            ends: [
                "its 10.00 arrived on 2026-11-21 (bank.csv:2@31)", "its 21.00 arrived on 2026-11-22 (bank.csv:3@53)",
                "is the net of 2026-11-21, and of no other days",
            ]),
        Story(
            testDescription: "a day is paid in two parts on two days",
            acquirer: ["M1,T1,1,sale,10.00,,2026-11-20,,", "M1,T1,2,sale,21.00,,2026-11-20,,"],
            bank: ["2026-11-20,25.00,M1,x", "2026-11-21,6.00,M1,x"],
            ends: [
                "the missing 6.00 came with 2026-11-21 (bank.csv:3@53)", "the 6.00 too much is missing from 2026-11-20",
            ]),
        Story(
            testDescription: "the same day arrives twice",
            acquirer: ["M1,T1,1,sale,10.00,,2026-11-20,,"], bank: ["2026-11-20,10.00,M1,x", "2026-11-20,10.00,M1,y"],
            ends: ["10.00 of 2026-11-20 arrived twice: bank.csv:2@31, bank.csv:3@53"]),
        Story(
            testDescription: "a terminal was left out",
            acquirer: [
                "M1,T1,1,sale,10.00,,2026-11-20,,", "M1,T2,2,sale,20.00,,2026-11-20,,",
                "M1,T2,3,sale,11.00,,2026-11-20,,",
                "M1,T3,4,sale,3.00,,2026-11-20,,",
            ],
            bank: ["2026-11-20,13.00,M1,x"], ends: ["what is missing is terminal T2: 2 rows of 31.00"]),
        Story(
            testDescription: "only one batch was paid",
            acquirer: [
                "M1,T1,1,sale,10.00,,2026-11-20,000001,", "M1,T1,2,sale,20.00,,2026-11-20,000002,",
                "M1,T1,3,sale,11.00,,2026-11-20,000002,", "M1,T1,4,sale,3.00,,2026-11-20,000003,",
            ],
            bank: ["2026-11-20,31.00,M1,x"], ends: ["what arrived is batch 000002 of terminal T1: 2 rows of 31.00"]),
        Story(
            testDescription: "payouts are named by the bank, and one lacks a row",
            acquirer: [
                "M1,T1,1,sale,10.00,,2026-11-20,,po_1", "M1,T1,2,sale,20.00,,2026-11-20,,po_2",
                "M1,T1,3,sale,11.00,,2026-11-20,,po_2",
            ],
            bank: ["2026-11-22,10.00,M1,STRIPE po_1", "2026-11-23,11.00,M1,po_2"],
            ends: [
                "", "the deposit of 10.00 is STRIPE po_1: 1 rows, complete",
                "acquirer.csv:3@100 of 20.00 not paid (the only row that fits)",
            ]),
        Story(
            testDescription: "a sum that nothing explains",
            acquirer: ["M1,T1,1,sale,10.00,,2026-11-20,,", "M1,T1,2,sale,21.00,,2026-11-20,,"],
            bank: ["2026-11-20,30.99,M1,x"], ends: ["no set of up to 2 of 2 rows explains it"]),
        Story(
            testDescription: "a fee and a refund count as what they are",
            acquirer: [
                "M1,T1,1,sale,10.00,0.06,2026-11-20,,", "M1,T1,2,refund,4.00,-0.02,2026-11-20,,",
                "M1,T1,3,sale,21.00,0.13,2026-11-20,,",
            ],
            bank: ["2026-11-20,30.81,M1,x"], ends: ["acquirer.csv:3@100 of -3.98 not paid (the only row that fits)"]),
    ]

    static func run(_ story: Story, threads: Int = 1, chunk: Int = 64 << 10) throws -> Job.Outcome {
        try Job(
            tills: till, acquirers: [head + story.acquirer.map { $0 + "\n" }.joined()],
            banks: ["date,amount,merchant,reference\n" + story.bank.map { $0 + "\n" }.joined()], threads: threads,
            chunk: chunk
        ).run()
    }

    @Test(arguments: stories)
    func `what does not fit is explained as the story says`(_ story: Story) throws {
        for chunk in [1, 64 << 10] {
            let text = try Self.run(story, threads: chunk == 1 ? 3 : 1, chunk: chunk).files["findings.csv"] ?? ""
            let details = text.split(separator: "\n").filter { $0.hasPrefix("ST-0") }
            #expect(details.count == story.ends.count, "\(details)")
            for (line, end) in zip(details, story.ends) { #expect(line.contains(end), "\(line)") }
        }
    }

    @Test func `the summary and the report say how many differences are explained`() throws {
        let story = try #require(Self.stories.first)
        let outcome = try Self.run(story)
        #expect(outcome.files["summary.json"]?.contains("\"differences\": {\n      \"explained\": 1,") == true)
        #expect(outcome.files["report.html"]?.contains("差额从哪来") == true)
    }

    /// 3,200 deposits, every twentieth with a row missing, paid with the day before, or paid twice.
    @Test func `of 3,200 deposits the 160 that lack a row or have one too many are pinned to the row`() throws {
        var dice = Dice(seed: 4)
        var acquirer = Self.head
        var bank = "date,amount,merchant,reference\n"
        var expected: Set<String> = []
        var line = 1
        for merchant in 0..<200 {
            var amounts: [[(text: String, minor: Int64)]] = []
            for day in 0..<16 {
                var rows: [(String, Int64)] = []
                for row in 0..<(8 + dice.roll(10)) {
                    let minor = Int64(100 + dice.roll(500_000))
                    let date = Job.day("2026-11-01").adding(days: day)
                    line += 1
                    rows.append(("acquirer.csv:\(line)@\(acquirer.utf8.count)", minor))
                    acquirer += "M\(merchant),T\(row % 3),\(day)-\(row),sale,\(Money(minor: minor).text),,\(date),,\n"
                }
                amounts.append(rows)
            }
            var sums = amounts.map { $0.reduce(Int64(0)) { $0 + $1.minor } }
            // Days far enough apart that each fault stands alone.
            for day in [0, 8] where dice.roll(5) < 2 || expected.count < merchant * 16 / 20 {
                let row = amounts[day][dice.roll(amounts[day].count)]
                sums[day] += dice.roll(2) == 0 ? -row.minor : row.minor
                expected.insert(row.text)
            }
            for day in 0..<16 {
                bank += "\(Job.day("2026-11-01").adding(days: day)),\(Money(minor: sums[day]).text),M\(merchant),x\n"
            }
        }
        let outcome = try Job(tills: Self.till, acquirers: [acquirer], banks: [bank]).run()
        let details = (outcome.files["findings.csv"] ?? "").split(separator: "\n").filter { $0.hasPrefix("ST-07") }
        #expect(expected.count >= 160)
        #expect(details.count == expected.count)
        #expect(outcome.summary.explained.explained == expected.count)
        let pinned = expected.filter { row in details.contains { $0.contains("\(row) of ") } }
        #expect(pinned.count == expected.count)
    }
}
