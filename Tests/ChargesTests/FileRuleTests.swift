// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender
import Testing

/// The table of the file job, row by row: the verdict on a till row and an acquirer row carries exactly its codes.
@Suite struct FileRuleTests {
    struct Pair: Sendable, CustomTestStringConvertible {
        let till: Observation?
        let acquirer: Observation?
        let isDue: Bool
        let isOver: Bool

        var testDescription: String {
            let here = till.map {
                "\($0.facts.type) \($0.facts.status?.rawValue ?? "-") \($0.facts.printed.map(String.init) ?? "-")"
            }
            let there = acquirer.map { "\($0.facts.amount?.text ?? "-") fee \($0.facts.fee?.text ?? "-")" }
            return "till \(here ?? "none"), acquirer \(there ?? "none")\(isDue ? ", due" : "")"
        }
    }

    static let types: [TransactionType] = [.sale, .refund, .completion, .preauth, .void]

    static let pairs: [Pair] = types.flatMap { type in
        [ReportedStatus.approved, .declined, .unknown, nil].flatMap { status in
            [true, false, nil].flatMap { printed in
                [5_800, 5_900, nil].flatMap { (amount: Int64?) in
                    [true, false].flatMap { isDue in
                        [true, false].map { isOver in
                            let sign: Int64 = type.returnsMoney ? -1 : 1
                            let fee: Int64 = (amount == 5_900 ? 22 : 22) * sign + (isOver ? 1 : 0)
                            return Pair(
                                till: status == nil ? nil : Given.till(status, printed: printed, type: type),
                                acquirer: amount.map {
                                    Given.clearing(amount: Money(minor: $0), fee: Money(minor: fee), type: type)
                                },
                                isDue: isDue, isOver: isOver)
                        }
                    }
                }
            }
        }
    }.filter { $0.till != nil || $0.acquirer != nil }

    /// The contract's table, written down a second time in its own words.
    static func expected(_ pair: Pair) -> [String] {
        let status = pair.till?.facts.status
        var codes: [String] = []
        if pair.acquirer == nil, status == .unknown { codes.append("PY-01") }
        if pair.acquirer != nil, status == .declined || status == .unknown { codes.append("PY-02") }
        if pair.acquirer != nil, pair.till == nil { codes.append("PY-04") }
        if pair.till?.facts.printed == false, pair.acquirer != nil || status == .approved { codes.append("RC-01") }
        let settles: Set<TransactionType> = [.sale, .refund, .completion]
        if status == .approved, pair.acquirer == nil, pair.isDue, settles.contains(pair.till?.facts.type ?? .void) {
            codes.append("ST-01")
        }
        if let here = pair.till?.facts.amount, let there = pair.acquirer?.facts.amount, here != there {
            codes.append("ST-04")
        }
        if pair.acquirer != nil, pair.isOver { codes.append("ST-05") }
        return codes
    }

    @Test(arguments: pairs)
    func `a pair of rows carries the codes of the table and no other`(_ pair: Pair) {
        let rows = [pair.till, pair.acquirer].compactMap { $0 }
        let verdict = Given.verdict(rows, asOf: pair.isDue ? "2026-11-21" : "2026-11-20")
        #expect(Given.codes(verdict) == Self.expected(pair))
    }

    @Test(arguments: pairs)
    func `the shared row rules say the same as the verdict`(_ pair: Pair) {
        let till = pair.till.map {
            RowRules.Till(
                status: $0.facts.status ?? .approved, amount: $0.facts.amount?.minor, printed: $0.facts.printed)
        }
        let acquirer = pair.acquirer.map { row in
            let fee = row.facts.fee?.minor ?? 0
            return RowRules.Acquirer(
                amount: row.facts.amount?.minor, fee: fee, expectedFee: pair.isOver ? fee - 1 : fee)
        }
        let type = (pair.till ?? pair.acquirer)?.facts.type ?? .sale
        let found = RowRules.findings(till, acquirer, type: type, isDue: pair.isDue)
        #expect(found.codes.map(\.text) == Self.expected(pair))
    }

    @Test func `every acquirer row after the first is a duplicate, wherever it stands in the list`() {
        let rows = [Given.till(), Given.clearing(), Given.clearing(line: 10, occurrence: 2)]
        for order in [rows, rows.reversed()] {
            let verdict = Given.verdict(order)
            #expect(Given.codes(verdict) == ["PY-06"])
            #expect(verdict.findings.first?.actual == "2")
            #expect(verdict.findings.first?.evidence == ["acquirer.csv:9@810", "acquirer.csv:10@900"])
        }
    }

    @Test func `a second till row is booked twice, and the first one's words count`() {
        let verdict = Given.verdict([
            Given.till(.unknown, printed: false, line: 2), Given.till(.approved, line: 7), Given.clearing(),
        ])
        #expect(Given.codes(verdict) == ["PY-02", "PY-07", "RC-01"])
    }

    @Test func `the same row told by two files is one row`() {
        var again = Given.clearing()
        again.origin = Origin(name: "november.csv", digest: "cc", line: 400, byte: 9_000)
        again.recordedAt = again.recordedAt.adding(milliseconds: 86_400_000)
        #expect(Given.codes(Given.verdict([Given.till(), Given.clearing(), again])).isEmpty)
    }
}
