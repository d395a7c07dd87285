// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Columns
@testable import Reconciliation
import Statements
import Testing

/// Which encoding a file is taken for, and what happens to rows that are not of it.
@Suite struct FileEncodingTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let told: RowEncoding?
    }

    private static func gbk(_ text: String) -> [UInt8] { ChineseText.gb18030(text) }
    private static func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

    static let samples = [
        Sample(testDescription: "plain letters say nothing", bytes: utf8("a,b\nc,d\n"), told: nil),
        Sample(testDescription: "UTF-8", bytes: utf8("终端,a\n外卖,b\n"), told: .utf8),
        Sample(testDescription: "GBK", bytes: gbk("终端,a\n外卖,b\n"), told: .gb18030),
        Sample(testDescription: "GBK with one word that is UTF-8 too", bytes: gbk("联通\n外卖\n牛肉面\n"), told: .gb18030),
        Sample(testDescription: "characters of four bytes", bytes: gbk("𠮷野家\n𠮷\n"), told: .gb18030),
        Sample(
            testDescription: "UTF-8 with a row in GBK", bytes: utf8("终端\n外卖\n") + gbk("牛肉面\n"), told: .utf8),
        Sample(
            testDescription: "as many rows of one as of the other", bytes: utf8("终端\n") + gbk("牛肉面\n"), told: .utf8),
        Sample(
            testDescription: "UTF-8 that a till cut inside its characters",
            bytes: (0..<9).flatMap { _ in utf8("牛肉面").dropLast() + utf8("\n") }, told: .utf8),
        Sample(
            testDescription: "Western accents", bytes: [0x63, 0xE9, 0x64, 0x69, 0x74, 10, 0x6E, 0xE9, 0x65], told: .utf8
        ),
        Sample(testDescription: "noise", bytes: [0xFF, 0x80, 10, 0xFF], told: .utf8),
    ]

    @Test(arguments: samples)
    func `the lines of a sample decide`(_ sample: Sample) {
        #expect(FileEncoding.encoding(of: sample.bytes, isWhole: true) == sample.told)
    }

    @Test(arguments: 1...12)
    func `a sample that ends inside a character decides as the whole does`(_ cut: Int) {
        let bytes = Self.gbk("终端,a\n外卖,b\n牛肉面𠮷,c\n")
        #expect(FileEncoding.encoding(of: Array(bytes.dropLast(cut)), isWhole: false) == .gb18030)
    }

    static let header = "terminal,rrn,type,amount,time,remark\n"
    static let acquirer = "terminal,rrn,type,amount\n终端,1,sale,5.00\n"
    private static func row(_ number: Int, _ remark: String) -> String {
        "终端,\(number),sale,5.00,2026-11-20 10:00:00,\(remark)\n"
    }

    private func run(_ till: [UInt8], chunk: Int = 64 << 10) throws -> Job.Outcome {
        var job = Job(tills: ["till"], acquirers: ["acquirer"])
        job.chunk = chunk
        job.write = { $0 == "till" ? till : Self.utf8(Self.acquirer) }
        return try job.run()
    }

    @Test func `a till file in GBK and an acquirer file in UTF-8 name the same terminal`() throws {
        let outcome = try run(Self.gbk(Self.header + Self.row(1, "外卖")))
        #expect(outcome.summary.matched == 1)
        #expect(outcome.findings == [])
        #expect(outcome.summary.files.map(\.encoding) == ["GB18030", "UTF-8"])
        #expect(outcome.files["summary.json"]?.contains("\"encoding\": \"GB18030\"") == true)
    }

    @Test func `a header in Chinese that nobody asks for does not matter`() throws {
        let till = "备注,terminal,rrn,type,amount,time\n外卖,终端,1,sale,5.00,2026-11-20 10:00:00\n"
        #expect(try run(Self.gbk(till)).summary.matched == 1)
        #expect(NativeFiles.isNative(Self.gbk(till), side: .till))
    }

    @Test(arguments: [100, 4_096, 1 << 20])
    func `a file whose Chinese comes after its first 64 KiB is read again`(_ chunk: Int) throws {
        var till = Self.utf8(Self.header)
        for number in 0..<2_500 { till += Self.utf8("T1,\(number),sale,5.00,2026-12-02 10:00:00,\n") }
        #expect(till.count > 64 << 10)
        let outcome = try run(till + Self.gbk(Self.row(1, "外卖") + Self.row(2, "牛肉面")), chunk: chunk)
        #expect(outcome.summary.matched == 1)
        #expect(outcome.summary.quarantined == 0)
        #expect(outcome.rows("findings.csv").map { [$0[0], $0[2], $0[3]] } == [["ST-01", "终端", "2"]])
        #expect(outcome.summary.files[0].encoding == "GB18030")
    }

    @Test func `rows of another encoding are put aside, the others are read`() throws {
        let chinese = Self.gbk(Self.header + Self.row(1, "外卖") + Self.row(2, "牛肉面")) + [0xE7, 0x0A]
        let first = try run(chinese + Self.gbk("终端,3,sale,5.00,2026-11-20 10:00:00,") + [0xFF, 0x0A])
        #expect(first.summary.matched == 1)
        let reasons = first.rows("quarantine.csv").map { $0[3] }
        #expect(reasons == ["wrong number of fields", "not GB18030 (GBK)"])
        #expect(first.files["quarantine.csv"]?.contains("终端,3,sale") == true)

        let second = try run(Self.utf8(Self.header + Self.row(1, "外卖") + Self.row(2, "面")) + Self.gbk(Self.row(3, "面")))
        #expect(second.summary.matched == 1)
        #expect(second.rows("quarantine.csv").map { $0[3] } == ["not UTF-8"])
        #expect(second.summary.files[0].encoding == "UTF-8")
    }

    @Test func `the proof knows the characters that the system's table has`() {
        let decode = FileEncoding.gb18030()
        let isOdd = { (code: [UInt8]) in GB18030Proof.holds(code[...]) != (decode(code[...]) != nil) }
        let pairs = (0x80...0xFF).flatMap { lead in (0...0xFF).map { [UInt8(lead), UInt8($0)] } }
        #expect(pairs.filter { isOdd($0) || GB18030Proof.holds($0[...]) != Self.isPair($0) } == [])
        let places = Array(0..<40_000) + Array(stride(from: 40_000, to: 1_587_600, by: 997))
        let codes = places.map { place in
            [
                UInt8(place / 12_600 + 0x81), UInt8(place / 1_260 % 10 + 0x30), UInt8(place / 10 % 126 + 0x81),
                UInt8(place % 10 + 0x30),
            ]
        }
        #expect(codes.filter(isOdd) == [])
    }

    private static func isPair(_ pair: [UInt8]) -> Bool {
        (0x81...0xFE).contains(pair[0]) && pair[1] >= 0x40 && pair[1] != 0x7F && pair[1] != 0xFF
    }

    @Test(arguments: 0..<40)
    func `the proof agrees with the table at every cut`(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        let decode = FileEncoding.gb18030()
        for _ in 0..<200 {
            var bytes = ChineseText.gb18030(
                (0..<4).map { _ in ["ab", "12345678"][dice.roll(2)] + ChineseText.words[dice.roll(11)] }.joined())
            if dice.roll(2) == 0 { bytes[dice.roll(bytes.count)] = UInt8(dice.roll(256)) }
            let part = bytes.dropFirst(dice.roll(bytes.count)).prefix(dice.roll(30))
            #expect(GB18030Proof.holds(part) == (decode(part) != nil), "\(Array(part))")
        }
    }
}
