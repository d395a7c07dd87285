// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Tariffs
import Tender
import Testing

@testable import Reconciliation

/// What another engine hands back becomes the same files as the native engine's own result.
@Suite struct EngineTests {
    static let till = """
        merchant,terminal,rrn,batch,trace,type,amount,time,status,printed,product
        M1,T1,1,,,sale,100.00,2026-11-20 10:00:00,approved,1,credit
        M1,T1,1,,,sale,100.00,2026-11-20 10:00:00,approved,1,credit
        M1,T1,,000001,000002,sale,7.00,2026-11-20 10:00:00,approved,,credit
        M1,T1,2,,,sale,oops,2026-11-20 10:00:00,approved,1,credit

        """
    static let acquirer = """
        merchant,terminal,rrn,type,amount,fee,product,settle_date
        M1,T1,1,sale,100.00,0.61,credit,2026-11-21

        """
    static let bank = "date,merchant,amount\n2026-11-21,M1,99.00\n"

    /// The engine's word on the three files above, as it writes it.
    static let figures = """
        "currency","CNY"
        "file","0","3","20700","0","1"
        "file","1","1","10000","61","0"
        "bucket","acquirer_matched","1","10000"
        "bucket","booked_twice","1","10000"
        "bucket","not_settled","1","700"
        "bucket","quarantined","1",""
        "bucket","till_matched","1","10000"
        "sum","20778","M1","1","10000","61","9939","0"
        "fees","0","1","1","0","0","0"
        "aside","0","262","5","badAmount"
        "deposit","2","21","2","20778","M1","9900",""
        "end"

        """
    static let findings = """
        "PY-07","R","till.csv:3@134","M1","T1","1","","","sale","credit","10000","2026-11-20 10:00:00","approved",\
        "","","","","","","","","","","","","till.csv:2@74"
        "ST-01","V","till.csv:4@194","M1","T1","","000001","000002","sale","credit","700","2026-11-20 10:00:00",\
        "approved","","","","","","","","","","","","",""
        "ST-05","R","till.csv:2@74","M1","T1","1","","","sale","credit","10000","2026-11-20 10:00:00","approved",\
        "acquirer.csv:2@58","M1","T1","1","","","sale","credit","10000","","61","2026-11-21",""
        "end"

        """

    /// Its answer when it is asked for the day that does not fit.
    static let dayRows = """
        "1","58","2","20778","M1","9939","T1","",""
        "end"

        """

    /// A folder with the three input files, gone when the body ends.
    static func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("engine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in [("till.csv", till), ("acquirer.csv", acquirer), ("bank.csv", bank)] {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        try body(folder)
    }

    static let tariff = Tariff(rows: [TariffRow(product: "credit", rate: Rate(text: "0.60%") ?? .zero)])
    static let today = CivilDate(daysSinceEpoch: 20_790)

    static func job(_ folder: URL, calendar: SettlementCalendar = SettlementCalendar()) throws -> EngineJob {
        let sides: [(String, NativeFiles.Side)] = [("till", .till), ("acquirer", .acquirer), ("bank", .bank)]
        let files = try sides.map { name, side in
            let path = folder.appendingPathComponent("\(name).csv").path
            return try #require(EngineFile(path: path, name: "\(name).csv", side: side))
        }
        return try EngineJob(
            engine: "spark", files: files, tariff: tariff, calendar: calendar, today: today,
            version: "test")
    }

    static func result(
        _ folder: URL, figures: String = figures, findings: String = findings, rows: String = dayRows
    ) throws -> [String:
        [UInt8]]
    {
        let texts = [("figures.csv", figures), ("findings.csv", findings), ("rows.csv", rows)]
        let paths = try texts.map { name, text in
            let file = folder.appendingPathComponent("answer-\(name)")
            try Data(text.utf8).write(to: file)
            return file.path
        }
        var sink = MemorySink()
        _ = try EngineResult(try job(folder), figures: paths[0], findings: paths[1], fees: "", digests: ["", "", ""]) {
            days in
            String(decoding: days, as: UTF8.self) == "\"20778\",\"M1\"\n" ? paths[2] : nil
        }.write(into: &sink)
        return sink.files
    }

