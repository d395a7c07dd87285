// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Statements
import Store
import Testing

@Suite struct ProfileFileTests {
    static let toml = """
        name = "lakala"
        role = "acquirer"
        encoding = "gbk"
        delimiter = "|"
        footer = "合计"
        unit = "fen"
        sign = "refunds_negative"
        fee_sign = "charged_negative"
        date = "yyyyMMdd"
        time_of_day = "HHmmss"
        key = ["terminal", "rrn"]

        [columns]
        rrn = "参考号"
        terminal = "终端号"
        type = "交易类型"
        amount = "金额"
        fee = "手续费"
        date = "日期"
        time_of_day = "时间"
        card = "卡号"

        [types]
        "消费" = "sale"
        "退货" = "refund"

        [constants]
        merchant = "898440154110001"
        product = "credit"
        """

    @Test func `a profile file says how to read an undocumented file, and a preview shows it`() async throws {
        let profile = try ProfileFile.read(Self.toml, name: "lakala.toml")
        let folder = try TestFolder()
        let text =
            "参考号|终端号|交易类型|金额|手续费|日期|时间|卡号\n000000000001|T1|消费|5800|-35|20261120|150307|622200******1234\n"
            + "000000000002|T1|退货|-5800|35|20261120|150400|\n合计|2\n"
        let path = try folder.put("day.txt", text)
        let preview = try #require(
            try await Importer(
                options: ImportOptions(profile: ProfileFile.read(Self.toml.replacing("gbk", with: "utf-8"), name: "p"))
            )
            .preview(path: path).first)
        #expect(profile.encoding == .gb18030)
        #expect(preview.format == "profile:lakala")
        #expect(preview.typedCount == 2 && preview.quarantinedCount == 0)
        #expect(preview.counts.sums == [.sale: 5_800, .refund: 5_800])
        #expect(preview.counts.fees == 0)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let says: String
        var testDescription: String { "\(old) → \(new)" }
    }

    static let mistakes = [
        Mistake(old: "footer =", new: "foter =", says: "did you mean 'footer'"),
        Mistake(old: "\"fen\"", new: "\"cents\"", says: "yuan"),
        Mistake(old: "role = \"acquirer\"", new: "role = \"acquirers\"", says: "acquirer"),
        Mistake(old: "rrn = \"参考号\"", new: "rnn = \"参考号\"", says: "did you mean 'rrn'"),
        Mistake(old: "rrn = \"参考号\"", new: "rrn = 3", says: "the column's name"),
        Mistake(old: "amount = \"金额\"", new: "net = \"金额\"", says: "columns.amount"),
        Mistake(old: "\"消费\" = \"sale\"", new: "\"消费\" = \"sales\"", says: "a word of ours"),
        Mistake(old: "date = \"yyyyMMdd\"", new: "date = \"yyyyMMQQ\"", says: "yyyy-MM-dd"),
        Mistake(old: "delimiter = \"|\"", new: "delimiter = \"||\"", says: "one character"),
        Mistake(old: "key = [\"terminal\", \"rrn\"]", new: "key = [\"batch\"]", says: "columns.batch"),
        Mistake(old: "name = \"lakala\"", new: "name = \"La Ka La\"", says: "lower-case"),
        Mistake(old: "role = \"acquirer\"\n", new: "role = [\n", says: "TOML"),
    ]

    @Test(arguments: mistakes)
    func `a mistake in a profile is named`(_ mistake: Mistake) throws {
        let text = Self.toml.replacing(mistake.old, with: mistake.new)
        #expect(text != Self.toml)
        let error = try #require(throws: SettingsError.self) { try ProfileFile.read(text, name: "lakala.toml") }
        #expect(error.explanation.english.contains(mistake.says), "\(error.explanation.english)")
    }
}
