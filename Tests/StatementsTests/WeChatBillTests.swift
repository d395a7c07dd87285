// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct WeChatBillTests {
    @Test(arguments: WeChatBillFixture.Layout.allCases)
    func `every layout is recognised and every row is typed`(_ layout: WeChatBillFixture.Layout) throws {
        let fixture = WeChatBillFixture.day(layout)
        let file = try ReadFile(fixture.text)
        #expect(file.recognition.format.name == "wechat-bill")
        #expect(file.recognition.confidence == 100)
        #expect(file.recognition.headerLine == 1)
        #expect(file.rejected.isEmpty)
        #expect(file.rows.count == fixture.entries.count)
        #expect(file.rows.map(\.line) == Array(2...(fixture.entries.count + 1)))
        #expect(file.summary.controlTotals.count == fixture.totalNames.count)
        #expect(file.summary.controlTotals.allSatisfy { $0.agrees && $0.isBinding })
    }

    @Test func `a sale carries its numbers, its money and its goods`() throws {
        let row = try #require(try ReadFile(WeChatBillFixture.day().text).rows.dropFirst().first)
        #expect(row.kind == .sale)
        #expect(row.status == .approved)
        #expect(row.amount == Money(minor: 5_800))
        #expect(row.fee == Money(minor: 35))
        #expect(row.net == Money(minor: 5_765))
        #expect(row.merchant == "1900000001")
        #expect(row.order == "0000002", "leading zeros stay")
        #expect(row.channelOrder == "420000000120261120000000000002")
        #expect(row.occurredAt?.description == "2026-11-20 15:03:02")
        #expect(row.remark == "面,大份", "a comma inside a cell is not the end of it")
        #expect(row.product == "wechat")
    }

    @Test func `a refund has its own numbers, names its sale and gives the fee back`() throws {
        let row = try #require(try ReadFile(WeChatBillFixture.day().text).rows.last)
        #expect(row.kind == .refund)
        #expect(row.amount == Money(minor: 5_800))
        #expect(row.fee == Money(minor: -35))
        #expect(row.net == Money(minor: -5_765))
        #expect(row.order == "R0004")
        #expect(row.original == "0000002")
        #expect(row.channelOrder == "50300000012026112000000000004")
    }

    struct Bent: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bend: @Sendable (inout WeChatBillFixture) -> Void
        let code: StatementError.Code
        let field: String
    }

    static let refused = [
        Bent(
            testDescription: "a row is missing", bend: { $0.totals["总交易单数"] = "5" }, code: .totalsDiffer, field: "总交易单数"
        ),
        Bent(
            testDescription: "a fen is missing", bend: { $0.totals["订单总金额"] = "218.51" }, code: .totalsDiffer,
            field: "订单总金额"),
        Bent(
            testDescription: "the fees do not add up", bend: { $0.totals["手续费总金额"] = "1.33" }, code: .totalsDiffer,
            field: "手续费总金额"),
        Bent(
            testDescription: "the totals are cut off", bend: { $0.hasTotals = false }, code: .truncated, field: "总交易单数"),
        Bent(
            testDescription: "an amount cannot be read", bend: { $0.entries[0].fee = "x" }, code: .totalsDiffer,
            field: "手续费总金额"),
    ]

    @Test(arguments: refused)
    func `a bill that does not prove itself is refused whole`(_ bent: Bent) throws {
        var fixture = WeChatBillFixture.day()
        bent.bend(&fixture)
        let error = try #require(throws: StatementError.self) { try ReadFile(fixture.text) }
        #expect(error.code == bent.code)
        #expect(error.field == bent.field)
    }

    @Test func `a mismatch states both numbers`() throws {
        var fixture = WeChatBillFixture.day()
        fixture.totals["订单总金额"] = "999.00"
        let error = try #require(throws: StatementError.self) { try ReadFile(fixture.text) }
        #expect(error.message.english.contains("999.00") && error.message.english.contains("218.50"))
        #expect(error.message.chinese.contains("999.00") && error.message.chinese.contains("218.50"))
    }

    @Test func `a column that was renamed stops the file and names the nearest`() throws {
        let text = WeChatBillFixture.day().text
        let renamed = text.replacing("应结订单金额", with: "应结算订单金额")
        let error = try #require(throws: StatementError.self) { try ReadFile(renamed) }
        #expect(error.code == .headerDrifted)
        #expect(error.field == "应结订单金额")
        #expect(error.message.english.contains("应结算订单金额"))
        let added = text.replacing("费率备注", with: "费率备注,新列")
        #expect(try #require(throws: StatementError.self) { try ReadFile(added) }.code == .headerDrifted)
    }

    @Test func `a fee that is not exact to the fen is set aside, and still counted in the totals`() throws {
        var fixture = WeChatBillFixture.day()
        fixture.entries[0].fee = "0.76800"
        fixture.totals["手续费总金额"] = "0.96800"
        let file = try ReadFile(fixture.text)
        #expect(file.rejected.map(\.fault) == [.tooManyDecimals(column: "手续费", allowed: 2)])
        #expect(file.rows.count == 3)
    }

    @Test func `an order number that a spreadsheet destroyed is set aside and says so`() throws {
        var fixture = WeChatBillFixture.day()
        fixture.entries[1].order = "4.00123E+27"
        let file = try ReadFile(fixture.text)
        #expect(file.rejected.map(\.fault) == [.scientific(column: "商户订单号")])
        #expect(file.rejected[0].fault.phrase.english.contains("Excel"))
        #expect(file.rejected[0].line == 3)
    }

    @Test(arguments: [1, 2, 3, 7, 64, 4_096])
    func `the rows are the same however the bytes arrive`(_ chunk: Int) throws {
        let text = WeChatBillFixture.day().text
        let (whole, split) = (try ReadFile(text), try ReadFile(text, chunk: chunk))
        #expect(whole.rows == split.rows)
        #expect(whole.summary == split.summary)
    }

    @Test(arguments: ["\n", "\r\n"], [true, false])
    func `line ends, byte order mark and a missing last line end change nothing`(
        _ lineEnd: String, _ isPlain: Bool
    ) throws {
        var fixture = WeChatBillFixture.day()
        fixture.lineEnd = lineEnd
        fixture.hasMark = !isPlain
        fixture.endsWithLineEnd = !isPlain
        let file = try ReadFile(fixture.text)
        #expect(file.rows.map(\.amount) == (try ReadFile(WeChatBillFixture.day().text)).rows.map(\.amount))
        #expect(file.recognition.hasByteOrderMark == !isPlain)
    }

    @Test func `a bill saved again by a spreadsheet with quotes is still cut right`() throws {
        let text = WeChatBillFixture.day().text.replacing("`面,大份", with: "\"`面,大份\"")
        let file = try ReadFile(text)
        #expect(file.rejected.isEmpty)
        #expect(file.rows[1].remark == "面,大份")
    }

    @Test func `rows after the totals refuse the file`() throws {
        let text = WeChatBillFixture.day().text
        let error = try #require(throws: StatementError.self) { try ReadFile(text + text) }
        #expect(error.code == .truncated)
    }
}
