// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Columns
@testable import Reconciliation
import Tariffs
import Tender
import Testing

/// The letter that asks an acquirer for fees back.
@Suite struct ClaimTests {
    static func particulars(_ tariff: Tariff? = nil) -> ClaimLetter.Particulars {
        var particulars = ClaimLetter.Particulars(
            date: Job.day("2026-12-02"), payBy: Job.day("2026-12-17"), currency: .cny)
        particulars.to = "银行 <A&B>"
        particulars.files = [("acquirer.csv", "abc123")]
        particulars.tariffVersion = tariff?.version ?? "v"
        particulars.tariff = tariff
        return particulars
    }

    static func list(_ text: String) throws -> ClaimList {
        try ClaimList(ByteSource(bytes: Array(text.utf8)), name: "overcharges.csv", decimals: 2)
    }

    static func outcome() throws -> (Job.Outcome, Tariff) {
        var credit = TariffRow(product: "credit", rate: Job.rate("0.60%"))
        credit.terms.clause = "附件二 3.1"
        var job = FeeStories.job(
            [
                FeeStories.Row(fee: "0.65"), FeeStories.Row(fee: "0.70", day: "2026-10-31", settled: "2026-11-01"),
                FeeStories.Row(), FeeStories.Row(product: "=debit", amount: "10000.00", fee: "50.00"),
            ], [])
        job.tariff = Tariff(rows: [credit, TariffRow(product: "=debit", rate: Job.rate("0.50%"), cap: 2_000)])
        return (try job.run(), job.tariff)
    }

    @Test func `the letter's sums are the findings', by month and clause, and the parts are the whole`() throws {
        let (outcome, _) = try Self.outcome()
        let list = try Self.list(try #require(outcome.files["overcharges.csv"]))
        #expect(list.total.over == outcome.stake(.feeTooHigh))
        #expect(list.total.over == 5 + 10 + 3_000)
        #expect(list.sums.values.reduce(0) { $0 + $1.over } == list.total.over)
        let sums = list.sums.sorted { $0.key < $1.key }.map { "\($0.key.month) \($0.key.rowNumber) \($0.value.over)" }
        #expect(sums == ["2026-10 1 10", "2026-11 1 5", "2026-11 2 3000"])
        // A cell that a spreadsheet would run comes back as it was.
        #expect(list.lines.contains { $0.product == "=debit" && $0.reason.english.contains("cap of 20.00") })
    }

    @Test(arguments: [ClaimLetter.Language.chinese, .english])
    func `it names the sum, the clause, the day and the files, and escapes what others wrote`(
        _ language: ClaimLetter.Language
    ) throws {
        let (outcome, tariff) = try Self.outcome()
        let list = try Self.list(try #require(outcome.files["overcharges.csv"]))
        let letter = ClaimLetter(list: list, particulars: Self.particulars(tariff), language: language)
        let html = letter.html
        for text in ["30.15", "附件二 3.1", "2026-12-17", "abc123", "银行 &lt;A&amp;B&gt;", "acquirer.csv:2@", "20.00"] {
            #expect(html.contains(text), "\(text)")
        }
        #expect(html.contains(language == .chinese ? "退还至结算账户" : "Return CNY 30.15 to the settlement account"))
        for forbidden in ["<script", "http", "src=", "<A&B>"] { #expect(!html.contains(forbidden)) }
    }

    @Test func `a letter of a hundred thousand fees lists a thousand and says where the rest is`() throws {
        var text = OverchargeFile.header.joined(separator: ",") + "\n"
        for number in 0..<100_000 {
            text += "2026-11,2026-11-20,1,,M1,T1,\(number),sale,credit,1,100.00,0.61,0.60,0.01,,,a.csv:1@1\n"
        }
        let list = try Self.list(text)
        #expect(list.total.over == 100_000)
        let html = ClaimLetter(list: list, particulars: Self.particulars(), language: .english).html
        #expect(html.contains("The first 1,000 of 100,000 lines"))
        #expect(html.utf8.count < 600_000)
    }

    @Test(arguments: [
        "", "code,merchant\n", "month,day\n2026-11,2026-11-20\n",
        OverchargeFile.header.joined(separator: ",") + "\nx,y\n",
        OverchargeFile.header.joined(separator: ",") + "\n2026-11,,x,,,,,,,1,1.00,1.00,1.00,0.00,,,\n",
        OverchargeFile.header.joined(separator: ",") + "\n2026-11,,1,,,,,,,1,1.00,1e3,1.00,0.00,,,\n",
    ])
    func `another file is refused`(_ text: String) {
        #expect(throws: FileJobError.self) { try Self.list(text) }
    }
}
