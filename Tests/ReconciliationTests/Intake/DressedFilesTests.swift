// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Statements
import Tariffs
import Tender
import Testing

/// Counterfoil's own columns in another dress, and files that only look like them.
@Suite struct DressedFilesTests {
    @Test func `a provider's file with a type and an amount is not ours`() {
        let balance = "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC)\n"
        #expect(!NativeFiles.isNative(Array(balance.utf8), side: .acquirer))
        #expect(NativeFiles.isNative(Array("Terminal,Type,Amount,Fee\n".utf8), side: .acquirer))
        #expect(NativeFiles.isNative(Array("batch,trace,type,amount\n".utf8), side: .acquirer))
        #expect(!NativeFiles.isNative(Array("terminal,rrn,type,amount,time\rT1,1\r".utf8), side: .till))
    }

    static let ends: [(header: String, row: String, isNative: Bool)] = [
        ("", "", true), (",", "", false), ("", ",", false), (",", ",", true), (",,", ",", false), ("", ",x", true),
        ("", ",,", true),
    ]

    @Test(arguments: ends)
    func `commas at the end of lines that header and rows do not share are loose ends`(
        _ header: String, _ row: String, _ isNative: Bool
    ) {
        for ending in ["\n", "\r\n"] {
            let text = "terminal,rrn,type,amount\(header)\(ending)\(ending)T1,1,sale,5.00\(row)\(ending)"
            #expect(NativeFiles.isNative(Array(text.utf8), side: .acquirer) == isNative, "\(text)")
        }
    }

    @Test func `columns that nobody reads are named, the documented ones are not`() {
        let header = "terminal,rrn,type,amount,time,Operator,remark,cashier,Prnted\n"
        #expect(NativeFiles.unknownColumns(Array(header.utf8), side: .till) == ["cashier", "prnted"])
        #expect(NativeFiles.unknownColumns(Array("date,amount,remark\n".utf8), side: .bank) == [])
        #expect(NativeFiles.unknownColumns(Array("nothing\tof ours\n".utf8), side: .bank) == ["nothing\tof ours"])
    }

    @Test(arguments: [NativeFiles.Side.till, .receipt])
    func `rows of a dressed table become rows of the side`(_ side: NativeFiles.Side) throws {
        let text = "batch;trace;terminal;type;amount;time\n000001;000002; T1;sale;5.00;2026-11-20 10:00:00\n000001;1\n"
        let bytes = Array(text.utf8)
        var table = try #require(
            TableText(bytes, isWhole: true) { NativeFiles.isNative(header: $0, side: side) })
        var intake = try #require(SheetIntake(header: table.header, side: side, name: "till.csv"))
        table.append(bytes[...])
        while let row = try table.next(isLast: true) { intake.add(row) }
        let input = intake.finish(digest: "d")
        let plain = "terminal,rrn,type,amount,time\nT1,1,sale,1,2026-11-20 10:00:00\n"
        let own = FileJobInput.bytes(Array(plain.utf8), name: "x")
        let inputs = FileJobInputs(
            tills: side == .till ? [input] : [own], acquirers: [own], receipts: side == .receipt ? [input] : [],
            today: Job.day("2026-12-02"))
        let job = FileJob(
            inputs: inputs, tariff: .none, calendar: .init(), threads: 1, version: "test", spillFolder: "/tmp")
        var sink = MemorySink()
        _ = try job.run().write(into: &sink)
        let quarantine = String(decoding: sink.files["quarantine.csv"] ?? [], as: UTF8.self)
        #expect(quarantine.contains("till.csv,3,86,the row has 2 columns"), "\(quarantine)")
        let findings = String(decoding: sink.files["findings.csv"] ?? [], as: UTF8.self)
        #expect(side == .receipt || findings.contains("till.csv:2@38"), "\(findings)")
    }
}
