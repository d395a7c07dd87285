// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Reconciliation
import Statements
import Store
import Synchronization
import Tariffs
import Tender
import Testing

/// Workbooks through the importer's preview and into the file job, as users give them.
@Suite struct WorkbookTests {
    static let till = [
        ["terminal", "rrn", "type", "amount", "time", "printed"],
        ["T1", "261120000001", "sale", "1.00", "2026-11-20 15:00:00", "1"],
        ["T1", "261120000002", "sale", "x", "2026-11-20 15:01:00", "1"],
    ]
    static let notes = [["what", "why"], ["nothing", "to see"]]

    private func preview(_ name: String, _ bytes: [UInt8]) async throws -> [ImportPreview] {
        let folder = try TestFolder()
        return try await Importer().preview(path: try folder.put(name, bytes))
    }

    @Test func `the first sheet that is known is read, and the others are named`() async throws {
        let book = WorkbookFixture(sheets: [
            .init(name: "读我", rows: Self.notes), .init(name: "off", rows: Self.till, state: "hidden"),
            .init(name: "十一月", rows: Self.till), .init(name: "more", rows: Self.till),
        ])
        let seen = try #require(try await preview("till.xlsx", book.bytes).first)
        #expect(seen.name == "till.xlsx[十一月]")
        #expect(seen.format == "till-csv")
        #expect(seen.typedCount == 1)
        #expect(seen.quarantine.map(\.line) == [3])
        let warning = try #require(seen.warnings.first { $0.english.contains("not read") })
        for name in ["读我", "off", "more"] { #expect(warning.english.contains(name)) }
    }

    @Test func `a workbook is the same plain, zipped and gzipped`() async throws {
        let book = WorkbookFixture(sheets: [.init(name: "S", rows: Self.till)]).bytes
        var seen = try await preview("till.xlsx", book)
        seen += try await preview("till.zip", ZipFixture.of("till.xlsx", book).bytes)
        seen += try await preview("till.xlsx.gz", ZipFixture.gzip(book))
        #expect(seen.count == 3)
        #expect(Set(seen.map(\.head)).count == 1)
    }

    @Test func `a CSV that is only called a workbook is read as what it is`() async throws {
        let seen = try await preview("a.zip", ZipFixture.of("till.xlsx", ArchiveTests.till).bytes)
        #expect(seen.map(\.typedCount) == [1])
    }

    @Test(arguments: [
        ("xl/workbook.xml", String?.none, "no part"),
        ("xl/worksheets/s0.xml", "<worksheet><sheetData><row>", "cut short"),
        ("xl/workbook.xml", "<document/>", "no Excel workbook"), ("xl/worksheets/s0.xml", "<worksheet/>", "empty"),
        ("_rels/.rels", "<!DOCTYPE r []><Relationships/>", "document type"),
    ])
    func `a workbook that is not whole is refused with the reason`(
        _ part: String, _ content: String?, _ says: String
    ) async throws {
        var book = WorkbookFixture(sheets: [.init(name: "S", rows: Self.till)])
        book.changed[part] = .some(content)
        let error = try await #require(throws: ImportError.self) { try await preview("till.xlsx", book.bytes) }
        #expect(error.isBadInput)
        #expect(error.explanation.english.contains(says), "\(error.explanation.english)")
    }

    @Test func `an import says which sheets it leaves out`() async throws {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        let book = WorkbookFixture(sheets: [.init(name: "A", rows: Self.till), .init(name: "B", rows: Self.till)])
        let path = try folder.put("till.xlsx", book.bytes)
        let said = Mutex<[String]>([])
        // Given again it says so again.
        for _ in 0..<2 {
            _ = try await Importer().importFile(
                path: path, into: shop, by: .commandLine,
                warned: { name, warning in said.withLock { $0.append(name + ": " + warning.english) } })
        }
        let lines = said.withLock { $0 }
        #expect(lines.count == 2 && Set(lines).count == 1)
        #expect(lines.first?.hasPrefix("till.xlsx[A]: sheets of the workbook that are not read: B") == true)
        await shop.close()
    }

    @Test func `only hidden sheets are no sheets`() async throws {
        let book = WorkbookFixture(sheets: [.init(name: "off", rows: Self.till, state: "veryHidden")])
        let error = try await #require(throws: ImportError.self) { try await preview("till.xlsx", book.bytes) }
        #expect(error.explanation.english.contains("unhide"))
    }

    @Test func `a truncated workbook never traps`() async throws {
        let bytes = WorkbookFixture(sheets: [.init(name: "S", rows: Self.till)]).bytes
        for count in stride(from: 4, to: bytes.count, by: 37) {
            await #expect(throws: ImportError.self) { try await preview("a.xlsx", Array(bytes.prefix(count))) }
        }
    }

    @Test func `a header over two rows has its names where cells are merged`() async throws {
        let cell = { (place: String, text: String) in "<c r='\(place)' t='str'><v>\(text)</v></c>" }
        let upper =
            cell("A1", "terminal") + cell("B1", "rrn") + cell("C1", "type") + cell("D1", "sums") + cell("F1", "time")
        let lower = cell("D2", "amount") + cell("E2", "printed")
        let data =
            cell("A3", "T1") + cell("B3", "261120000001") + cell("C3", "sale") + cell("D3", "1.00") + cell("E3", "1")
            + cell("F3", "2026-11-20 15:00:00")
        let merged = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "bad", "A9:A1"].map { "<mergeCell ref='\($0)'/>" }
        var book = WorkbookFixture(sheets: [.init(name: "S", rows: [])])
        book.changed["xl/worksheets/s0.xml"] = .some(
            "<worksheet><sheetData><row r='1'>\(upper)</row><row r='2'>\(lower)</row><row r='3'>\(data)</row></sheetData>"
                + "<mergeCells>\(merged.joined())</mergeCells></worksheet>")
        let seen = try #require(try await preview("till.xlsx", book.bytes).first)
        #expect(seen.headerLine == 2)
        #expect(seen.typedCount == 1 && seen.quarantinedCount == 0)
    }

