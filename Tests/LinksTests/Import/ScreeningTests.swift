// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Statements
import Store
import Testing

/// What becomes of exports that hold more than customers' payments.
@Suite struct ScreeningTests {
    private func preview(_ text: String) async throws -> ImportPreview {
        let folder = try TestFolder()
        let path = try folder.put("export.csv", text)
        return try #require(try await Importer().preview(path: path).first)
    }

    private static let wallet = """
        微信支付账单明细
        交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注

        """

    @Test func `a wallet that received payments speaks as the channel, one that only paid as a person`() async throws {
        let received = "2026-11-20 15:00:00,二维码收款,顾客,/,收入,¥23.00,零钱,已收钱,1001,/,/\n"
        let paid = "2026-11-20 15:00:00,商户消费,面馆,面,支出,¥23.00,零钱,支付成功,1002,A1,/\n"
        #expect(try await preview(Self.wallet + received + paid).source == .clearing)
        #expect(try await preview(Self.wallet + paid).source == .person)
    }

    @Test func `transfers, top-ups and rows without money are set aside with the reason`() async throws {
        let rows = """
            2026-11-20 15:00:00,转账,房东,/,支出,¥500.00,零钱,朋友已收钱,1,/,/
            2026-11-20 15:00:00,零钱提现,招商银行,/,/,¥100.00,招商银行,提现已到账,2,/,/
            2026-11-20 15:00:00,微信红包,友,/,收入,¥0.35,/,已存入零钱,3,/,/
            2026-11-20 15:00:00,商户消费,面馆,面,支出,¥0.00,零钱,支付成功,4,A1,/
            2026-11-20 15:00:00,商户消费,面馆,面,支出,¥9.00,零钱,支付成功,5,A2,/

            """
        let preview = try await preview(Self.wallet + rows)
        #expect(preview.typedCount == 1 && preview.quarantinedCount == 4)
        #expect(preview.quarantine.allSatisfy { !$0.reason.english.isEmpty && !$0.row.isEmpty })
        #expect(preview.quarantine[3].reason.english.contains("no money moved"))
    }

    @Test func `money into a bank account is a deposit, money out of it is set aside`() async throws {
        let preview = try await preview(
            "记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要\n2026-11-21,CNY,\"1,234.00\",\"1,271.66\",清算,财付通,\n"
                + "2026-11-21,CNY,-3.00,81.22,电费,国网,\n")
        #expect(preview.source == .bank)
        #expect(preview.typedCount == 1 && preview.quarantinedCount == 1)
        #expect(preview.quarantine[0].reason.english.contains("left the account"))
    }

    @Test func `our own bank file may take money back`() async throws {
        let preview = try await preview("date,amount,merchant\n2026-11-21,100.00,M1\n2026-11-21,-3.00,M1\n")
        #expect(preview.typedCount == 2 && preview.quarantinedCount == 0)
    }
}
