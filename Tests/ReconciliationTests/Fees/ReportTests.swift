// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tariffs
import Tender
import Testing

/// The report as a page: complete, self-contained, bounded.
@Suite struct ReportTests {
    static func html(_ job: Job) throws -> String { try #require(try job.run().files["report.html"]) }

    @Test func `a page of nothing wrong says so and draws no findings`() throws {
        let html = try Self.html(
            Job(
                tills: FileJobStories.till(FileJobStories.sale),
                acquirers: FileJobStories.acquirer(FileJobStories.charge)))
        #expect(html.contains("没有发现差异"))
        #expect(!html.contains("id=\"counts-t\""))
    }

    @Test func `every chart has a name, a description and a table, and nothing comes from outside`() throws {
        var rows = [FeeStories.Row(fee: "0.70"), FeeStories.Row(fee: "0.71", settled: "2026-11-22")]
        rows.append(FeeStories.Row(day: "2026-12-02", settled: "2026-12-03"))
        var job = FeeStories.job(rows, [TariffRow(product: "credit", rate: Job.rate("0.60%"))])
        job.tills[0] += "M1,T1,99,sale,10.00,2026-12-02 10:00:00,approved,1\n"
        job.banks = ["date,amount\n2026-11-21,99.30\n2026-11-22,90.00\n"]
        let html = try Self.html(job)
        for id in ["counts", "stakes", "fees", "days", "transit"] {
            #expect(html.contains("aria-labelledby=\"\(id)-t \(id)-d\""), "\(id)")
            #expect(html.contains("<title id=\"\(id)-t\">"), "\(id)")
            #expect(html.contains("<desc id=\"\(id)-d\">"), "\(id)")
        }
        for forbidden in ["<script", "http:", "https:", "src=", "url(", "@import"] {
            #expect(!html.contains(forbidden), "\(forbidden)")
        }
        #expect(html.contains("规则：") && html.contains("Rule: ") && html.contains("Next: "))
    }

    @Test func `a hundred thousand findings make a page that a browser opens at once`() throws {
        var till = FileJobStories.tillHead
        for number in 0..<100_000 { till += "M1,T\(number % 50),\(number),sale,58.00,2026-11-20 15:03:07,approved,0\n" }
        let html = try Self.html(Job(tills: [till], acquirers: FileJobStories.acquirer()))
        #expect(html.utf8.count < 200_000)
        #expect(html.contains("100,000"))
    }

    @Test(
        arguments: [
            (0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 5), (21, 10), (400, 100), (401, 200), (1_234_567, 500_000),
        ] as [(Int128, Int128)])
    func `a scale goes in steps of 1, 2 or 5`(_ largest: Int128, _ step: Int128) {
        #expect(DayChart.step(for: largest) == step)
    }

    @Test func `a day on which more went back than came has its column below zero`() {
        var html = HTMLText()
        DayChart(
            id: "d", title: ("日", "days"), summary: "",
            days: [
                .init(label: "2026-11-21", due: 30_000, arrived: nil),
                .init(label: "2026-11-22", due: -15_000, arrived: nil),
                .init(label: "2026-11-23", due: 0, arrived: nil),
            ], decimals: 2
        ).write(to: &html)
        // Steps of 100: three above zero, two below; thirty lines each.
        #expect(html.text.contains("y=\"12\" width=\"40\" height=\"90\""))
        #expect(html.text.contains("y=\"102\" width=\"40\" height=\"45\""))
        #expect(html.text.contains(">-200<") && html.text.contains(">300<"))
        #expect(html.text.split(separator: "<rect").count == 3)
    }

    @Test func `files without rows are not called in order`() throws {
        let empty = try Self.html(Job(tills: [FileJobStories.tillHead], acquirers: [FileJobStories.acquirerHead]))
        #expect(empty.contains("nothing was compared") && empty.contains("class=\"state bad\""))
        let lone = try Self.html(Job(tills: [FileJobStories.tillHead], acquirers: FileJobStories.acquirer("x")))
        #expect(lone.contains("class=\"state bad\"") && lone.contains("1 行读不懂"))
    }

    @Test func `a bar of anything is seen, and the largest number draws no longer than the chart`() {
        #expect(BarChart.length(0, of: 100) == 0)
        #expect(BarChart.length(1, of: .max) == 1)
        #expect(BarChart.length(.max, of: .max) <= 310)
        #expect(BarChart.length(50, of: 100) == 155)
        #expect(DayChart.step(for: .max) > 0)
    }
}
