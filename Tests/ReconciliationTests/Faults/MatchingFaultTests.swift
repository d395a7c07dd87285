// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tender
import Testing

/// Faults that are known of other programs that compare payments, one test each, by their number in the list.
@Suite struct MatchingFaultTests {
    static let sale = FileJobStories.sale
    static let charge = FileJobStories.charge

    @Test func `F3 two charges never share one sale, the second is a double charge`() throws {
        let outcome = try Job(
            tills: FileJobStories.till(Self.sale), acquirers: FileJobStories.acquirer(Self.charge, Self.charge)
        ).run()
        #expect(outcome.findings == ["PY-06 000000000001"])
        #expect(outcome.summary.buckets.acquirerMatched.rows == 1)
    }

    @Test(arguments: [1, 40, 100, 1_000])
    func `F4 a group is whole however the file is cut, and another currency joins nothing`(_ chunk: Int) throws {
        let head = "terminal,rrn,type,amount,currency,settle_date\n"
        let rows = (0..<50).map { "T1,\($0 % 2),sale,1.00,CNY,2026-11-21\n" }.joined()
        var job = Job(
            tills: [
                "terminal,rrn,type,amount,time\nT1,0,sale,1.00,2026-11-20 10:00:00\nT1,1,sale,1.00,2026-11-20 10:00:00\n"
            ],
            acquirers: [head + rows + "T1,1,sale,1.00,USD,2026-11-21\n"], banks: ["date,amount\n2026-11-21,50.00\n"])
        job.chunk = chunk
        let outcome = try job.run()
        // One sum of fifty rows, although they lie in many pieces; the dollar stands apart.
        #expect(outcome.count(.duplicateCharge) == 48)
        #expect(outcome.count(.depositDiffers) == 0)
        #expect(outcome.summary.quarantined == 1)
    }

    @Test func `F5 rows beyond five thousand are no fault, and a night belongs to the store's own day`() throws {
        let times = "2026-11-30 23:30:00"
        let till = "terminal,rrn,type,amount,time\n" + (0..<6_001).map { "T1,\($0),sale,1.00,\(times)\n" }.joined()
        let acquirer = "terminal,rrn,type,amount\n" + (0..<6_000).map { "T1,\($0),sale,1.00\n" }.joined()
        var job = Job(tills: [till], acquirers: [acquirer])
        job.calendar = .init(settleAfterDays: 1, asOf: Job.day("2026-12-01"))
        let outcome = try job.run()
        #expect(outcome.summary.matched == 6_000)
        // Half past eleven at night is 30 November in the shop, whatever day it is in Greenwich.
        #expect(outcome.findings == ["ST-01 6000"])
        job.calendar = .init(settleAfterDays: 1, asOf: Job.day("2026-11-30"))
        #expect(try job.run().findings == [])
    }

    @Test(arguments: ["57.64", "57.66", "1057.65"])
    func `F7 F11 money too much is as wrong as money too little`(_ arrived: String) throws {
        let outcome = try Job(
            tills: FileJobStories.till(Self.sale), acquirers: FileJobStories.acquirer(Self.charge),
            banks: ["date,amount,merchant\n2026-11-21,\(arrived),M1\n"]
        ).run()
        #expect(outcome.findings == ["ST-07 "])
        let over = try Job(
            tills: FileJobStories.till(Self.sale),
            acquirers: FileJobStories.acquirer(Self.charge.replacing("58.00,0.35", with: "58.01,0.35"))
        ).run()
        #expect(over.findings == ["ST-04 000000000001"])
    }

    @Test func `F8 another amount is told once and as that, and a refund is matched like a sale`() throws {
        let refund = Self.sale.replacing("sale", with: "refund").replacing("0001,", with: "0002,")
        let back = "M1,T1,000000000002,refund,credit,58.00,-0.35,2026-11-21,2026-11-20 15:03:09"
        let outcome = try Job(
            tills: FileJobStories.till(Self.sale, refund),
            acquirers: FileJobStories.acquirer(Self.charge.replacing("58.00,0.35", with: "59.00,0.35"), back)
        ).run()
        #expect(outcome.findings == ["ST-04 000000000001"])
        #expect(outcome.summary.matched == 2)
        // A line that cannot be read becomes no empty row.
        let broken = try Job(
            tills: FileJobStories.till(Self.sale, "M1,T1,,,,,,"), acquirers: FileJobStories.acquirer(Self.charge)
        ).run()
        #expect(broken.findings == [])
        #expect(broken.summary.quarantined == 1)
    }

    @Test(arguments: 0..<8)
    func `F12 the order of rows changes no code, no key and no sum`(_ seed: Int) throws {
        let files = RandomFiles(seed: seed)
        let shuffled = { (text: String, dice: inout Dice) in
            let rows = text.split(whereSeparator: \.isNewline)
            return ([rows[0]] + rows.dropFirst().shuffled(using: &dice)).joined(separator: "\n")
        }
        // Cells that hold a line end cannot be shuffled by lines.
        let plain = { (text: String) in text.replacing("\"a \"\"note\"\",\nof two lines\"", with: "note") }
        var dice = Dice(seed: UInt64(seed) + 9)
        var job = Job(tills: [plain(files.till)], acquirers: [plain(files.acquirer)])
        job.tariff = RandomFiles.tariff
        let first = try job.run()
        job.tills = job.tills.map { shuffled($0, &dice) }
        job.acquirers = job.acquirers.map { shuffled($0, &dice) }
        let second = try job.run()
        // Which of two equal keys is the first is decided by the order of the file, so only what does not depend on
        // it is compared: how many of each repeated key, and everything about keys that come once.
        for code in [JobCode.duplicateCharge, .saleBookedTwice, .chargeWithoutSale] {
            #expect(Self.keys(first, code) == Self.keys(second, code), "\(code)")
        }
        #expect(first.summary.net == second.summary.net)
        #expect(first.summary.quarantined == second.summary.quarantined)
    }

    private static func keys(_ outcome: Job.Outcome, _ code: JobCode) -> [String] {
        outcome.rows("findings.csv").filter { $0[0] == code.text }.map { $0[1...4].joined(separator: " ") }.sorted()
    }
}
