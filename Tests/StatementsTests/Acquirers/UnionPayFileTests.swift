// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct UnionPayFileTests {
    static let name = "INN26112088ZM_898440154110001"

    @Test(arguments: ["98", "131", "split"])
    func `each edition of the tail is read alike`(_ tail: String) throws {
        let file = try ReadFile(try Samples.bytes("\(Self.name)-\(tail)"), name: Self.name)
        #expect(file.recognition.format.name == "unionpay-zm" && file.recognition.encoding == .gb18030)
        #expect(file.rows.map(\.kind) == [.sale, .sale, .refund, .sale, .sale])
        #expect(file.rows.map(\.amount?.minor) == [12_800, 5_800, 5_800, 1_000, 1_000])
        #expect(file.rows.map(\.fee?.minor) == [77, 35, -35, 6, 6])
        #expect(file.rows.map(\.net?.minor) == [12_723, 5_765, -5_765, 1_000, 994])
        #expect(file.rows.map(\.product) == ["credit", "debit", "credit", "credit", "credit"])
        #expect(file.rows[0].occurredAt?.description == "2026-11-20 15:30:07")
        #expect(file.rows[0].order == "A20261120001" && file.rows[0].channelOrder == "202611201530071234567")
        #expect(file.rows[2].original == "A20261120002" && file.rows[0].remark == "三楼")
        #expect(file.rows.allSatisfy { $0.merchant == "898440154110001" && $0.terminal == "10293847" })
    }

    @Test func `bad rows name the field, and a full card number is in none of it`() throws {
        let file = try ReadFile(try Samples.bytes("\(Self.name)-98"), name: Self.name)
        #expect(
            file.rejected.map(\.fault) == [
                .netDiffers(column: "结算金额"), .unknownWord(column: "交易代码", word: "S56"), .notATime(column: "交易传输时间"),
            ])
        #expect(file.rows.last?.card?.description == "622202******0128")
        #expect(!"\(file)".contains("6222021234567890128"))
    }

    /// One row, cut or with bytes replaced.
    static func row(_ change: (inout [UInt8]) -> Void) throws -> [UInt8] {
        let bytes = try Samples.bytes("\(name)-98")
        let end = try #require(bytes.firstIndex(of: 0x0A)) + 1
        var row = Array(bytes[end..<(end * 2)])
        change(&row)
        return Array(bytes[..<end]) + row
    }

    @Test func `a row that is cut short, or whose bytes have moved, is set aside`() throws {
        let short = try ReadFile(try Self.row { $0.removeLast($0.count - 300) }, name: Self.name)
        guard case .cutShort = short.rejected.first?.fault else {
            Issue.record("\(short.rejected)")
            return
        }
        let moved = try ReadFile(try Self.row { $0.insert(0x30, at: 20) }, name: Self.name)
        guard case .misaligned = moved.rejected.first?.fault else {
            Issue.record("\(moved.rejected)")
            return
        }
        #expect(short.rows.count == 1 && moved.rows.count == 1)
    }

    struct YearCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fileName: String
        let time: String
        let number: String
        let year: String?
    }

    static let years = [
        YearCase(
            testDescription: "both agree", fileName: "INN260102ZM_1", time: "1231235950",
            number: "202512312359501234567", year: "2025"),
        YearCase(
            testDescription: "the file's name alone, over New Year", fileName: "INN260102ZM_1", time: "1231235950",
            number: "X", year: "2025"),
        YearCase(
            testDescription: "the file's name alone, after New Year", fileName: "INN260102ZM_1", time: "0101000010",
            number: "X", year: "2026"),
        YearCase(
            testDescription: "the query number alone", fileName: "bill.txt", time: "1231235950",
            number: "202512312359501234567", year: "2025"),
        YearCase(testDescription: "neither", fileName: "bill.txt", time: "1231235950", number: "X", year: nil),
        YearCase(
            testDescription: "they disagree", fileName: "INN260102ZM_1", time: "1231235950",
            number: "202412312359501234567", year: nil),
        YearCase(
            testDescription: "too far from the settlement day", fileName: "INN260102ZM_1", time: "0701235950",
            number: "X", year: nil),
        YearCase(
            testDescription: "a leap day where the year has none", fileName: "INN260301ZM_1", time: "0229235950",
            number: "X", year: nil),
        YearCase(
            testDescription: "a leap day", fileName: "a/INN280301ZM_1", time: "0229235950", number: "X",
            year: "2028"),
    ]

    @Test(arguments: years)
    func `F10 the year is inferred from what the file says, never from the day of the run, or the row is set aside`(
        _ story: YearCase
    ) throws {
        let bytes = try Self.row { row in
            row.replaceSubrange(35..<45, with: Array(story.time.utf8))
            let number = Array(story.number.utf8) + [UInt8](repeating: 0x20, count: 21 - story.number.utf8.count)
            row.replaceSubrange(87..<108, with: number)
        }
        let file = try ReadFile(bytes, name: story.fileName)
        let row = file.rows.last { $0.line == 2 }
        #expect(row.map { String($0.occurredAt?.description.prefix(4) ?? "") } == story.year)
        if story.year == nil { #expect(file.rejected.last?.line == 2) }
    }

    @Test func `errors are set aside with that reason`() throws {
        let file = try ReadFile(try Samples.bytes("INN26112088ZME_898440154110001"))
        #expect(file.recognition.format.name == "unionpay-zme" && file.rows.isEmpty)
        #expect(file.rejected.first?.fault.phrase.chinese.contains("差错") == true)
    }

    @Test func `a file saved again in UTF-8 has its bytes moved and says so`() throws {
        let text = try #require(TextDecoder(.gb18030)?.text(try Samples.bytes("\(Self.name)-98")[...]))
        let error = Result { () throws(StatementError) in try ReadFile(text, name: Self.name) }
        if case .success(let file) = error { #expect(file.rows.isEmpty) }
    }
}
