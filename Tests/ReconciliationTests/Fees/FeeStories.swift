// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tariffs
import Tender
import Testing

/// Fees that hang on more than their own row: the month's volume, a whole batch, the parts of the fee.
@Suite struct FeeStories {
    static let head =
        "merchant,terminal,rrn,batch,type,product,amount,fee,settle_date,time,brand,channel,instalments,interchange,"
        + "scheme_fee,markup\n"

    /// An acquirer's row with only what a story names.
    struct Row {
        var merchant = "M1", batch = "", type = "sale", product = "credit", amount = "100.00", fee = "0.60"
        var day = "2026-11-20", settled = "2026-11-21"
        var more = ",,,,,"

        func text(_ number: Int) -> String {
            "\(merchant),T1,\(number),\(batch),\(type),\(product),\(amount),\(fee),\(settled),\(day) 12:00:00,\(more)\n"
        }
    }

    static func job(_ rows: [Row], _ tariff: [TariffRow]) -> Job {
        let till =
            FileJobStories.tillHead
            + rows.enumerated().map { number, row in
                "\(row.merchant),T1,\(number),\(row.type),\(row.amount),\(row.day) 12:00:00,approved,1\n"
            }.joined()
        let acquirer = head + rows.enumerated().map { $1.text($0) }.joined()
        var job = Job(tills: [till], acquirers: [acquirer])
        job.tariff = Tariff(rows: tariff)
        return job
    }

    static func tariff(_ mode: VolumePrice.Mode) -> TariffRow {
        var row = TariffRow(product: "credit", rate: Job.rate("0.60%"))
        row.terms.volume = VolumePrice(mode, steps: [.init(above: 30_000, rate: Job.rate("0.50%"))])
        return row
    }

    @Test func `three sales of 100.00 in a month are at the first price, a fourth brings all four to the second`()
        throws
    {
        let three = try Self.job(Array(repeating: Row(), count: 3), [Self.tariff(.whole)]).run()
        #expect(three.findings == [])
        #expect(three.summary.fees.asContract == 3)
        let four = try Self.job(Array(repeating: Row(), count: 4), [Self.tariff(.whole)]).run()
        #expect(four.findings == ["ST-05 0", "ST-05 1", "ST-05 2", "ST-05 3"])
        #expect(four.summary.fees.overBy == 40)
        #expect(four.files["findings.csv"]?.contains("another volume step, 0.60%") == true)
    }

    @Test func `a sale of another month, product or merchant, and a refund, do not count`() throws {
        var rows = Array(repeating: Row(), count: 3)
        rows.append(Row(day: "2026-12-01", settled: "2026-12-02"))
        rows.append(Row(product: "debit"))
        rows.append(Row(merchant: "M2"))
        rows.append(Row(type: "refund", fee: "-0.60"))
        let outcome = try Self.job(rows, [Self.tariff(.whole)]).run()
        #expect(outcome.summary.fees.over == 0)
        #expect(outcome.summary.fees.asContract == 6)
        #expect(outcome.summary.fees.notChecked == 1)
    }

