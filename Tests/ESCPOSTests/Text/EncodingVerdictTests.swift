// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct EncodingVerdictTests {
    struct Job: Sendable, CustomTestStringConvertible {
        let name: String
        let stream: [UInt8]
        let encoding: PrintEncoding
        let origin: EncodingVerdict.Origin
        let least: Int
        let lines: [String]
        var testDescription: String { name }
    }

    private static func job(
        _ name: String, _ head: [UInt8], _ lines: [String], _ encoding: PrintEncoding, says: PrintEncoding? = nil,
        _ origin: EncodingVerdict.Origin = .detected, least: Int = 80
    ) -> Job {
        var body: [UInt8] = []
        for line in lines { body += (encoding.bytes(line) ?? []) + [0x0A] }
        return Job(
            name: name, stream: [0x1B, 0x40] + head + body, encoding: says ?? encoding, origin: origin, least: least,
            lines: lines)
    }

    static let chinese = ["商户名称：老王牛肉面", "交易类型：消费", "金额 RMB 58.00", "谢谢惠顾"]
    static let jobs: [Job] = [
        job("GBK after FS &", [0x1C, 0x26], chinese, .gbk),
        job("GBK, nothing said", [], chinese, .gbk),
        job("GBK as ESC 9 says", [0x1C, 0x26, 0x1B, 0x39, 0x00], chinese, .gbk, .commanded, least: 100),
        job("GB 18030 with four bytes", [], chinese + ["店长 𠮷野"], .gb18030),
        job("UTF-8 as FS ( C says", [0x1C, 0x28, 0x43, 2, 0, 0x30, 2], chinese, .utf8, .commanded, least: 100),
        job("UTF-8 as ESC 9 says", [0x1C, 0x26, 0x1B, 0x39, 0x01], chinese, .utf8, .commanded, least: 100),
        job("UTF-8, nothing said", [], chinese, .utf8),
        job("Big5, nothing said", [], ["商戶名稱：鼎泰豐", "總計 NT$120", "謝謝光臨"], .big5),
        job("Shift JIS, nothing said", [], ["領収書", "合計 500円", "ありがとうございました"], .shiftJIS),
        job("Shift JIS as FS C says", [0x1C, 0x43, 1, 0x1C, 0x26], ["合計 500円"], .shiftJIS, .commanded, least: 100),
        job("half-width katakana", [], ["ｺｰﾋｰ 300円", "合計 300円", "ｱﾘｶﾞﾄｳｺﾞｻﾞｲﾏｼﾀ"], .shiftJIS),
        job("EUC-KR, nothing said", [], ["가맹점명 스타벅스", "합계 5,000원", "감사합니다"], .eucKR),
        job("CP858 by ESC t", [0x1B, 0x74, 19], ["Café crème 3.50", "Total € 3.50"], .page(.cp858), .commanded),
        job("CP866 by ESC t", [0x1B, 0x74, 17], ["Хлеб", "ИТОГО 58.00"], .page(.cp866), .commanded),
        job(
            "CP437, nothing said", [], ["Bäckerei Müller", "Brötchen 0.80", "Crème brûlée"], .page(.cp437), .assumed,
            least: 0),
        job("ASCII", [], ["TOTAL 58.00"], .ascii, .commanded, least: 100),
        job(
            "page after FS .", [0x1C, 0x2E, 0x1B, 0x74, 16], ["Zahlung über Karte €"], .page(.windows1252), .commanded),
    ]

    @Test(arguments: jobs)
    func `a job is read in its encoding, and surely`(_ job: Job) {
        let printout = Printout.read(job.stream)
        #expect(printout.lines == job.lines)
        #expect(printout.encoding.encoding == job.encoding)
        #expect(printout.encoding.origin == job.origin)
        #expect(printout.encoding.confidence >= job.least)
        #expect(StreamText(job.stream).encoding == printout.encoding)
    }

    @Test func `two characters that two encodings explain equally well are never sure`() {
        for text in ["合", "计", "金"] {
            let bytes = (PrintEncoding.gbk.bytes(text) ?? []) + [0x0A]
            #expect(Printout.read(bytes).encoding.confidence < 80, "\(text)")
        }
    }

    @Test func `JIS of seven bits is read while CJK is on`() {
        let pair = PrintEncoding.jis.bytes("合計") ?? []
        let stream = [0x1C, 0x43, 0, 0x1C, 0x26] + pair + [0x1C, 0x2E] + Array(" 500\n".utf8)
        #expect(Printout.read(stream).lines == ["合計 500"])
    }

    @Test func `a switch of pages in one job is followed piece by piece`() {
        let stream: [UInt8] = [0x1B, 0x74, 0, 0x82, 0x1B, 0x74, 16, 0xE9, 0x80, 0x1B, 0x74, 17, 0x80, 0x81, 0x0A]
        #expect(Printout.read(stream).lines == ["éé€АБ"])
    }

    @Test func `a wide character across two text tokens is whole`() {
        let text = String(repeating: "汉字", count: 20_000)
        let bytes = [0x41] + (PrintEncoding.gbk.bytes(text) ?? []) + [0x0A]
        let printout = Printout.read(bytes)
        #expect(printout.lines.joined() == "A" + text)
        #expect(printout.facts.unreadable == 0)
    }

    @Test func `a number that no table knows leaves its bytes unreadable and says so`() {
        let printout = Printout.read([0x1B, 0x74, 200, 0x41, 0xE9, 0x0A])
        #expect(printout.lines == ["A\u{FFFD}"])
        #expect(printout.facts.unreadable == 1)
        #expect(printout.encoding.confidence < 80)
    }
}
