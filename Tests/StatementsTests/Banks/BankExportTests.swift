// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct BankExportTests {
    /// An account with a column for each direction: bookings in red, and 0.00 in the column that is not used.
    static let industrial = """
        明细查询文件下载
        交易日期,摘要,交易场所,交易国家或地区简称,钞/汇,交易金额(收入),交易金额(支出),交易币种,记账金额(收入),记账金额(支出),记账币种,余额,对方户名
        2026-11-20,结算,网上银行,CHN,钞,-,-,-,"1,042.00",0.00,人民币,1,银联
        2026-11-20,冲正,网上银行,CHN,钞,-,-,-,-8.00,,人民币,1,银联
        2026-11-20,转账,网上银行,CHN,钞,-,-,-,0.00,9.00,人民币,1,房东
        2026-11-20,退回,网上银行,CHN,钞,-,-,-,,-7.00,人民币,1,房东
        2026-11-20,结算,网上银行,CHN,钞,-,-,-,1.00,2.00,人民币,1,银联
        人民币合计,,,,,,,,"1,034.00",2.00

        """

    @Test func `less than nothing in a column takes a booking back, and zero says nothing`() throws {
        let file = try ReadFile(Self.industrial)
        #expect(file.recognition.format.name == "icbc-account")
        #expect(file.rows.map(\.amount?.text) == ["1042.00", "8.00", "9.00", "7.00"])
        #expect(file.rows.map(\.kind) == [.incoming, .outgoing, .outgoing, .incoming])
        #expect(file.rows.map(\.status) == [.approved, .reversed, .approved, .reversed])
        #expect(file.rejected.map(\.fault) == [.twoAmounts("记账金额(收入)", "记账金额(支出)")])
        #expect(file.summary.controlTotals.map(\.counted) == ["1034.00", "2.00"])
        #expect(file.summary.controlTotals.map(\.agrees) == [true, true])
    }

    @Test(arguments: [StatementRole.bank, .wallet])
    func `a profile of a bank with two columns reads them alike`(_ role: StatementRole) throws {
        var profile = Profile(name: "bank", role: role)
        profile.sign = .direction
        profile.keyParts = []
        profile.places = [.date: .named("日期"), .incoming: .named("收入"), .outgoing: .named("支出")]
        let text = "日期,收入,支出\n2026-11-20,-8.00,\n2026-11-20,0.00,-7.00\n2026-11-20,,7.00\n"
        let file = try ReadFile(text, profiles: [profile])
        #expect(file.rows.map(\.kind) == [.outgoing, .incoming, .outgoing])
        let taken = role == .bank ? StatementRow.Status.reversed : .approved
        #expect(file.rows.map(\.status) == [taken, taken, .approved])
    }
}
