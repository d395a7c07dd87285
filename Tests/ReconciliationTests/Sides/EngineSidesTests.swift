// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Tariffs
import Tender
import Testing

@testable import Reconciliation

/// Receipts, orders and fees with special terms, as another engine hands them back: the same files as the native
/// engine's. What the engine says here is what `--engine spark` has said of these very files.
@Suite struct EngineSidesTests {
    static let inputs: [(name: String, side: NativeFiles.Side, text: String)] = [
        (
            "till.csv", .till,
            """
            merchant,terminal,rrn,type,amount,time,order_no
            M1,T1,1,sale,100.00,2026-11-20 10:00:00,SO1
            M1,T1,2,sale,50.00,2026-11-20 10:00:00,

            """
        ),
        (
            "acquirer.csv", .acquirer,
            """
            merchant,terminal,batch,rrn,type,amount,fee,product,settle_date,brand,markup
            M1,T1,B1,1,sale,100.00,0.90,credit,2026-11-21,visa,0.90
            M1,T1,B1,2,sale,50.00,0.30,qr,2026-11-21,,
            M1,T1,B1,3,sale,60.00,0.99,qr,2026-11-21,,

            """
        ),
        (
            "receipts.csv", .receipt,
            """
            terminal,rrn,type,amount,level
            T1,1,sale,99.00,E1
            T1,9,sale,8.00,E3

            """
        ),
        (
            "orders.csv", .order,
            """
            order_no,amount,time,status
            SO1,100.00,2026-11-20 10:00:00,unpaid
            SO2,5.00,2026-11-20 10:00:00,paid

            """
        ),
        (
            "bank.csv", .bank,
            """
            date,merchant,amount
            2026-11-21,M1,207.81

            """
        ),
    ]

    static let figures = """
        "currency","CNY"
        "file","0","2","15000","0","0"
        "file","1","3","21000","219","0"
        "bucket","acquirer_matched","2","15000"
        "bucket","till_matched","2","15000"
        "bucket","without_sale","1","6000"
        "sum","20778","M1","3","21000","219","20781","0"
        "fees","0","0","0","0","0","0"
        "side_bucket","receipt_matched","1","9900"
        "side_bucket","receipt_without_charge","1","800"
        "file","2","2","10700","0","0"
        "side_bucket","order_charged","1","10000"
        "side_bucket","order_without_charge","1","500"
        "file","3","2","10500","0","0"
        "deposit","4","21","2","20778","M1","20781",""
        "end"

        """

    static let findings = """
        "PY-02","R","","","","","","","","","","","","acquirer.csv:2@77","M1","T1","1","B1","","sale",\
        "credit","10000","","90","2026-11-21","","order","orders.csv:2@28","","","","","SO1","unpaid",\
        "10000","10000","visa","","","","","90"
        "PY-03","R","","","","","","","","","","","","","","","","","","","","","","","","","receipt",\
        "receipts.csv:3@50","","T1","9","sale","","E3","800","0","","","","","",""
        "PY-04","R","","","","","","","","","","","","acquirer.csv:4@176","M1","T1","3","B1","","sale","qr",\
        "6000","","99","2026-11-21","","","","","","",""
        "PY-05","","","","","","","","","","","","","","","","","","","","","","","","","","order",\
        "orders.csv:3@66","","","","","SO2","paid","500","0","","","","","",""
        "RC-01","R","till.csv:3@92","M1","T1","2","","","sale","","5000","2026-11-20 10:00:00","approved",\
        "acquirer.csv:3@133","M1","T1","2","B1","","sale","qr","5000","","30","2026-11-21","","none","","",\
        "","","","","","0","0","","","","","",""
        "RC-01","R","","","","","","","","","","","","acquirer.csv:4@176","M1","T1","3","B1","","sale","qr",\
        "6000","","99","2026-11-21","","none","","","","","","","","0","0","","","","","",""
        "RC-02","R","till.csv:2@48","M1","T1","1","","","sale","","10000","2026-11-20 10:00:00","approved",\
        "acquirer.csv:2@77","M1","T1","1","B1","","sale","credit","10000","","90","2026-11-21","","receipt",\
        "receipts.csv:2@31","","T1","1","sale","","E1","9900","0","visa","","","","","90"
        "RC-07","R","till.csv:2@48","M1","T1","1","","","sale","","10000","2026-11-20 10:00:00","approved",\
        "acquirer.csv:2@77","M1","T1","1","B1","","sale","credit","10000","","90","2026-11-21","","receipt",\
        "receipts.csv:2@31","","T1","1","sale","","E1","9900","0","visa","","","","","90"
        "end"

        """