    @Test func `slice by slice four sales cost 0.575 % each, in any order of the files`() throws {
        var rows = Array(repeating: Row(fee: "0.58"), count: 4)
        rows[2].fee = "0.59"
        let job = Self.job(rows, [Self.tariff(.marginal)])
        #expect(try job.run().findings == ["ST-05 2"])
        var turned = job
        let lines = job.acquirers[0].split(separator: "\n").map(String.init)
        turned.acquirers = [([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n"]
        #expect(try turned.run().findings == ["ST-05 2"])
    }

    @Test func `a row without a time counts by its settlement date`() throws {
        var job = Self.job(Array(repeating: Row(), count: 4), [Self.tariff(.whole)])
        job.acquirers = [job.acquirers[0].replacing("2026-11-20 12:00:00", with: "")]
        #expect(try job.run().count(.feeTooHigh) == 4)
    }

    static func batch(_ level: RoundingLevel) -> TariffRow {
        var row = TariffRow(product: "credit", rate: Job.rate("0.60%"))
        row.terms.level = level
        row.terms.clause = "附件二 3.1"
        return row
    }

    @Test func `a day of fees each rounded up by less than half a fen is right for a contract rounded by batch`() throws
    {
        // 1.25 × 0.60 % = 0.0075: ten rows cost 0.08 by the sum and 0.10 one by one; 0.05 is what rounding can do.
        let rows = Array(repeating: Row(amount: "1.25", fee: "0.01"), count: 10)
        let outcome = try Self.job(rows, [Self.batch(.day)]).run()
        #expect(outcome.findings == [])
        #expect(outcome.summary.fees.asContract == 10)
    }

    @Test func `beyond what rounding can do the batch is one finding that says so`() throws {
        var rows = Array(repeating: Row(batch: "000007", amount: "1.25", fee: "0.01"), count: 10)
        for index in 0..<5 { rows[index].fee = "0.02" }
        rows.append(Row(batch: "000008", amount: "1.25", fee: "0.01"))
        let outcome = try Self.job(rows, [Self.batch(.batch)]).run()
        #expect(outcome.findings == ["ST-05 "])
        #expect(outcome.stake(.feeTooHigh) == 7)
        let text = try #require(outcome.files["findings.csv"])
        #expect(text.contains("batch T1 000007: the fees of 10 rows come to 0.15, by contract, rounded once, 0.08"))
        #expect(text.contains("rounding each could move it by 0.05 at most, over by 0.07"))
        #expect(outcome.summary.fees.over == 10)
        #expect(outcome.summary.fees.asContract == 1)
        let owed = outcome.rows("overcharges.csv")
        #expect(owed.map { $0[0...3].joined(separator: " ") } == ["2026-11 2026-11-21 1 附件二 3.1"])
        #expect(owed.map { $0[9...13].joined(separator: " ") } == ["10 12.50 0.15 0.08 0.07"])
    }

    @Test(arguments: [1, 2, 8])
    func `threads and memory change no byte of a batch's finding`(_ threads: Int) throws {
        var rows = (0..<60).map { Row(batch: "00000\($0 % 3)", amount: "1.25", fee: $0 % 2 == 0 ? "0.02" : "0.01") }
        rows += Array(repeating: Row(product: "qr"), count: 5)
        var job = Self.job(rows, [Self.batch(.batch), TariffRow(product: "qr", rate: Job.rate("0.38%"))])
        let expected = try job.run().files
        (job.threads, job.chunk, job.memory) = (threads, 300, Int64(600))
        #expect(try job.run().files == expected)
    }

    @Test func `an interchange++ fee is checked part by part and as a whole`() throws {
        var row = TariffRow(product: "credit")
        row.terms.parts = [
            PartPrice(.interchange, rate: Job.rate("0.20%")), PartPrice(.scheme, fixed: 2),
            PartPrice(.markup, rate: Job.rate("0.30%")),
        ]
        let right = Row(fee: "0.52", more: ",,,0.20,0.02,0.30")
        let shifted = Row(fee: "0.52", more: ",,,0.25,0.02,0.25")
        let dear = Row(fee: "0.57", more: ",,,0.20,0.02,0.35")
        let outcome = try Self.job([right, shifted, dear], [row]).run()
        #expect(outcome.findings == ["ST-05 2"])
        #expect(outcome.files["findings.csv"]?.contains("markup 0.35, should be 0.30") == true)
        #expect(outcome.summary.fees.partsDiffer == 2)
    }

    @Test func `brand, channel and instalments choose the row`() throws {
        var visa = TariffRow(product: "credit", rate: Job.rate("2%"))
        visa.terms.brand = "visa"
        var plan = TariffRow(product: "credit", rate: Job.rate("0.60%"))
        plan.terms.instalments = 12
        plan.terms.addOn = Job.rate("4.50%")
        let rows = [
            Row(), Row(fee: "2.00", more: "visa,,,,,"), Row(fee: "5.10", more: ",,12,,,"),
            Row(fee: "0.61", more: "jcb,online,6,,,"),
        ]
        let outcome = try Self.job(rows, [visa, plan, TariffRow(product: "credit", rate: Job.rate("0.60%"))]).run()
        #expect(outcome.findings == ["ST-05 3"])
    }

    @Test func `F6: refunds, caps, minimums and dates are checked and a double charge is told`() throws {
        let rows = [
            Row(type: "refund", fee: "-0.60"), Row(product: "debit", amount: "10000.00", fee: "20.00"),
            Row(product: "qr", amount: "1.00", fee: "0.10"), Row(fee: "0.65", day: "2025-12-31", settled: "2026-01-04"),
        ]
        let tariff = [
            TariffRow(product: "credit", rate: Job.rate("0.65%"), validTo: Job.day("2025-12-31")),
            TariffRow(product: "credit", rate: Job.rate("0.60%"), validFrom: Job.day("2026-01-01")),
            TariffRow(product: "debit", rate: Job.rate("0.50%"), cap: 2_000),
            TariffRow(product: "qr", rate: Job.rate("0.38%"), floor: 10),
        ]
        var job = Self.job(rows, tariff)
        #expect(try job.run().findings == [])
        #expect(try job.run().summary.fees.asContract == 4)
        job.acquirers[0] += rows[1].text(1)
        #expect(try job.run().findings == ["PY-06 1"])
        job.acquirers[0] = job.acquirers[0].replacing("-0.60", with: "0.00")
        let kept = try job.run()
        #expect(kept.findings == ["PY-06 1", "ST-05 0"])
        #expect(kept.files["findings.csv"]?.contains("the fee of the refund was not given back") == true)
    }
}
