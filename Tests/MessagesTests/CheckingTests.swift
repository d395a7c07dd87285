// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Messages
import Testing

@Suite struct CheckingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let finds: TextComplaint.Kind
    }

    static let rows = [
        Row(testDescription: "a yuan sign", text: "【{sign}】付款¥{amount}", finds: .sign("¥")),
        Row(testDescription: "brackets inside", text: "【{sign}】付款【重要】", finds: .sign("【")),
        Row(testDescription: "a circled number", text: "【{sign}】①查看", finds: .sign("①")),
        Row(testDescription: "a star", text: "【{sign}】★", finds: .sign("★")),
        Row(testDescription: "an arrow", text: "【{sign}】→", finds: .sign("→")),
        Row(testDescription: "a traditional character", text: "【{sign}】您的收據", finds: .traditional("據")),
        Row(testDescription: "the word POS machine, in small letters", text: "【{sign}】pos机故障", finds: .word("POS机")),
        Row(testDescription: "a survey", text: "【{sign}】请填问卷调查", finds: .word("问卷调查")),
        Row(testDescription: "mediation", text: "【{sign}】可申请调解", finds: .word("调解")),
        Row(testDescription: "legal rights", text: "【{sign}】法律维权", finds: .word("法律维权")),
        Row(testDescription: "cash back", text: "【{sign}】返现{amount}", finds: .word("返现")),
        Row(testDescription: "points", text: "【{sign}】积分兑换", finds: .word("积分兑换")),
        Row(testDescription: "a link", text: "【{sign}】https://r.example.cn", finds: .link("https://")),
        Row(testDescription: "a short link", text: "【{sign}】看 t.cn/abc", finds: .link("t.cn/")),
        Row(testDescription: "a mobile number", text: "【{sign}】致电13800000000", finds: .phone("13800000000")),
        Row(
            testDescription: "a third number", text: "【{sign}】400-000-0000 或 95588000 或 010-00000000",
            finds: .phone("010-00000000")),
        Row(testDescription: "no sign", text: "您{day}付款成功", finds: .badSign),
        Row(testDescription: "two parts", text: "【{sign}】" + String(repeating: "好", count: 70), finds: .parts(2)),
        Row(
            testDescription: "too long", text: "【{sign}】" + String(repeating: "好", count: 500),
            finds: .tooLong(length: 506, limit: 500)),
    ]

    @Test(arguments: rows, [ProviderRule.Provider.alibaba, .tencent, .huawei])
    func `a provider's rule is broken by what its documents refuse`(
        _ row: Row, _ provider: ProviderRule.Provider
    ) throws {
        let check = TemplateCheck(try TemplateText(row.text), in: .chinese, by: .of(provider))
        #expect(check.complaints.map(\.kind).contains(row.finds), "\(check.complaints)")
    }

    @Test func `the office's numbers pass and the generic provider takes nearly all`() throws {
        for phone in ["400-000-0000", "010-00000000", "95588"] {
            let text = try TemplateText("【{sign}】电话\(phone)")
            #expect(TemplateCheck(text, in: .chinese, by: .of(.tencent)).complaints.isEmpty, "\(phone)")
        }
        let free = try TemplateText("★ 问卷调查 https://example.com 13800000000")
        #expect(TemplateCheck(free, in: .chinese, by: .of(.generic)).isAcceptable)
    }

    @Test func `a complaint speaks both languages`() throws {
        for row in Self.rows {
            for complaint in TemplateCheck(try TemplateText(row.text), in: .chinese, by: .of(.tencent)).complaints {
                #expect(!complaint.words.chinese.isEmpty && !complaint.words.english.isEmpty)
            }
        }
    }
}