    static let fees = """
        "ST-05","R","till.csv:2@48","M1","T1","1","","","sale","","10000","2026-11-20 10:00:00","approved",\
        "acquirer.csv:2@77","M1","T1","1","B1","","sale","credit","10000","","90","2026-11-21","","visa","",\
        "","","","90"
        "ST-05","R","till.csv:3@92","M1","T1","2","","","sale","","5000","2026-11-20 10:00:00","approved",\
        "acquirer.csv:3@133","M1","T1","2","B1","","sale","qr","5000","","30","2026-11-21","","","","","",\
        "",""
        "ST-05","R","","","","","","","","","","","","acquirer.csv:4@176","M1","T1","3","B1","","sale","qr",\
        "6000","","99","2026-11-21","","","","","","",""
        "end"

        """

    static var tariff: Tariff {
        var visa = TariffRow(product: "credit", rate: Rate(text: "0.80%") ?? .zero)
        visa.terms.brand = "visa"
        var batch = TariffRow(product: "qr", rate: Rate(text: "0.60%") ?? .zero)
        batch.terms.level = .batch
        return Tariff(rows: [visa, batch])
    }

    static func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sides-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for input in inputs { try Data(input.text.utf8).write(to: folder.appendingPathComponent(input.name)) }
        try body(folder)
    }

    static func native(_ folder: URL) throws -> [String: [UInt8]] {
        let files = { (side: NativeFiles.Side) in
            inputs.filter { $0.side == side }.map {
                FileJobInput.file(folder.appendingPathComponent($0.name).path, name: $0.name)
            }
        }
        var sink = MemorySink()
        _ = try FileJob(
            inputs: FileJobInputs(
                tills: files(.till), acquirers: files(.acquirer), banks: files(.bank), receipts: files(.receipt),
                orders: files(.order), today: EngineTests.today),
            tariff: tariff, calendar: SettlementCalendar(), threads: 1, version: "test"
        ).run().write(into: &sink)
        return sink.files
    }

    static func handed(
        _ folder: URL, findings: String = findings, fees: String = fees
    ) throws -> [String: [UInt8]] {
        let answers = [("figures", figures), ("findings", findings), ("fees", fees)]
        let paths = try answers.map { name, text in
            let file = folder.appendingPathComponent("answer-\(name).csv")
            try Data(text.utf8).write(to: file)
            return file.path
        }
        let files = try inputs.map { input in
            let path = folder.appendingPathComponent(input.name).path
            return try #require(EngineFile(path: path, name: input.name, side: input.side))
        }
        let job = try EngineJob(
            engine: "spark", files: files, tariff: tariff, calendar: SettlementCalendar(), today: EngineTests.today,
            version: "test")
        var sink = MemorySink()
        _ = try EngineResult(
            job, figures: paths[0], findings: paths[1], fees: paths[2],
            digests: Array(repeating: "", count: files.count)
        ) { _ in nil }.write(into: &sink)
        return sink.files
    }

    @Test func `receipts, orders and fees with special terms become the native engine's files`() throws {
        try Self.inFolder { folder in
            let (native, handed) = (try Self.native(folder), try Self.handed(folder))
            #expect(Set(handed.keys) == Set(native.keys))
            for (name, bytes) in native {
                let text = String(decoding: handed[name] ?? [], as: UTF8.self)
                    .replacing("\"engine\": \"spark\"", with: "\"engine\": \"native\"")
                #expect(text == String(decoding: bytes, as: UTF8.self), "\(name)")
            }
        }
    }

    @Test func `a list of fees without its end, or a witness nobody knows, is no answer`() throws {
        try Self.inFolder { folder in
            #expect(throws: FileJobError.self) { try Self.handed(folder, fees: String(Self.fees.dropLast(6))) }
            #expect(throws: FileJobError.self) { try Self.handed(folder, fees: "") }
            let odd = Self.findings.replacing("\"receipt\"", with: "\"rumour\"")
            #expect(throws: FileJobError.self) { try Self.handed(folder, findings: odd) }
        }
    }
}
