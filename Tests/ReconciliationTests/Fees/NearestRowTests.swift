// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Matching
@testable import Reconciliation
import Testing

/// Which row a lone one is held against.
@Suite struct NearestRowTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let till: String
        let charge: String
        let says: String?
    }

    static let stories = [
        Story(
            testDescription: "a digit was typed wrong",
            till: "M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,approved,1",
            charge: "M1,T1,000000000007,sale,credit,58.00,0.35,2026-11-21,2026-11-20 15:03:09",
            says: "same terminal and amount, one digit of the RRN differs"),
        Story(
            testDescription: "another number altogether, same money and day",
            till: "M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,approved,1",
            charge: "M1,T1,912345678907,sale,credit,58.00,0.35,2026-11-21,2026-11-20 15:03:09",
            says: "same terminal and amount, close in time"),
        Story(
            testDescription: "a digit and the amount differ",
            till: "M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,approved,1",
            charge: "M1,T1,000000000007,sale,credit,85.00,0.51,2026-11-21,2026-11-20 15:03:09",
            says: "same terminal, one digit of the RRN differs"),
        Story(
            testDescription: "another terminal is no candidate",
            till: "M1,T2,000000000001,sale,58.00,2026-11-20 15:03:07,approved,1",
            charge: "M1,T1,000000000007,sale,credit,58.00,0.35,2026-11-21,2026-11-20 15:03:09", says: nil),
        Story(
            testDescription: "a refund is no candidate for a sale",
            till: "M1,T1,000000000001,refund,58.00,2026-11-20 15:03:07,approved,1",
            charge: "M1,T1,000000000007,sale,credit,58.00,0.35,2026-11-21,2026-11-20 15:03:09", says: nil),
        Story(
            testDescription: "the same amount a week later is no candidate",
            till: "M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,approved,1",
            charge: "M1,T1,912345678907,sale,credit,58.00,0.35,2026-11-28,2026-11-27 15:03:09", says: nil),
        Story(
            testDescription: "paid the same day, though settled a week later",
            till: "M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,approved,1",
            charge: "M1,T1,912345678907,sale,credit,58.00,0.35,2026-11-27,2026-11-20 15:03:09",
            says: "same terminal and amount, close in time"),
        Story(
            testDescription: "settled on the day of the sale, but paid a week before, is no candidate",
            till: "M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,approved,1",
            charge: "M1,T1,912345678907,sale,credit,58.00,0.35,2026-11-20,2026-11-13 15:03:09", says: nil),
    ]

    @Test(arguments: stories)
    func `both lone rows name each other, or nobody`(_ story: Story) throws {
        let outcome = try Job(
            tills: FileJobStories.till(story.till), acquirers: FileJobStories.acquirer(story.charge)
        ).run()
        let lines = (outcome.files["findings.csv"] ?? "").split(separator: "\n").map(String.init)
        let lone = lines.filter { $0.hasPrefix("PY-04") || $0.hasPrefix("ST-01") }
        #expect(lone.count == 2)
        for line in lone {
            guard let says = story.says else {
                #expect(!line.contains("nearest"))
                continue
            }
            #expect(
                line.contains("nearest: \(line.hasPrefix("PY-04") ? "till pos.csv:2@" : "acquirer acquirer.csv:2@")"))
            #expect(line.contains(says))
        }
    }

    @Test func `of two just as near the first is named and the other counted`() throws {
        let sale = "M1,T1,000000000001,sale,58.00,2026-11-20 15:03:07,approved,1"
        let outcome = try Job(
            tills: FileJobStories.till(sale, sale.replacing("000000000001", with: "000000000002")),
            acquirers: FileJobStories.acquirer(
                "M1,T1,000000000009,sale,credit,58.00,0.35,2026-11-21,2026-11-20 15:03:09")
        ).run()
        let charge = outcome.files["findings.csv"]?.split(separator: "\n").first { $0.hasPrefix("PY-04") }
        #expect(charge?.contains("nearest: till pos.csv:2@") == true)
        #expect(charge?.contains("and 1 more just as near") == true)
    }

    @Test(arguments: 0..<30)
    func `the index finds what comparing everything with everything finds`(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        func rows(_ base: Int64) -> [MatchRow] {
            (0..<40).map { index in
                MatchRow(
                    key: JoinKey(reference: UInt64(dice.roll(3_000)) * 1_001, form: 12), type: 4,
                    terminal: UInt32(1 + dice.roll(2)), merchant: 0, day: UInt64(1 + dice.roll(4)), line: 0, flags: 0,
                    place: base + Int64(index), amount: Int32(dice.roll(12)))
            }
        }
        let (tills, acquirers) = (rows(0), rows(1_000))
        let nearest = NearestRows(
            tills.map { RowFinding(.notSettled, till: $0, acquirer: nil) }
                + acquirers.map { RowFinding(.chargeWithoutSale, till: nil, acquirer: $0) },
            paidDay: { UInt64($0.day) })
        for row in tills {
            let alike = acquirers.compactMap { other in NearestRows.likeness(row, other).map { ($0, other.place) } }
            let best = alike.min { ($0.0, $0.1) < ($1.0, $1.1) }
            #expect(nearest.candidate(till: row)?.row.place == best?.1)
            #expect(nearest.candidate(till: row)?.count == best.map { best in alike.count { $0.0 == best.0 } })
        }
    }
}
