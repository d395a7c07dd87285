// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct ProfileTests {
    static func profile() -> Profile {
        var profile = Profile(name: "leshua", role: .acquirer)
        profile.places = [
            .reference: .named("流水号"), .type: .named("方向"), .amount: .named("金额(分)"), .fee: .named("手续费(分)"),
            .date: .named("日期"), .clock: .named("时间"), .status: .named("状态"), .terminal: .named("终端"),
        ]
        profile.isMinorUnits = true
        profile.typeWords = ["进账": .sale, "退款": .refund]
        profile.statusWords = ["成功": .approved, "失败": .declined]
        profile.constants = [.merchant: "M001", .product: "qr"]
        profile.datePattern = TimePattern("d/M/yyyy")
        profile.clockPattern = TimePattern("HHmmss")
        profile.footerMarker = "合计"
        return profile
    }

    static let text = """
        某某收单对账单
        流水号,方向,金额(分),手续费(分),日期,时间,状态,终端,多余
        00012,进账,5800,22,3/11/2026,150307,成功,T1,x
        00013,退款,5800,-22,3/11/2026,150400,成功,T1,x
        00014,冻结,5800,0,3/11/2026,150400,成功,T1,x
        ,进账,5800,0,3/11/2026,150400,成功,T1,x
        00015,进账,58.00,0,3/11/2026,150400,成功,T1,x
        00016,进账,-5800,0,31/2/2026,150400,成功,T1,x
        合计,4,1
        """

    @Test func `a profile reads a file that nobody documented`() throws {
        let file = try ReadFile(Self.text, profiles: [Self.profile()])
        #expect(file.recognition.format.name == "profile:leshua")
        #expect(file.recognition.headerLine == 2)
        #expect(file.rows.map(\.kind) == [.sale, .refund])
        #expect(file.rows.map(\.amount?.minor) == [5_800, 5_800])
        #expect(file.rows.map(\.fee?.minor) == [22, -22])
        #expect(file.rows.map(\.reference) == ["00012", "00013"])
        #expect(file.rows[0].occurredAt?.description == "2026-11-03 15:03:07")
        #expect(file.rows[0].merchant == "M001" && file.rows[0].product == "qr")
        #expect(
            file.rejected.map(\.fault) == [
                .unknownWord(column: "方向", word: "冻结"), .missing(column: "流水号"), .notAnAmount(column: "金额(分)"),
                .negativeAmount(column: "金额(分)"),
            ])
    }

    struct SignCase: Sendable, CustomTestStringConvertible {
        let rule: Profile.SignRule
        let row: String
        let kind: StatementRow.Kind?
        var testDescription: String { "\(rule) \(row)" }
    }

    static let signs = [
        SignCase(rule: .positive, row: "sale,1.00", kind: .sale),
        SignCase(rule: .positive, row: "refund,1.00", kind: .refund),
        SignCase(rule: .positive, row: "refund,-1.00", kind: nil),
        SignCase(rule: .refundsNegative, row: "refund,-1.00", kind: .refund),
        SignCase(rule: .refundsNegative, row: "refund,1.00", kind: nil),
        SignCase(rule: .refundsNegative, row: "sale,-1.00", kind: nil),
        SignCase(rule: .negativeIsRefund, row: ",-1.00", kind: .refund),
        SignCase(rule: .negativeIsRefund, row: ",1.00", kind: .sale),
        SignCase(rule: .direction, row: ",-1.00", kind: .outgoing),
        SignCase(rule: .direction, row: ",1.00", kind: .incoming),
    ]

    @Test(arguments: signs)
    func `the sign means what the profile says`(_ sign: SignCase) throws {
        var profile = Profile(name: "signs", role: .acquirer)
        profile.sign = sign.rule
        profile.places = [.type: .named("k"), .amount: .named("a"), .reference: .named("r"), .date: .named("d")]
        let file = try ReadFile("k,a,r,d\n\(sign.row),1,2026-11-20\n", profiles: [profile])
        #expect(file.rows.first?.kind == sign.kind)
        #expect(file.rejected.count == (sign.kind == nil ? 1 : 0))
        if sign.kind != nil { #expect(file.rows.first?.amount == Money(minor: 100)) }
    }

    @Test func `a file without a header is read by column numbers, if a person says so`() throws {
        var profile = Profile(name: "bare", role: .acquirer)
        profile.hasHeader = false
        profile.skipLines = 1
        profile.delimiter = UInt8(ascii: "|")
        profile.isQuoted = false
        profile.places = [.reference: .at(2), .amount: .at(3), .time: .at(1)]
        profile.sign = .negativeIsRefund
        let text = "batch 7\n2026-11-20 15:00:00|\"1|1.00\n2026-11-20 15:00:01|2\n"
        let file = try ReadFile(text, format: "profile:bare", profiles: [profile])
        #expect(file.rows.map(\.reference) == ["\"1"])
        #expect(file.rows.map(\.line) == [2])
        #expect(file.rejected.map(\.fault) == [.columnCount(seen: 2, expected: 3)])
    }

    @Test func `times are turned from the file's clock to the store's`() throws {
        var profile = Profile(name: "far", role: .acquirer)
        profile.zone = .utc
        profile.sign = .negativeIsRefund
        profile.places = [.reference: .named("r"), .amount: .named("a"), .time: .named("t")]
        let file = try ReadFile("r,a,t\n1,1.00,2026-11-20 20:00:00\n", profiles: [profile])
        #expect(file.rows.first?.occurredAt?.description == "2026-11-21 04:00:00")
    }

    @Test(arguments: ["", "yyyy-MM-dd Q", "yyyy yyyy", "yyy", "HHH", "日"])
    func `a pattern with no meaning is refused`(_ text: String) {
        #expect(TimePattern(text) == nil)
    }

    @Test func `a renamed column stops the profile's file too`() throws {
        let text = Self.text.replacing("流水号", with: "交易流水号")
        let error = try #require(throws: StatementError.self) {
            try ReadFile(text, format: "leshua", profiles: [Self.profile()])
        }
        #expect(error.code == .headerDrifted)
        #expect(error.field == "流水号")
    }
}