    @Test func `columns without a name do not stand in the way`() async throws {
        let rows = Self.till.map { row in ["", row[0], "", ""] + row.dropFirst() }
        let book = WorkbookFixture(sheets: [.init(name: "S", rows: rows)])
        #expect(try await preview("till.xlsx", book.bytes).first?.typedCount == 1)
    }

    @Test func `a zip of several files is several inputs of a job, and findings name each`() throws {
        let folder = try TestFolder()
        let acquirer = "terminal,rrn,type,amount\nT1,261120000001,sale,2.00\nT1,261120000009,sale,3.00\n"
        let book = WorkbookFixture(sheets: [.init(name: "S", rows: Self.till)]).bytes
        var zip = ZipFixture.of("a.xlsx", book)
        zip.entries.append(.init(name: Array("b.csv".utf8), content: ArchiveTests.till))
        let path = try folder.put("tills.zip", zip.bytes)
        let intake = FileJobIntake()
        let tills = try intake.inputs([path], side: .till)
        #expect(tills.map(\.name) == ["a.xlsx[S]", "b.csv"])
        let inputs = FileJobInputs(
            tills: tills, acquirers: [.bytes(Array(acquirer.utf8), name: "acq.csv")],
            today: try #require(CivilDate(year: 2026, month: 11, day: 21)))
        let job = FileJob(
            inputs: inputs, tariff: .none, calendar: SettlementCalendar(), threads: 1, version: "test")
        var sink = MemorySink()
        _ = try job.run().write(into: &sink)
        let findings = String(decoding: sink.files["findings.csv"] ?? [], as: UTF8.self)
        #expect(findings.contains("a.xlsx[S]:2@"))
        let aside = String(decoding: sink.files["quarantine.csv"] ?? [], as: UTF8.self)
        #expect(aside.contains("a.xlsx[S],3,"))
    }

    @Test func `a sheet for each day is an input for each day, and what is no till journal is named`() throws {
        let folder = try TestFolder()
        let more = [Self.till[0], ["T2", "261121000001", "sale", "7.00", "2026-11-21 09:00:00", "1"]]
        let bank = [["date", "amount"], ["2026-11-21", "8.00"]]
        let book = WorkbookFixture(sheets: [
            .init(name: "读我", rows: Self.notes), .init(name: "20日", rows: Self.till), .init(name: "空", rows: []),
            .init(name: "到账", rows: bank), .init(name: "off", rows: Self.till, state: "hidden"),
            .init(name: "21日", rows: more),
        ])
        let path = try folder.put("till.xlsx", book.bytes)
        let tills = try FileJobIntake().inputs([path], side: .till)
        #expect(tills.map(\.name) == ["till.xlsx[20日]", "till.xlsx[21日]"])
        #expect(tills.flatMap(\.notRead) == ["till.xlsx[读我]", "till.xlsx[到账]", "till.xlsx[off]"])
        let acquirer = "terminal,rrn,type,amount\nT1,261120000001,sale,1.00\nT2,261121000001,sale,7.00\n"
        let inputs = FileJobInputs(
            tills: tills, acquirers: [.bytes(Array(acquirer.utf8), name: "acq.csv")],
            today: try #require(CivilDate(year: 2026, month: 11, day: 22)))
        var sink = MemorySink()
        let summary = try FileJob(
            inputs: inputs, tariff: .none, calendar: SettlementCalendar(), threads: 1, version: "test"
        ).run().write(into: &sink)
        #expect(summary.matched == 2 && summary.findings == 0 && summary.quarantined == 1)
        for file in ["summary.json", "report.html"] {
            #expect(String(decoding: sink.files[file] ?? [], as: UTF8.self).contains("till.xlsx[到账]"))
        }
    }

    @Test func `a sheet that is a till journal and cannot be read refuses the workbook`() throws {
        let folder = try TestFolder()
        var book = WorkbookFixture(sheets: [.init(name: "A", rows: Self.till), .init(name: "B", rows: Self.till)])
        book.changed["xl/worksheets/s1.xml"] = .some(
            "<worksheet><sheetData><row><c t='inlineStr'><is><t>terminal</t></is></c>")
        let path = try folder.put("till.xlsx", book.bytes)
        #expect(throws: FileJobError.self) { try FileJobIntake().inputs([path], side: .till) }
    }

    @Test func `a folder that goes on takes every sheet of a workbook, and the workbook once`() throws {
        let folder = try TestFolder()
        // As long as each other, so that only what is in them tells them apart.
        let days = ["20", "21"].map { day in
            let row = ["T1", "2611\(day)000001", "sale", "5.00", "2026-11-\(day) 09:00:00", "1"]
            return WorkbookFixture.Sheet(name: day, rows: [Self.till[0], row])
        }
        let path = try folder.put("till.xlsx", WorkbookFixture(sheets: days).bytes)
        let tills = try FileJobIntake().inputs([path], side: .till)
        for (run, taken) in [(1, 0), (2, 2)] {
            let result = try FileJob(
                inputs: FileJobInputs(
                    tills: tills, acquirers: [], today: try #require(CivilDate(year: 2026, month: 11, day: 22))),
                tariff: .none, calendar: SettlementCalendar(), threads: 1, version: "test", digest: { SHA256Digest() },
                carry: try Carry(path: "\(path)-days", name: "days")
            ).run()
            var sink = MemorySink()
            let summary = try result.write(into: &sink)
            try result.keep()
            #expect(summary.change?.known.count == taken && summary.files.reduce(0) { $0 + $1.rows } == 2, "run \(run)")
        }
    }
}
