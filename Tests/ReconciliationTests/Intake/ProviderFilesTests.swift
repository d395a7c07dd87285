// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Statements
import Tender
import Testing

@testable import Reconciliation

/// Acquirers' own files in the file job, as `reconcile --acquirer` takes them.
@Suite struct ProviderFilesTests {
    static func input(_ name: String) throws -> FileJobInput {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let bytes = Array(try Data(contentsOf: tests.appending(path: "StatementsTests/Samples/\(name)")))
        let recognition = try Recogniser.recognise(bytes, isWhole: true)
        var reader = try StatementReader(recognition, name: name)
        var batch = RowBatch()
        try reader.read(bytes[...], into: &batch)
        _ = try reader.finish(into: &batch)
        return .statement(batch.rows, rejected: batch.rejected, side: .acquirer, name: name, digest: "d")
    }

    static func run(_ name: String, till: String) throws -> (summary: FileJobSummary, findings: String) {
        let job = FileJob(
            inputs: FileJobInputs(
                tills: [.bytes(Array(till.utf8), name: "pos.csv")], acquirers: [try input(name)],
                today: Job.day("2026-12-02")),
            tariff: Job.tariff, calendar: SettlementCalendar(), threads: 2, version: "test")
        var sink = MemorySink()
        let summary = try job.run().write(into: &sink)
        return (summary, String(decoding: sink.files["findings.csv"] ?? [], as: UTF8.self))
    }

    @Test func `an Allinpay bill joins cards by terminal and reference, and codes by the order number`() throws {
        let outcome = try Self.run(
            "allinpay.txt",
            till: """
                terminal,rrn,order_no,type,amount,time
                10293847,112010000451,,sale,128.00,2026-11-20 10:15:30
                10293847,112010000452,,sale,4000.00,2026-11-20 10:16:30
                10293847,112010000453,,void,128.00,2026-11-20 10:17:30
                10293847,,A20261120007,sale,58.00,2026-11-20 10:15:30

                """)
        #expect(outcome.summary.isConserved)
        #expect(outcome.summary.matched == 4)
        // Another amount at the till, and a refund that the till does not have.
        #expect(outcome.findings.contains("ST-04") && outcome.findings.contains("PY-04"))
        #expect(outcome.summary.quarantined == 4)
    }

    @Test func `a UnionPay file and a bill in fen join by the order number`() throws {
        let union = try Self.run(
            "INN26112088ZM_898440154110001-98",
            till: "terminal,rrn,order_no,type,amount,time\nT1,,A20261120001,sale,128.00,2026-11-20 15:30:07\n")
        #expect(union.summary.isConserved && union.summary.matched == 1 && union.summary.quarantined == 3)
        let fen = try Self.run(
            "fen.csv",
            till: "terminal,rrn,order_no,type,amount,time\nT1,,A-1,sale,58.00,2026-11-20 10:00:00\n"
                + "T1,,R-1,refund,10.00,2026-11-20 11:00:00\n")
        #expect(fen.summary.isConserved && fen.summary.matched == 2)
    }

    @Test func `of rows without a terminal none is said to be of the same one`() throws {
        let outcome = try Self.run(
            "stripe.csv",
            till: "terminal,rrn,order_no,type,amount,currency,time\nT1,1,OTHER,sale,45.99,GBP,2026-11-21 00:30:00\n")
        #expect(outcome.findings.contains("nearest: till pos.csv:2"))
        #expect(outcome.findings.contains("same amount, close in time"))
        #expect(!outcome.findings.contains("same terminal"))
    }
}
