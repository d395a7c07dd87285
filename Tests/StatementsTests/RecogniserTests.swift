// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct RecogniserTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let code: StatementError.Code
        /// What the English message must say.
        let says: String

        init(_ description: String, _ text: String, _ code: StatementError.Code, says: String) {
            self.init(description, Array(text.utf8), code, says: says)
        }

        init(_ description: String, _ bytes: [UInt8], _ code: StatementError.Code, says: String) {
            testDescription = description
            self.bytes = bytes
            self.code = code
            self.says = says
        }
    }

    static let refusals = [
        Refusal("nothing", "", .empty, says: "empty"),
        Refusal("blanks", "\n \r\n\t\n", .empty, says: "empty"),
        Refusal("a zip within a zip", [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 65], .notATextFile, says: "unpack it first"),
        Refusal("a gzip within a zip", [0x1F, 0x8B, 8, 0, 0], .notATextFile, says: "unpack it first"),
        Refusal("a workbook cut short", [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 65], .notATextFile, says: "Excel"),
        Refusal("an old workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], .notATextFile, says: "xls"),
        Refusal("a PDF", "%PDF-1.7\n", .notATextFile, says: "PDF"),
        Refusal("a web page", "\n<!DOCTYPE html><html></html>", .notATextFile, says: "web page"),
        Refusal("UTF-16", [0xFF, 0xFE, 0x74, 0, 0x65, 0], .wrongEncoding, says: "UTF-16"),
        Refusal("zeros", [65, 66, 0, 0, 67], .notATextFile, says: "binary"),
        Refusal("neither UTF-8 nor GBK", [0x61, 0xFF, 0xFE, 0x0A, 0xC0], .wrongEncoding, says: "UTF-8"),
        Refusal("another file", "name,size,colour\na,1,red\n", .unrecognised, says: "name, size, colour"),
        Refusal(
            "a renamed column", "terminal,rrn,type,amt,time\nT1,1,sale,1.00,2026-11-20 15:00:00\n", .headerDrifted,
            says: "“amount” is missing, the nearest seen is “amt”"),
        Refusal(
            "a column twice", "terminal,rrn,type,amount,amount,time\n", .headerDrifted, says: "twice"),
        Refusal(
            "till and acquirer at once", "terminal,rrn,type,amount,time,printed,fee\n", .ambiguous, says: "--format"),
        Refusal(
            "the fund-flow bill", "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元)\n", .notDetail,
            says: "fund-flow"),
    ]

    @Test(arguments: refusals)
    func `what cannot be read is refused with a way on`(_ refusal: Refusal) throws {
        let error = try #require(throws: StatementError.self) { try ReadFile(refusal.bytes) }
        #expect(error.code == refusal.code)
        #expect(error.message.english.contains(refusal.says), "\(error.message.english)")
        #expect(!error.message.chinese.isEmpty)
    }

    @Test func `a format chosen by a person overrides, and must fit`() throws {
        let both = "terminal,rrn,type,amount,time,printed,fee\nT1,1,sale,1.00,2026-11-20 15:00:00,1,0.01\n"
        #expect(try ReadFile(both, format: "acquirer-csv").rows.first?.fee?.minor == 1)
        #expect(try ReadFile(both, format: "till-csv").rows.first?.printed == true)
        let wrong = try #require(throws: StatementError.self) { try ReadFile(both, format: "wechat-bill") }
        #expect(wrong.code == .headerDrifted)
        let unknown = try #require(throws: StatementError.self) { try ReadFile(both, format: "weechat") }
        #expect(unknown.code == .unknownFormat)
        #expect(unknown.message.english.contains("wechat-bill"))
    }

    @Test func `a file with only what both have is read as a till journal, with a warning`() throws {
        let file = try ReadFile("terminal,rrn,type,amount,time\nT1,1,sale,1.00,2026-11-20 15:00:00\n")
        #expect(file.recognition.format.name == "till-csv")
        #expect(file.recognition.confidence < 90)
        #expect(file.summary.warnings.count == 1)
    }

    @Test func `a byte order mark before a quoted header is no part of its first column`() throws {
        let file = try ReadFile("\u{FEFF}\"date\",\"amount\"\n\"2026-11-20\",\"1.00\"\n")
        #expect(file.recognition.columns == ["date", "amount"])
        #expect(file.rows.map(\.byte) == [19] && file.rows.map(\.line) == [2])
    }

    @Test func `one bad byte in much UTF-8 is a bad row, not another encoding`() throws {
        var bytes = Array("terminal,rrn,type,amount,time,operator\n".utf8)
        for number in 1...5 { bytes += Array("T1,\(number),sale,1.00,2026-11-20 15:00:00,张三李四\n".utf8) }
        bytes += Array("T1,6,sale,1.00,2026-11-20 15:00:00,".utf8) + [0xFF, 0x0A]
        let file = try ReadFile(bytes)
        #expect(file.recognition.encoding == .utf8)
        #expect(file.rows.count == 5)
        #expect(file.rejected.map(\.fault) == [.notText(column: "operator", encoding: .utf8)])
    }

    @Test func `columns that are not read are named`() throws {
        let file = try ReadFile("date,amount,memo,balance\n2026-11-20,1.00,x,2\n")
        #expect(file.recognition.unreadColumns == ["memo", "balance"])
        #expect(file.summary.warnings.first?.english.contains("memo, balance") == true)
    }

    @Test func `every format has a name of its own and a title in both languages`() {
        let names = Recogniser.formats.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count > 13)
        #expect(Recogniser.formats.allSatisfy { !$0.title.chinese.isEmpty && !$0.title.english.isEmpty })
    }
}
