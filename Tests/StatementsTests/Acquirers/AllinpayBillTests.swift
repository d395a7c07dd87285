// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct AllinpayBillTests {
    @Test(arguments: ["allinpay.txt", "allinpay-page.csv"])
    func `a bill is read with and without a header`(_ name: String) throws {
        let file = try ReadFile(try Samples.bytes(name))
        #expect(file.recognition.format.name == "allinpay-bill" && file.recognition.format.role == .acquirer)
        #expect(file.recognition.headerLine == (name == "allinpay.txt" ? 0 : 1))
        #expect(file.rows.map(\.kind) == [.sale, .sale, .void, .refund, .sale, .refund])
        #expect(file.rows.map(\.amount?.minor) == [12_800, 500_000, 12_800, 100_000, 5_800, 10_000])
        #expect(file.rows.map(\.product) == ["debit", "credit", "debit", "credit", "wechat", "credit"])
        #expect(file.rows[0].occurredAt?.description == "2026-11-20 10:15:30")
        #expect(file.rows[0].card?.description == "622202******0128" && file.rows[0].channel == "工商银行")
        #expect(file.summary.counts.read == 10)
    }

    @Test func `terminal, batch, voucher and reference are the key that the slip has`() throws {
        let row = try #require(try ReadFile(try Samples.bytes("allinpay.txt")).rows.first)
        #expect(row.merchant == "821290059720001" && row.terminal == "10293847")
        #expect(row.batch == "000123" && row.voucher == "000451" && row.reference == "112010000451")
        #expect(row.channelOrder == "241120100000000451" && row.order == nil)
    }

    @Test func `the settled amount proves which way the fee of a refund went`() throws {
        let file = try ReadFile(try Samples.bytes("allinpay.txt"))
        #expect(file.rows.map(\.fee?.minor) == [64, 3_000, -64, -600, 22, 60])
        #expect(file.rows.map(\.net?.minor) == [12_736, 497_000, -12_736, -99_400, 5_778, -10_060])
        // 100.00 back, 0.60 fee, 99.00 settled: neither given back nor charged once more.
        #expect(file.rejected.first?.fault == .clashingSign(column: "手续费", type: "退货"))
    }

    @Test func `what is no payment is set aside with its reason, in file order`() throws {
        let file = try ReadFile(try Samples.bytes("allinpay.txt"))
        #expect(file.rejected.map(\.line) == [7, 8, 9, 10])
        guard case .setAside(let reason) = file.rejected[1].fault else {
            Issue.record("a pre-authorisation is set aside")
            return
        }
        #expect(reason.chinese.contains("预授权") && reason.english.contains("pre-authorisation"))
        #expect(file.rejected[2].fault == .unknownWord(column: "交易类型", word: "积分兑换"))
        #expect(file.rejected[3].fault == .noKey)
    }

    @Test(arguments: ["allinpay.txt", "allinpay-page.csv"])
    func `nothing about a person is kept, not even of a bad row`(_ name: String) throws {
        let file = try ReadFile(try Samples.bytes(name))
        let kept = "\(file.rows)" + file.rejected.map(\.text).joined()
        for personal in ["张三", "李四", "11010119900307", "6222021234567890128", "openid"] {
            #expect(!kept.contains(personal), "\(personal)")
        }
        #expect(file.rejected[2].text.contains("112010000459"))
    }

    @Test func `a row whose cells cannot be told apart keeps only its beginning`() throws {
        var bytes = try Samples.bytes("allinpay.txt")
        bytes += GBK.bytes(
            "821290059720001,店,10293847,10:15:30,消费,000123,000460,112010000460,,借记卡,,,1.00,0.00,2026-11-20,1,,a,b,,"
                + ",,,,10:15:30,王五,110101199003077758,,,,,,王五,,2026-11-20\r\n")
        let row = try #require(try ReadFile(bytes).rejected.last)
        #expect(row.fault == .columnCount(seen: 35, expected: 34))
        #expect(row.text.contains("112010000460") && !row.text.contains("王五") && !row.text.contains("110101"))
    }

    @Test func `a renamed column of the page stops the file and names both`() throws {
        let text = String(decoding: try Samples.bytes("allinpay-page.csv"), as: UTF8.self)
        let error = try #require(throws: StatementError.self) {
            try ReadFile(text.replacing("\"参考号\"", with: "\"检索参考号\""))
        }
        #expect(error.code == .headerDrifted && error.field == "参考号")
        #expect(error.message.english.contains("检索参考号") && error.message.chinese.contains("检索参考号"))
    }

    @Test func `a chosen format must fit`() throws {
        let bytes = try Samples.bytes("allinpay.txt")
        #expect(try ReadFile(bytes, format: "allinpay-bill").rows.count == 6)
        let error = try #require(throws: StatementError.self) {
            try ReadFile("a,b\n1,2\n", format: "allinpay-bill")
        }
        #expect(error.code == .headerDrifted)
    }
}
