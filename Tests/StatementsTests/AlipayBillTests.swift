// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct AlipayBillTests {
    @Test(arguments: [true, false])
    func `a GBK bill is read whichever sign its refunds have`(_ areNegative: Bool) throws {
        var fixture = AlipayBillFixture()
        fixture.refundsAreNegative = areNegative
        let file = try ReadFile(fixture.bytes)
        #expect(file.recognition.format.name == "alipay-bill")
        #expect(file.recognition.encoding == .gb18030)
        #expect(file.recognition.headerLine == 5)
        #expect(file.rejected.isEmpty)
        #expect(file.rows.map(\.kind) == [.sale, .sale, .refund])
        #expect(file.rows.map(\.amount?.minor) == [12_800, 5_800, 5_800])
        #expect(file.rows.map(\.fee?.minor) == [77, 35, -35])
        #expect(file.rows.map(\.net?.minor) == [12_723, 5_765, -5_765])
        #expect(file.rows[2].order == "RA003")
        #expect(file.rows[2].original == "A002")
        #expect(file.rows.allSatisfy { $0.merchant == "20880000000000000156" })
        #expect(file.rows[1].remark == "蛋糕，小份")
        #expect(file.summary.controlTotals.count == 4)
    }

    @Test func `offsets count the bytes of the file as it was given`() throws {
        let bytes = AlipayBillFixture().bytes
        let file = try ReadFile(bytes)
        for row in file.rows {
            let start = Int(row.byte)
            #expect(bytes[start - 1] == 0x0A)
            #expect(bytes[start..<(start + 4)].elementsEqual("2026".utf8))
            #expect(bytes[..<start].count { $0 == 0x0A } == row.line - 1)
        }
    }

    struct Bent: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bend: @Sendable (inout AlipayBillFixture) -> Void
        let code: StatementError.Code
    }

    static let refused = [
        Bent(testDescription: "sales differ", bend: { $0.salesTotal = "186.01" }, code: .totalsDiffer),
        Bent(testDescription: "refunds differ", bend: { $0.refundsTotal = "-57.00" }, code: .totalsDiffer),
        Bent(testDescription: "no totals", bend: { $0.hasTotals = false }, code: .truncated),
        Bent(testDescription: "a renamed column", bend: { $0.header[12] = "商户实收（元）" }, code: .headerDrifted),
        Bent(testDescription: "a new column", bend: { $0.header.append("新列") }, code: .headerDrifted),
        Bent(testDescription: "an unknown business", bend: { $0.entries[0].type = "转账" }, code: .totalsDiffer),
    ]

    @Test(arguments: refused)
    func `a bill that does not prove itself is refused whole`(_ bent: Bent) throws {
        var fixture = AlipayBillFixture()
        bent.bend(&fixture)
        let error = try #require(throws: StatementError.self) { try ReadFile(fixture.bytes) }
        #expect(error.code == bent.code)
    }

    @Test func `a refund without a number of its own is set aside`() throws {
        var fixture = AlipayBillFixture()
        fixture.entries[2].refundNumber = "\t"
        let file = try ReadFile(fixture.bytes)
        #expect(file.rejected.map(\.fault) == [.noRefundNumber(column: "退款批次号/请求号")])
    }

    @Test func `the summary that comes with a bill is told from it`() throws {
        let text = "#支付宝业务汇总查询\r\n#账号：[20880000000000000156]\r\n门店编号,门店名称,交易订单总笔数\r\n"
        let error = try #require(throws: StatementError.self) { try ReadFile(GBK.bytes(text)) }
        #expect(error.code == .notDetail)
    }
}
