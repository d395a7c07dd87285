// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender
import Testing

/// What clearing files announced and what the bank says came.
@Suite struct DayMoneyTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Merchant and minor units.
        let announced: [(String, Int64)]
        let arrived: [(String, Int64)]
        var until = "2026-11-21"
        var codes: [String] = []
        /// What is missing, in minor units, of the first finding.
        var missing: Int64?

        var differences: [DayMoney.Difference] { money.differences(completeUntil: day(until)) }

        var money: DayMoney {
            DayMoney(
                announced: announced.map {
                    DayMoney.Announced(day: day("2026-11-21"), merchant: $0.0, net: Money(minor: $0.1))
                },
                arrived: arrived.enumerated().map {
                    DayMoney.Arrived(
                        day: day("2026-11-21"), merchant: $0.element.0, amount: Money(minor: $0.element.1),
                        reference: "bank.csv:\($0.offset + 2)@0")
                })
        }

        private func day(_ text: String) -> CivilDate { CivilDate(text: text) ?? CivilDate(daysSinceEpoch: 0) }
    }

    static let stories = [
        Story(testDescription: "it came to the fen", announced: [("M1", 5_778)], arrived: [("M1", 5_778)]),
        Story(testDescription: "it came without a name", announced: [("M1", 5_778)], arrived: [("", 5_778)]),
        Story(
            testDescription: "it came in two parts", announced: [("M1", 5_778)], arrived: [("M1", 5_000), ("M1", 778)]),
        Story(
            testDescription: "ten yuan are missing", announced: [("M1", 5_778)], arrived: [("M1", 4_778)],
            codes: ["ST-07"], missing: 1_000),
        Story(
            testDescription: "ten yuan too much", announced: [("M1", 5_778)], arrived: [("M1", 6_778)],
            codes: ["ST-07"], missing: -1_000),
        Story(
            testDescription: "nothing came", announced: [("M1", 5_778)], arrived: [], codes: ["ST-07"], missing: 5_778),
        Story(
            testDescription: "nothing came yet: the bank's lines end the day before", announced: [("M1", 5_778)],
            arrived: [], until: "2026-11-20"),
        Story(
            testDescription: "a deposit that nobody announced", announced: [], arrived: [("", 9_900)],
            until: "2026-11-20",
            codes: ["ST-08"]),
        Story(
            testDescription: "a deposit for a merchant number that is not ours", announced: [("M1", 5_778)],
            arrived: [("M1", 5_778), ("M9", 300)], codes: ["ST-08"]),
        Story(
            testDescription: "one sum for two merchants", announced: [("M1", 5_778), ("M2", 1_000)],
            arrived: [("", 6_778)]),
        Story(
            testDescription: "one sum for two merchants, and short", announced: [("M1", 5_778), ("M2", 1_000)],
            arrived: [("", 6_000)], codes: ["ST-07"], missing: 778),
        Story(
            testDescription: "two merchants and nothing came", announced: [("M1", 5_778), ("M2", 1_000)], arrived: [],
            codes: ["ST-07", "ST-07"], missing: 5_778),
        Story(
            testDescription: "one named, the rest in a sum without a name", announced: [("M1", 5_778), ("M2", 1_000)],
            arrived: [("M1", 5_778), ("", 1_000)]),
        Story(
            testDescription: "a day of refunds is taken from the account", announced: [("M1", -300)],
            arrived: [("M1", -300)]),
    ]

    @Test(arguments: stories)
    func `a day ends with its codes`(_ story: Story) {
        let found = story.differences
        #expect(found.map(\.finding.code.text) == story.codes)
        if let missing = story.missing { #expect(found.first?.finding.difference == Money(minor: missing)) }
        for difference in found {
            #expect(!difference.finding.explanation.chinese.isEmpty && !difference.finding.evidence.isEmpty)
            #expect(!difference.finding.explanation.english.contains { $0 >= "一" && $0 <= "龥" })
        }
    }

    @Test(arguments: stories)
    func `the order of the lines changes nothing`(_ story: Story) {
        var other = story.money
        other.announced.reverse()
        other.arrived.reverse()
        #expect(
            other.differences(completeUntil: CivilDate(text: story.until) ?? CivilDate(daysSinceEpoch: 0))
                == story.differences)
    }

    @Test func `sums beyond what an amount can hold are cut, not trapped`() {
        let money = DayMoney(
            announced: (0..<3).map { _ in
                DayMoney.Announced(day: CivilDate(daysSinceEpoch: 1), merchant: "M", net: Money(minor: .max))
            },
            arrived: [
                DayMoney.Arrived(
                    day: CivilDate(daysSinceEpoch: 1), merchant: "", amount: Money(minor: .min), reference: "x")
            ])
        #expect(money.differences(completeUntil: CivilDate(daysSinceEpoch: 9)).count == 1)
    }
}
