// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tariffs
import Tender
import Testing

@testable import Reconciliation

/// What a provider says it paid is what the bank must show.
@Suite struct PayoutStories {
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Nets of rows with the payout each belongs to; a day where the row has one of its own.
        let rows: [(net: Int64, payout: String?, day: String?)]
        let payouts: [Payout]
        let bank: String
        /// `day net difference` of each settlement line with a day.
        let lines: [String]
        let findings: [String]
    }

    static func payout(_ number: String?, _ day: String, _ minor: Int64, currency: Currency = .cny) -> Payout {
        Payout(number: number, day: Job.day(day), merchant: nil, amount: Money(minor: minor, currency: currency))
    }

    static let stories = [
        Story(
            testDescription: "a payout of its payments, paid in full",
            rows: [(5_800, "7", nil), (4_200, "7", nil)], payouts: [payout("7", "2026-11-22", 10_000)],
            bank: "2026-11-22,100.00\n", lines: ["2026-11-22 100.00 0.00"], findings: []),
        Story(
            testDescription: "a fee by itself is in the payout and not in the payments",
            rows: [(5_800, "7", nil), (4_200, "7", nil)], payouts: [payout("7", "2026-11-22", 9_750)],
            bank: "2026-11-22,97.50\n", lines: ["2026-11-22 97.50 0.00"], findings: []),
        Story(
            testDescription: "the bank shows less than the payout",
            rows: [(5_800, "7", nil)], payouts: [payout("7", "2026-11-22", 5_800)],
            bank: "2026-11-22,50.00\n", lines: ["2026-11-22 58.00 8.00"], findings: ["ST-07"]),
        Story(
            testDescription: "two payouts on two days, each with its own rows",
            rows: [(5_800, "7", nil), (4_200, "8", nil)],
            payouts: [payout("7", "2026-11-22", 5_800), payout("8", "2026-11-23", 4_200)],
            bank: "2026-11-22,58.00\n2026-11-23,42.00\n", lines: ["2026-11-22 58.00 0.00", "2026-11-23 42.00 0.00"],
            findings: []),
        Story(
            testDescription: "a payout without members leaves the undated balance",
            rows: [(5_800, nil, nil), (4_200, nil, nil)], payouts: [payout(nil, "2026-11-22", 6_000)],
            bank: "2026-11-22,60.00\n", lines: ["2026-11-22 60.00 0.00"], findings: []),
        Story(
            testDescription: "a payout without any row in the file",
            rows: [(5_800, nil, "2026-11-21")], payouts: [payout("9", "2026-11-22", 6_000)],
            bank: "2026-11-21,58.00\n2026-11-22,60.00\n",
            lines: ["2026-11-21 58.00 0.00", "2026-11-22 60.00 0.00"], findings: []),
        Story(
            testDescription: "a payout in another currency says nothing about this run",
            rows: [(5_800, "7", "2026-11-22")],
            payouts: [payout("7", "2026-11-22", 700, currency: Currency(code: "EUR") ?? .cny)],
            bank: "2026-11-22,58.00\n", lines: ["2026-11-22 58.00 0.00"], findings: []),
        Story(
            testDescription: "a payout that takes money from the bank",
            rows: [(-5_800, "7", nil)], payouts: [payout("7", "2026-11-22", -5_800)],
            bank: "2026-11-22,-58.00\n", lines: ["2026-11-22 -58.00 0.00"], findings: []),
    ]

    @Test(arguments: stories)
    func `a payout is held against the bank`(_ story: Story) throws {
        let rows = story.rows.enumerated().map { index, one in
            var row = StatementRow(line: index + 2, byte: Int64(index * 10), kind: one.net < 0 ? .refund : .sale)
            row.order = OrderNumber("A-\(index)")
            row.amount = Money(minor: abs(one.net))
            row.net = Money(minor: one.net)
            row.payout = one.payout
            row.settledOn = one.day.map(Job.day)
            return row
        }
        let payouts = story.payouts.map { RejectedRow(line: 99, byte: 990, fault: .payout($0), text: "payout") }
        let till = rows.map {
            "T1,,\($0.order?.text ?? ""),\($0.kind.rawValue),\($0.amount?.text ?? ""),2026-11-20 10:00:00\n"
        }
        var sink = MemorySink()
        let summary = try FileJob(
            inputs: FileJobInputs(
                tills: [
                    .bytes(Array(("terminal,rrn,order_no,type,amount,time\n" + till.joined()).utf8), name: "pos.csv")
                ],
                acquirers: [
                    .statement(rows, rejected: payouts, side: .acquirer, name: "provider.csv", digest: "")
                ],
                banks: [.bytes(Array(("date,amount\n" + story.bank).utf8), name: "bank.csv")],
                today: Job.day("2026-12-02")),
            tariff: .none, calendar: SettlementCalendar(), threads: 2, version: "test"
        ).run().write(into: &sink)
        let table = String(decoding: sink.files["settlement.csv"] ?? [], as: UTF8.self).split(separator: "\n")
        let lines = table.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            .filter { !$0[0].isEmpty }.map { "\($0[0]) \($0[5]) \($0[7])" }
        #expect(lines == story.lines)
        let findings = String(decoding: sink.files["findings.csv"] ?? [], as: UTF8.self).split(separator: "\n")
        #expect(findings.dropFirst().map { String($0.prefix(5)) } == story.findings)
        #expect(summary.isConserved && summary.matched == rows.count)
        #expect(summary.quarantined == payouts.count)
    }
}
