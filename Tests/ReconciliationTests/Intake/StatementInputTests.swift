// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@testable import Reconciliation

/// Files of other formats in the same engine.
@Suite struct StatementInputTests {
    static func row(order: String, line: Int, fee: Int64, kind: StatementRow.Kind = .sale) -> StatementRow {
        var row = StatementRow(line: line, byte: Int64(line * 100), kind: kind)
        row.order = OrderNumber(order)
        row.amount = Money(minor: 5_800)
        row.fee = Money(minor: fee)
        row.product = "qr"
        row.status = .approved
        row.settledOn = Job.day("2026-11-21")
        return row
    }

    static func run(_ rows: [StatementRow]) throws -> (summary: FileJobSummary, findings: String, quarantine: String) {
        let till =
            "terminal,rrn,order_no,type,amount,time\nT1,,A-1,sale,58.00,2026-11-20 10:00:00\n"
            + "T1,,\"A,2\",sale,58.00,2026-11-20 10:00:00\n"
        let rejected = RejectedRow(line: 9, byte: 900, fault: .noKey, text: "=bad,row")
        let wallet = FileJobInput.statement(
            rows, rejected: [rejected], side: .acquirer, name: "wallet.csv", digest: "abc")
        let job = FileJob(
            inputs: FileJobInputs(
                tills: [.bytes(Array(till.utf8), name: "pos.csv")], acquirers: [wallet], today: Job.day("2026-12-02")),
            tariff: Job.tariff, calendar: SettlementCalendar(), threads: 2, version: "test")
        var sink = MemorySink()
        let summary = try job.run().write(into: &sink)
        let text = { (name: String) in String(decoding: sink.files[name] ?? [], as: UTF8.self) }
        return (summary, text("findings.csv"), text("quarantine.csv"))
    }

    @Test func `a wallet's bill joins by the order number and keeps its own places`() throws {
        let rows = [Self.row(order: "A-1", line: 4, fee: 22), Self.row(order: "A,2", line: 5, fee: 23)]
        let outcome = try Self.run(rows)
        #expect(outcome.summary.matched == 2)
        #expect(outcome.summary.isConserved)
        #expect(outcome.summary.findings == 1)
        #expect(outcome.findings.contains("ST-05"))
        #expect(outcome.findings.contains("wallet.csv:5@500"))
        #expect(outcome.summary.files.last?.sha256 == "abc")
        #expect(outcome.summary.quarantined == 1)
        #expect(outcome.quarantine.contains("wallet.csv,9,900,"))
        #expect(outcome.quarantine.contains("\"'=bad,row\""))
    }

    @Test func `payments that were not made take no part`() throws {
        var closed = Self.row(order: "A-1", line: 4, fee: 22)
        closed.status = .closed
        let outcome = try Self.run([closed, Self.row(order: "A,2", line: 5, fee: 22)])
        #expect(outcome.summary.matched == 1)
        #expect(outcome.summary.buckets.notSettled.rows == 1)
    }

    static func booking(_ line: Int, _ kind: StatementRow.Kind, _ status: StatementRow.Status, _ amount: Money)
        -> StatementRow
    {
        var row = StatementRow(line: line, byte: Int64(line), kind: kind)
        row.status = status
        row.amount = amount
        row.settledOn = Job.day("2026-11-23")
        return row
    }

    @Test func `a bank's deposits count, what was taken back counts against them, the rest does not`() throws {
        let cny = { (minor: Int64) in Money(minor: minor) }
        let bank = FileJobInput.statement(
            [
                Self.booking(1, .incoming, .approved, cny(5_800)), Self.booking(2, .outgoing, .reversed, cny(800)),
                Self.booking(3, .outgoing, .approved, cny(70)), Self.booking(4, .incoming, .reversed, cny(60)),
                Self.booking(5, .incoming, .pending, cny(50)),
                Self.booking(6, .incoming, .approved, Money(minor: 40, currency: Currency(code: "EUR") ?? .cny)),
            ], rejected: [], side: .bank, name: "bank.sta", digest: "")
        let till = "terminal,rrn,type,amount,time\nT1,1,sale,1.00,2026-11-20 10:00:00\n"
        let acquirer = "terminal,rrn,type,amount\nT1,1,sale,1.00\n"
        let job = FileJob(
            inputs: FileJobInputs(
                tills: [.bytes(Array(till.utf8), name: "pos.csv")],
                acquirers: [.bytes(Array(acquirer.utf8), name: "acq.csv")], banks: [bank],
                today: Job.day("2026-12-02")),
            tariff: Job.tariff, calendar: SettlementCalendar(), threads: 1, version: "test")
        var sink = MemorySink()
        _ = try job.run().write(into: &sink)
        let text = { (name: String) in String(decoding: sink.files[name] ?? [], as: UTF8.self) }
        #expect(text("findings.csv").contains("bank.sta:1@1") && text("findings.csv").contains("bank.sta:2@2"))
        #expect(text("settlement.csv").contains("50.00"))
        for line in 3...6 { #expect(!text("findings.csv").contains("bank.sta:\(line)@")) }
        #expect(text("quarantine.csv").contains("another currency"))
    }
}