    @Test func `an engine's figures and rows become the native engine's files`() throws {
        try Self.inFolder { folder in
            let input = { (name: String) in
                FileJobInput.file(folder.appendingPathComponent(name).path, name: name)
            }
            var native = MemorySink()
            _ = try FileJob(
                inputs: FileJobInputs(
                    tills: [input("till.csv")], acquirers: [input("acquirer.csv")], banks: [input("bank.csv")],
                    today: Self.today),
                tariff: Self.tariff, calendar: SettlementCalendar(), threads: 1, version: "test"
            ).run().write(into: &native)
            let handed = try Self.result(folder)
            #expect(Set(handed.keys) == Set(native.files.keys))
            for (name, bytes) in native.files {
                let text = String(decoding: handed[name] ?? [], as: UTF8.self)
                    .replacing("\"engine\": \"spark\"", with: "\"engine\": \"native\"")
                #expect(text == String(decoding: bytes, as: UTF8.self), "\(name)")
            }
        }
    }

    @Test func `an answer without its end, or with a row nobody knows, is none`() throws {
        try Self.inFolder { folder in
            let cut = String(Self.figures.dropLast(6))
            #expect(throws: FileJobError.self) { try Self.result(folder, figures: cut) }
            #expect(throws: FileJobError.self) { try Self.result(folder, figures: "\"what\"\n" + Self.figures) }
            #expect(throws: FileJobError.self) { try Self.result(folder, findings: "") }
            #expect(throws: FileJobError.self) { try Self.result(folder, rows: "\"1\",\"58\"\n") }
            #expect(throws: FileJobError.self) { try Self.result(folder, findings: "\"PY-07\",\"R\"\n\"end\"\n") }
        }
    }

    @Test func `what only the native engine knows is refused before another one starts`() throws {
        try Self.inFolder { folder in
            let till = folder.appendingPathComponent("till.csv")
            let sources = SettlementCalendar(sources: [SourceProfile(side: .till, lagDays: 1)])
            let first = #expect(throws: FileJobError.self) { try Self.job(folder, calendar: sources) }
            #expect(first?.description.contains("[[source]]") == true)
            let early = Self.till.replacing("M1,T1,2", with: "M1,终端,2").replacing("oops", with: "1.00")
            try Data(ChineseText.gb18030(early)).write(to: till)
            let second = #expect(throws: FileJobError.self) { try Self.job(folder) }
            #expect(second?.description.contains("GB18030") == true)
            // Its first Chinese text comes when the header has long been read.
            let plain = String(repeating: "M1,T1,3,,,sale,1.00,2026-11-20 10:00:00,approved,1,credit\n", count: 2_000)
            let head = early.split(separator: "\n", omittingEmptySubsequences: false)[0]
            let late = head + "\n" + plain + early.split(separator: "\n").dropFirst().joined(separator: "\n")
            try Data(ChineseText.gb18030(late)).write(to: till)
            let job = try Self.job(folder)
            let third = #expect(throws: FileJobError.self) { try job.digests { NoDigest() } }
            #expect(third?.description.contains("GB18030") == true)
        }
    }

    private struct NoDigest: FileDigest {
        func update(_: RawSpan) {}
        func hexadecimal() -> String { "" }
    }

    @Test func `what an engine refuses is the job's own error`() throws {
        try Self.inFolder { folder in
            #expect(throws: FileJobError.missingColumn(file: "till.parquet", column: "time")) {
                try Self.result(folder, figures: "\"refused\",\"missingColumn\",\"till.parquet\",\"time\"\n")
            }
        }
    }

    @Test func `a file that is neither our own CSV nor Parquet is not for another engine`() throws {
        try Self.inFolder { folder in
            let other = folder.appendingPathComponent("other.txt")
            try Data("hello\n".utf8).write(to: other)
            #expect(EngineFile(path: other.path, name: "other.txt", side: .till) == nil)
        }
    }

    @Test func `a request names files, columns, days and prices`() throws {
        try Self.inFolder { folder in
            let request = try Self.job(folder).request(.init(threads: 2))
            let json = try JSONSerialization.jsonObject(with: Data(request)) as? [String: Any]
            let files = json?["files"] as? [[String: Any]]
            #expect(files?.map { $0["side"] as? String } == ["till", "acquirer", "bank"])
            #expect(
                files?.first?["columns"] as? [String]
                    == Self.till.split(separator: "\n")[0].split(separator: ",").map(String.init))
            #expect(files?.first?["dataStart"] as? Int == 74)
            #expect((json?["tariff"] as? [[String: Any]])?.first?["rate"] as? Int == 6_000_000)
            #expect((json?["currencies"] as? [String: Int])?["JPY"] == 0)
        }
    }
}
