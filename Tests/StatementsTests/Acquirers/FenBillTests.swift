// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct FenBillTests {
    @Test func `amounts that count fen are fen`() throws {
        let file = try ReadFile(try Samples.bytes("fen.csv"))
        #expect(file.recognition.format.name == "fen-bill" && file.recognition.encoding == .gb18030)
        #expect(file.rows.map(\.kind) == [.sale, .refund, .refund, .sale])
        #expect(file.rows.map(\.amount?.text) == ["58.00", "10.00", "10.00", "1.00"])
        #expect(file.rows.map(\.fee?.minor) == [22, -4, -4, 0])
        #expect(file.rows.map(\.net?.minor) == [5_778, -996, -996, 100])
        #expect(file.rows.map(\.order) == ["A-1", "R-1", "R-2", "A-2"])
        #expect(file.rows.map(\.original) == [nil, "A-1", "A-1", nil])
        #expect(file.rows.map(\.status) == [.approved, .approved, .approved, .declined])
        #expect(file.rows.map(\.product) == ["wechat", "wechat", "wechat", "alipay"])
    }

    @Test func `yuan in a column of fen, sums that differ and refunds without a number are bad rows`() throws {
        #expect(
            try ReadFile(try Samples.bytes("fen.csv")).rejected.map(\.fault) == [
                .notAnAmount(column: "交易金额(分)"), .netDiffers(column: "结算金额(分)"),
                .noRefundNumber(column: "商户退款单号"),
            ])
    }

    @Test func `a bill that does not say fen is not read as one`() throws {
        let text = "商户订单号,交易类型,交易时间,交易金额,手续费\nA-1,支付,2026-11-20 10:00:00,5800,22\n"
        let error = try #require(throws: StatementError.self) { try ReadFile(text) }
        #expect(error.code == .headerDrifted || error.code == .unrecognised)
    }
}
