// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tariffs
import Tender
import Testing

@testable import Reconciliation

/// Bills in which some rows are known by terminal and reference and others by the order number alone.
@Suite struct MixedKeysTests {
    static func row(
        _ line: Int, rrn: String? = nil, order: String? = nil, minor: Int64 = 5_800
    ) -> StatementRow {
        var row = StatementRow(line: line, byte: Int64(line * 100), kind: .sale)
        row.terminal = rrn == nil ? nil : TerminalID("T1")
        row.reference = rrn.flatMap { ReferenceNumber($0) }
        row.order = order.flatMap { OrderNumber($0) }
        row.amount = Money(minor: minor)
        row.status = .approved
        return row
    }

    static func run(
        till: [String], bills: [[StatementRow]], own: String? = nil, threads: Int = 2
    ) throws -> (summary: FileJobSummary, findings: [String]) {
        let text = "terminal,rrn,order_no,type,amount,time,status\n" + till.joined(separator: "\n") + "\n"
        var acquirers = bills.enumerated().map { index, rows in
            FileJobInput.statement(rows, rejected: [], side: .acquirer, name: "bill\(index).csv", digest: "")
        }
        if let own { acquirers.append(.bytes(Array(own.utf8), name: "own.csv")) }
        var job = FileJob(
            inputs: FileJobInputs(
                tills: [.bytes(Array(text.utf8), name: "pos.csv")], acquirers: acquirers, today: Job.day("2026-12-02")),
            tariff: .none, calendar: SettlementCalendar(), threads: threads, version: "test")
        job.chunkBytes = 64
        job.partitionRows = 2
        var sink = MemorySink()
        let summary = try job.run().write(into: &sink)
        let lines = String(decoding: sink.files["findings.csv"] ?? [], as: UTF8.self).split(separator: "\n").dropFirst()
        return (summary, lines.map { String($0.prefix(5)) })
    }

    private static func till(_ rrn: String, _ order: String, status: String = "approved") -> String {
        "T1,\(rrn),\(order),sale,58.00,2026-11-20 10:00:00,\(status)"
    }

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let till: [String]
        let bill: [StatementRow]
        let matched: Int
        let findings: [String]
    }

    static let stories = [
        Story(
            testDescription: "cards by reference, codes by order number",
            till: [till("000000000001", "A-1"), till("", "A-2")],
            bill: [row(2, rrn: "000000000001"), row(3, order: "A-2")], matched: 2, findings: []),
        Story(
            testDescription: "the till knows both numbers, the bill the order's alone",
            till: [till("000000000001", "A-1"), till("000000000002", "A-2")],
            bill: [row(2, rrn: "000000000001", order: "A-1"), row(3, order: "A-2")], matched: 2, findings: []),
        Story(
            testDescription: "the bill knows both numbers, the till the order's alone",
            till: [till("", "A-1"), till("000000000002", "A-2")],
            bill: [row(2, rrn: "000000000001", order: "A-1"), row(3, rrn: "000000000002"), row(4, order: "A-9")],
            matched: 2, findings: ["PY-04"]),
        Story(
            testDescription: "a card that was declined, then a code for the same order",
            till: [till("000000000001", "A-1", status: "declined"), till("", "A-1"), till("000000000003", "A-3")],
            bill: [row(2, order: "A-1"), row(3, rrn: "000000000003")], matched: 2, findings: []),
        Story(
            testDescription: "an order that is charged twice, and one that is nowhere in the till",
            till: [till("000000000001", "A-1"), till("", "A-2")],
            bill: [row(2, rrn: "000000000001"), row(3, order: "A-2"), row(4, order: "A-2"), row(5, order: "A-7")],
            matched: 2, findings: ["PY-04", "PY-06"]),
    ]

    @Test(arguments: stories)
    func `each row joins by the first key that both sides have`(_ story: Story) throws {
        for threads in [1, 2, 8] {
            let outcome = try Self.run(till: story.till, bills: [story.bill], threads: threads)
            #expect(outcome.summary.matched == story.matched)
            #expect(outcome.findings == story.findings)
            #expect(outcome.summary.quarantined == 0)
            #expect(outcome.summary.isConserved)
        }
    }

    @Test func `a wallet's bill and our own CSV share a run, and our own rows still need their reference`() throws {
        let own =
            "terminal,rrn,order_no,type,amount\nT1,000000000001,A-1,sale,58.00\nT1,,A-2,sale,58.00\n"
        let outcome = try Self.run(
            till: [Self.till("000000000001", "A-1"), Self.till("", "A-2"), Self.till("", "A-3")],
            bills: [[Self.row(2, order: "A-3")]], own: own)
        #expect(outcome.summary.matched == 2)
        #expect(outcome.summary.quarantined == 1)
        #expect(outcome.findings == ["ST-01"])
    }

    @Test func `many order numbers are told apart exactly`() {
        var numbers = OrderNumbers()
        for number in 0..<5_000 { numbers.insert(Array("A-\(number)".utf8)) }
        numbers.insert(Array("A-7".utf8))
        #expect((0..<5_000).allSatisfy { numbers.contains(Array("A-\($0)".utf8)) })
        #expect((5_000..<10_000).allSatisfy { !numbers.contains(Array("A-\($0)".utf8)) })
        #expect(!numbers.contains([]))
    }
}
