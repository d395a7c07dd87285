// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tariffs
import Tender
import Testing

/// What last month would have cost under another tariff.
@Suite struct WhatIfTests {
    static func run(_ rows: [FeeStories.Row], _ present: [TariffRow], _ other: [TariffRow]) throws -> WhatIfResult {
        let text = FeeStories.head + rows.enumerated().map { $1.text($0) }.joined()
        return try WhatIf(
            inputs: [.bytes(Array(text.utf8), name: "acquirer.csv")], present: Tariff(rows: present),
            other: Tariff(rows: other), calendar: SettlementCalendar()
        ).run()
    }

    @Test func `each product's cost by both tariffs, and the rows that move`() throws {
        let rows = [
            FeeStories.Row(), FeeStories.Row(), FeeStories.Row(type: "refund", fee: "-0.60"),
            FeeStories.Row(product: "debit", amount: "10000.00", fee: "20.00"), FeeStories.Row(product: "points"),
            FeeStories.Row(amount: "1.000"),
        ]
        let result = try Self.run(
            rows,
            [
                TariffRow(product: "credit", rate: Job.rate("0.60%")),
                TariffRow(product: "debit", rate: Job.rate("0.50%"), cap: 2_000),
            ],
            [
                TariffRow(product: "debit", rate: Job.rate("0.40%"), cap: 1_800),
                TariffRow(product: "credit", rate: Job.rate("0.55%")),
            ])
        #expect(result.total.present == 60 + 60 - 60 + 2_000)
        #expect(result.total.other == 55 + 55 - 55 + 1_800)
        #expect(result.productsByDifference.map(\.product) == ["debit", "credit"])
        #expect(result.products.values.reduce(0) { $0 + $1.difference } == result.total.difference)
        #expect(result.movesByDifference.map { "\($0.move.from)→\($0.move.to)" } == ["2→1", "1→2"])
        #expect(result.payments.first?.difference == -200)
        #expect((result.notCovered, result.unread) == (1, 1))
    }

    @Test func `a price by volume is computed with the month's volume of the files`() throws {
        let result = try Self.run(
            Array(repeating: FeeStories.Row(), count: 4), [TariffRow(product: "*", rate: Job.rate("0.60%"))],
            [FeeStories.tariff(.whole)])
        #expect((result.total.present, result.total.other) == (240, 200))
    }

    @Test func `the same tariff on both sides moves nothing`() throws {
        let tariff = [TariffRow(product: "*", rate: Job.rate("0.60%"))]
        let result = try Self.run(Array(repeating: FeeStories.Row(), count: 3), tariff, tariff)
        #expect(result.total.difference == 0)
        #expect(result.payments.isEmpty)
    }
}
