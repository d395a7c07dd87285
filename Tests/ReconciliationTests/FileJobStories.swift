// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tariffs
import Tender
import Testing

/// What a shop meets, one story a test.
@Suite struct FileJobStories {
    static let tillHead = "merchant,terminal,rrn,type,amount,time,status,printed\n"
    static let acquirerHead = "merchant,terminal,rrn,type,product,amount,fee,settle_date,time\n"

    static func till(_ rows: String...) -> [String] { [tillHead + rows.map { $0 + "\n" }.joined()] }
    static func acquirer(_ rows: String...) -> [String] { [acquirerHead + rows.map { $0 + "\n" }.joined()] }

    static let sale = "M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,approved,1"
    static let charge = "M1,T1,000000000001,sale,credit,58.00,0.35,2026-11-21,2026-11-20 15:03:09"

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var till: [String] = FileJobStories.till(FileJobStories.sale)
        var acquirer: [String] = FileJobStories.acquirer(FileJobStories.charge)
        var bank: [String] = []
        let ends: [String]
    }

    static let stories = [
        Story(testDescription: "all in order", ends: []),
        Story(
            testDescription: "charged twice", acquirer: acquirer(charge, charge), ends: ["PY-06 000000000001"]),
        Story(
            testDescription: "charged three times", acquirer: acquirer(charge, charge, charge),
            ends: ["PY-06 000000000001", "PY-06 000000000001"]),
        Story(testDescription: "booked twice", till: till(sale, sale), ends: ["PY-07 000000000001"]),
        Story(testDescription: "no sale", till: till(), ends: ["PY-04 000000000001"]),
        Story(testDescription: "never settled", acquirer: acquirer(), ends: ["ST-01 000000000001"]),
        Story(
            testDescription: "outcome unknown, not charged",
            till: till("M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,unknown,"), acquirer: acquirer(),
            ends: ["PY-01 000000000001"]),
        Story(
            testDescription: "outcome unknown, charged",
            till: till("M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,unknown,"), ends: ["PY-02 000000000001"]),
        Story(
            testDescription: "declined and charged",
            till: till("M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,declined,1"), ends: ["PY-02 000000000001"]),
        Story(
            testDescription: "declined and not charged",
            till: till("M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,declined,0"), acquirer: acquirer(), ends: []),
        Story(
            testDescription: "another amount and no slip",
            till: till("M1,T1,000000000001,sale,57.99,2026-11-20 15:03:07,approved,0"),
            ends: ["RC-01 000000000001", "ST-04 000000000001"]),
        Story(
            testDescription: "no slip, not yet settled",
            till: till("M1,T1,000000000001,sale,58.00,2026-12-02 15:03:07,approved,0"), acquirer: acquirer(),
            ends: ["RC-01 000000000001"]),
        Story(
            testDescription: "the fee is a fen too high",
            acquirer: acquirer(charge.replacing("0.35", with: "0.36")), ends: ["ST-05 000000000001"]),
        Story(
            testDescription: "the fee is a fen too low", acquirer: acquirer(charge.replacing("0.35", with: "0.34")),
            ends: []),
        Story(
            testDescription: "a duplicate's fee is checked too",
            acquirer: acquirer(charge, charge.replacing("0.35", with: "0.99")),
            ends: ["PY-06 000000000001", "ST-05 000000000001"]),
        Story(
            testDescription: "the cap is met exactly, then exceeded",
            till: till("M1,T1,1,sale,4000.00,2026-11-20 15:03:07,,", "M1,T1,2,sale,4000.01,2026-11-20 15:03:07,,"),
            acquirer: acquirer(
                "M1,T1,1,sale,debit,4000.00,20.00,2026-11-21,", "M1,T1,2,sale,debit,4000.01,20.01,2026-11-21,"),
            ends: ["ST-05 2"]),
        Story(
            testDescription: "half a fen goes up",
            till: till("M1,T1,1,sale,0.83,2026-11-20 15:03:07,,", "M1,T1,2,sale,2.50,2026-11-20 15:03:07,,"),
            acquirer: acquirer(
                "M1,T1,1,sale,credit,0.83,0.00,2026-11-21,", "M1,T1,2,sale,credit,2.50,0.02,2026-11-21,"),
            ends: []),
        Story(
            testDescription: "a refund gives its fee back, or is overcharged",
            till: till("M1,T1,1,refund,100.00,2026-11-20 15:03:07,,", "M1,T1,2,refund,100.00,2026-11-20 15:03:07,,"),
            acquirer: acquirer(
                "M1,T1,1,refund,credit,100.00,-0.60,2026-11-21,", "M1,T1,2,refund,credit,100.00,0.00,2026-11-21,"),
            ends: ["ST-05 2"]),
        Story(
            testDescription: "sale and refund of one reference are two transactions",
            till: till(sale, sale.replacing("sale", with: "refund")), ends: ["ST-01 000000000001"]),
        Story(
            testDescription: "leading zeros are part of the reference",
            till: till(sale.replacing("000000000001", with: "1")), ends: ["PY-04 000000000001", "ST-01 1"]),
        Story(
            testDescription: "letters in the reference join by their text",
            till: till(sale.replacing("000000000001", with: "AB-1/x")),
            acquirer: acquirer(charge.replacing("000000000001", with: "AB-1/x")), ends: []),
        Story(
            testDescription: "the bank paid less, and something nobody announced",
            bank: ["date,amount,merchant,reference\n2026-11-21,57.00,M1,x\n2026-11-22,9.00,M1,y\n"],
            ends: ["ST-07 ", "ST-08 "]),
        Story(
            testDescription: "a deposit without a merchant pays the day's only one",
            bank: ["date,amount\n2026-11-21,57.65\n"], ends: []),
        Story(
            testDescription: "every type that is approved and due has to be settled",
            till: till(
                "M1,T1,5,preauth,58.00,2026-11-20 15:03:07,approved,1",
                "M1,T1,6,void,58.00,2026-11-20 15:03:07,approved,1"),
            acquirer: acquirer(), ends: ["ST-01 5", "ST-01 6"]),
        Story(
            testDescription: "a negative amount is a number like any other",
            till: till("M1,T1,1,refund,-5.00,2026-11-20 15:03:07,,"),
            acquirer: acquirer("M1,T1,1,refund,,5.00,,2026-11-21,"), ends: ["ST-04 1"]),
    ]

    @Test(arguments: stories)
    func `a job ends as its story says`(_ story: Story) throws {
        for chunk in [1, 50] {
            let outcome = try Job(tills: story.till, acquirers: story.acquirer, banks: story.bank, chunk: chunk).run()
            #expect(outcome.findings == story.ends, "chunks of \(chunk) bytes")
            #expect(outcome.summary.isConserved)
        }
    }

    @Test func `before its day settlement is in transit and no finding`() throws {
        let sale = "M1,T1,1,sale,58.00,2026-12-02 00:00:00,approved,1"
        let outcome = try Job(tills: Self.till(sale), acquirers: Self.acquirer()).run()
        #expect(outcome.findings == [])
        #expect(outcome.summary.buckets.inTransit.rows == 1)
        // One second earlier it belongs to the day before and is due.
        let earlier = sale.replacing("2026-12-02 00:00:00", with: "2026-12-01 23:59:59")
        #expect(try Job(tills: Self.till(earlier), acquirers: Self.acquirer()).run().findings == ["ST-01 1"])
    }

    @Test func `holidays and the bar's cut-off move the day on which settlement is due`() throws {
        let sale = "M1,T1,1,sale,58.00,2027-01-01 02:30:00,approved,1"
        var job = Job(tills: Self.till(sale), acquirers: Self.acquirer())
        let cutOff = BusinessDay(text: "04:00") ?? .midnight
        let newYear = Job.day("2027-01-01")
        job.calendar = SettlementCalendar(businessDay: cutOff, asOf: newYear)
        // Half past two still belongs to 31 December, so it is due on New Year's Day.
        #expect(try job.run().findings == ["ST-01 1"])
        job.calendar = SettlementCalendar(businessDay: cutOff, closedDays: [newYear], asOf: newYear)
        #expect(try job.run().findings == [])
    }

    @Test func `the first file's first row is the first of its key`() throws {
        let second = Self.charge.replacing("58.00,0.35", with: "60.00,0.36")
        let outcome = try Job(
            tills: Self.till(Self.sale), acquirers: Self.acquirer(second) + Self.acquirer(Self.charge)
        ).run()
        #expect(outcome.findings == ["PY-06 000000000001", "ST-04 000000000001"])
        #expect(outcome.rows("findings.csv").map { $0[12] } == ["acquirer2.csv:2@63", "acquirer1.csv:2@63"])
    }

    @Test func `rows without an rrn join by batch and trace`() throws {
        let till = "terminal,batch,trace,rrn,type,amount,time\nT1,000001,000123,,sale,5.00,2026-11-20 10:00:00\n"
        let other = "trace,batch,terminal,type,amount,rrn\n000123,000001,T1,sale,5.00,\n123,1,T1,sale,6.00,\n"
        let outcome = try Job(tills: [till], acquirers: [other]).run()
        #expect(outcome.findings == ["PY-04 "])
        #expect(outcome.summary.matched == 1)
        #expect((outcome.files["findings.csv"] ?? "").contains("(batch 1, trace 123)"))
    }

    @Test func `a fee whose day only the till knows is checked by the till's day`() throws {
        var job = Job(
            tills: Self.till("M1,T1,1,sale,100.00,2026-10-31 23:59:59,,"),
            acquirers: ["terminal,rrn,type,amount,fee,product,settle_date\nT1,1,sale,100.00,0.60,credit,2026-11-02\n"])
        let change = Job.day("2026-11-01")
        job.tariff = Tariff(rows: [
            TariffRow(product: "credit", rate: Job.rate("0.60%"), validTo: change.adding(days: -1)),
            TariffRow(product: "credit", rate: Job.rate("0.50%"), validFrom: change),
        ])
        #expect(try job.run().findings == [])
        // Without a till row the settlement date decides: the new price.
        job.tills = Self.till()
        let outcome = try job.run()
        #expect(outcome.findings == ["PY-04 1", "ST-05 1"])
        #expect(outcome.summary.fees.over == 1)
        #expect(outcome.summary.fees.overBy == 10)
    }

    @Test func `fees nobody can check are counted, not guessed`() throws {
        let outcome = try Job(
            tills: Self.till(Self.sale),
            acquirers: Self.acquirer(
                Self.charge.replacing("0.35", with: ""), "M1,T1,2,sale,points,1.00,0.10,2026-11-21,",
                "M1,T1,3,sale,,1.00,0.10,2026-11-21,")
        ).run()
        #expect(outcome.summary.fees.notChecked == 3)
        #expect(outcome.count(.feeTooHigh) == 0)
    }

    @Test func `amounts wider than 32 bits are compared to the fen`() throws {
        let wide = "90071992547409.93"
        let till = Self.till("M1,T1,1,sale,\(wide),2026-11-20 15:03:07,,")
        let same = Self.acquirer("M1,T1,1,sale,,\(wide),,2026-11-21,")
        #expect(try Job(tills: till, acquirers: same).run().findings == [])
        let other = Self.acquirer("M1,T1,1,sale,,90071992547409.92,,2026-11-21,")
        let outcome = try Job(tills: till, acquirers: other).run()
        #expect(outcome.findings == ["ST-04 1"])
        #expect(outcome.stake(.amountDiffers) == 1)
        #expect(outcome.summary.isConserved)
    }
}
