// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Messages
import Tender
import Testing

@Suite struct TemplateTests {
    /// Product's own figures, counted with the examples.
    static let counts: [(String, Int)] = [
        ("N1.zh", 70), ("N2.zh", 69), ("N3.zh", 62), ("N4.zh", 68), ("N5.zh", 58), ("N6.zh", 60), ("N7.zh", 58),
        ("N1.en", 136),
    ]

    @Test(arguments: counts)
    func `a draft counts as many characters as the product says`(_ name: String, _ count: Int) throws {
        let key = try #require(TemplateKey(name))
        let sample = try StandardTemplates.text(of: key).sample(in: key.language)
        #expect(sample.count == count, "\(sample)")
        #expect(SegmentCount(sample, to: key.language == .chinese ? .china : .abroad).parts == 1)
    }

    @Test(arguments: TemplateName.allCases)
    func `a draft in Chinese is one part of seventy, and names no forbidden thing`(_ name: TemplateName) throws {
        let template = try StandardTemplates.text(of: TemplateKey(name, .chinese))
        let sample = template.sample(in: .chinese)
        #expect(sample.count <= 70, "\(name.rawValue) \(sample.count): \(sample)")
        for word in ["POS", "问卷", "好评", "催收", "维权", "http"] {
            #expect(!template.source.contains(word), "\(name.rawValue): \(word)")
        }
    }

    @Test func `all 52 codes name their messages, and every message serves a code`() {
        #expect(CodeTable.rows.count == 52)
        for row in CodeTable.rows { #expect(TemplateUse.of(row.code) != nil, "\(row.code)") }
        for name in TemplateName.allCases { #expect(!TemplateUse.codes(of: name).isEmpty, "\(name.rawValue)") }
        #expect(TemplateKey.all == TemplateKey.all.sorted { $0.name == $1.name ? false : $0 < $1 })
    }

    static let wordings: [(String, String)] = [
        ("N1.zh", "【示例超市】您11月20日付款58.00元成功，小票未打印。凭取单码8K4P2Q到 r.example.cn 查看，400-000-0000"),
        ("N2.zh", "【示例超市】您11月20日15:03的58.00元付款正向银行核实，请勿重复付款，今日18:00前告知结果。电话400-000-0000。"),
        ("N3.zh", "【示例超市】经核实，您11月20日15:03的58.00元未扣款成功，如见扣款提示将自动退回，详询400-000-0000。"),
        ("N4.zh", "【示例超市】您11月20日的58.00元多扣一笔，已原路退回，一般1至3个工作日到账。退款号RF7Q2M，电话400-000-0000。"),
        ("N5.zh", "【示例超市】退款58.00元已由银行受理成功，退款号RF7Q2M，请核对账户。未到账请致电400-000-0000。"),
        ("N6.zh", "【示例超市】您11月20日的付款金额有误，应收58.00元实收85.00元，差额27.00元已退回，退款号RF7Q2M。"),
        ("N7.zh", "【示例超市】您反映的11月20日小票问题已办结，凭取单码8K4P2Q到 r.example.cn 可查看结果并留言。"),
        (
            "N1.en",
            "Example Mart: your 20 Nov 15:03 payment of CNY 58.00 succeeded but no slip printed. "
                + "Receipt: r.example.cn code 8K4P2Q. Help 400-000-0000"
        ),
    ]

    @Test(arguments: wordings)
    func `a draft reads word for word as the product says`(_ name: String, _ wording: String) throws {
        let key = try #require(TemplateKey(name))
        #expect(try StandardTemplates.text(of: key).sample(in: key.language) == wording)
    }

    @Test(arguments: TemplateKey.all)
    func `every draft exists, is one part as an example and passes every provider`(_ key: TemplateKey) throws {
        let template = try StandardTemplates.text(of: key)
        for provider in ProviderRule.Provider.allCases {
            let check = TemplateCheck(template, in: key.language, by: .of(provider))
            #expect(check.isAcceptable, "\(key.text) \(provider): \(check.complaints.map { $0.words.chinese })")
            #expect(check.sample.parts == 1, "\(key.text): \(check.sample.length)")
            #expect(check.longest.parts <= 2)
        }
    }

    @Test(arguments: TemplateName.allCases)
    func `both twins ask for the same refund and the same code`(_ name: TemplateName) throws {
        let chinese = try StandardTemplates.text(of: TemplateKey(name, .chinese)).openVariables
        let english = try StandardTemplates.text(of: TemplateKey(name, .english)).openVariables
        #expect(Set(chinese).subtracting([.time]) == Set(english).subtracting([.time]))
    }

    @Test func `a place without a value is never sent open`() throws {
        let template = try TemplateText("您{day}付款{amount}")
        var values = MessageValues()
        values[.day] = "11月20日"
        #expect(throws: TemplateError.missing(.amount)) { try template.filled(with: values) }
        values[.amount] = "58.00元\r\nBcc: x@example.com"
        #expect(throws: TemplateError.self) { try template.filled(with: values) }
        values[.amount] = "58.00元"
        #expect(try template.filled(with: values) == "您11月20日付款58.00元")
    }

    static let broken: [(String, TemplateError)] = [
        ("", .empty), ("  \n", .empty), ("abc{day", .unclosed(at: 3)), ("{nobody}", .unknownVariable("nobody", at: 0)),
        ("x{}", .unknownVariable("", at: 1)),
        (String(repeating: "x", count: 2_001), .tooLong(characters: 2_001, limit: 2_000)),
    ]

    @Test(arguments: broken)
    func `what is no template is refused with its place`(_ text: String, _ error: TemplateError) {
        #expect(throws: error) { try TemplateText(text) }
    }

    @Test func `days and amounts read as customers write them`() throws {
        let day = try #require(CivilDate(year: 2025, month: 11, day: 5))
        #expect(MessageWords.day(day, in: .chinese) == "11月5日")
        #expect(MessageWords.day(day, in: .english) == "5 Nov")
        let money = Money(minor: 123_450)
        #expect(MessageWords.amount(money, in: .chinese) == "1234.50元")
        #expect(MessageWords.amount(money, in: .english) == "CNY 1234.50")
        let time = CivilTime(day, secondOfDay: 64_800)
        #expect(MessageWords.promise(time, today: day, in: .chinese) == "今日18:00前")
        #expect(MessageWords.promise(time, today: day.adding(days: -1), in: .english) == "by 18:00 on 5 Nov")
    }
}
