// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Tariffs
import Tender
import Testing

@Suite struct TariffFileTests {
    static let contract = """
        [[tariff]]
        product = "debit"
        rate = "0.50%"
        cap = "20.00"
        rounding = "half_up"
        refund = "returned"
        valid_from = "2026-01-01"
        valid_to = 2026-12-31

        [[tariff]]
        product = "*"
        merchant = "898440154110001"
        acquirer = "银联商务"
        fixed = "0.08"
        floor = "0.10"
        min_amount = "1"
        max_amount = "1000.00"
        rounding = "half_even"
        refund = "kept"
        """

    @Test func `a tariff file gives the rows of the contract`() throws {
        let tariff = try TariffFile.read(text: Self.contract, name: "tariff.toml")
        let debit = TariffRow(
            product: "debit", rate: try #require(Rate(text: "0.5%")), cap: 2_000,
            validFrom: CivilDate(year: 2026, month: 1, day: 1), validTo: CivilDate(year: 2026, month: 12, day: 31))
        let other = TariffRow(
            product: "*", acquirer: "银联商务", merchant: "898440154110001", fixed: 8, floor: 10, minAmount: 100,
            maxAmount: 100_000, rounding: .halfEven, refund: .kept)
        #expect(tariff.rows == [debit, other])
    }

    @Test(
        arguments: [
            ("rat = \"0.5%\"", "tariff.toml, row 1: unknown key 'rat'; did you mean 'rate'?"),
            ("Valid-From = \"2026-01-01\"", "tariff.toml, row 1: unknown key 'Valid-From'; did you mean 'valid_from'?"),
            ("rate = \"0.5\"", nil),
            ("rate = 0.5", "tariff.toml, row 1: rate = 0.5 cannot be used; expected text in quotes"),
            (
                "rate = \"1,5%\"",
                "tariff.toml, row 1: rate = \"1,5%\" cannot be used; expected a rate such as \"0.60%\""
            ),
            (
                "rate = \"1%\"\ncap = 20",
                "tariff.toml, row 1: cap = 20 cannot be used; expected an amount in quotes, such as \"20.00\""
            ),
            (
                "rate = \"1%\"\ncap = \"-1\"",
                "tariff.toml, row 1: cap = \"-1\" cannot be used; expected an amount in quotes, such as \"20.00\""
            ),
            (
                "rate = \"1%\"\ncap = \"1.005\"",
                "tariff.toml, row 1: cap = \"1.005\" cannot be used; expected an amount in quotes, such as \"20.00\""
            ),
            (
                "rate = \"1%\"\nrefund = \"back\"",
                "tariff.toml, row 1: refund = \"back\" cannot be used; expected one of \"returned\", \"kept\", "
                    + "\"proportional\""
            ),
            (
                "rate = \"1%\"\nvalid_to = \"2026-02-30\"",
                "tariff.toml, row 1: valid_to = \"2026-02-30\" cannot be used; expected a date such as \"2026-01-31\""
            ),
            ("", "tariff.toml, row 1: 'rate' is missing"),
        ] as [(String, String?)])
    func `a wrong line is named with its row and key`(_ line: String, _ message: String?) {
        let text = "[[tariff]]\nproduct = \"qr\"\n\(line)\n"
        do throws(SettingsError) {
            _ = try TariffFile.read(text: text, name: "tariff.toml")
            #expect(message == nil)
        } catch {
            #expect(error.explanation.english == message)
            #expect(error.explanation.chinese.contains("tariff.toml"))
        }
    }

    @Test func `special terms are read as the contract says them`() throws {
        let text = """
            [[merchant]]
            merchant = "M1"
            mcc = "8062"

            [[tariff]]
            product = "credit"
            rate = "0.60%"
            clause = "附件二 3.1"
            mcc = ["8062", "8211-8299"]
            brand = "visa"
            channel = "online"
            instalments = 12
            add_on = "4.50%"
            tax = "6%"
            dispute = "15.00"
            refund = "proportional"
            volume = "marginal"
            tiers = [{ above = "10000.00", rate = "0.50%" }, { above = "50000.00", rate = "0.40%" }]

            [[tariff]]
            product = "debit"
            rate = "0.50%"
            level = "batch"

            [[tariff]]
            product = "mastercard"
            interchange = "0.20%"
            scheme_fixed = "0.02"
            markup = "0.30%"
            """
        let tariff = try TariffFile.read(text: text, name: "tariff.toml")
        let rate = { (text: String) in Rate(text: text) ?? .zero }
        var terms = FeeTerms()
        terms.clause = "附件二 3.1"
        terms.categories = [CategoryRange(text: "8062"), CategoryRange(text: "8211-8299")].compactMap { $0 }
        (terms.brand, terms.channel, terms.instalments) = ("visa", "online", 12)
        (terms.addOn, terms.tax, terms.dispute) = (rate("4.5%"), rate("6%"), 1_500)
        terms.volume = VolumePrice(
            .marginal,
            steps: [.init(above: 1_000_000, rate: rate("0.5%")), .init(above: 5_000_000, rate: rate("0.4%"))])
        #expect(tariff.rows[0].terms == terms)
        #expect(tariff.rows[0].refund == .proportional)
        #expect(tariff.rows[1].terms.level == .batch)
        let parts = [
            PartPrice(.interchange, rate: rate("0.2%")), PartPrice(.scheme, fixed: 2),
            PartPrice(.markup, rate: rate("0.3%")),
        ]
        #expect(tariff.rows[2].terms.parts == parts)
        #expect(tariff.categories == ["M1": 8_062])
    }

    @Test(arguments: [
        ("mcc = [\"806\"]", "mcc"), ("mcc = []", "mcc"), ("mcc = \"8062\"", "mcc"), ("volume = \"some\"", "volume"),
        ("tiers = [{ above = \"1.00\", rate = \"1%\" }]", "volume"), ("volume = \"whole\"", "tiers"),
        ("volume = \"whole\"\ntiers = [{ above = \"0.00\", rate = \"1%\" }]", "above"),
        (
            "volume = \"whole\"\ntiers = [{ above = \"2.00\", rate = \"1%\" }, { above = \"2.00\", rate = \"2%\" }]",
            "above"
        ),
        ("volume = \"whole\"\ntiers = [{ over = \"2.00\", rate = \"1%\" }]", "over"),
        ("instalments = 1", "instalments"), ("level = \"batch\"\ncap = \"20.00\"", "level"),
        ("level = \"day\"\ntax = \"6%\"", "level"), ("add_on = 4.5", "add_on"), ("clause = \"\"", "clause"),
        ("intercharge = \"0.20%\"", "intercharge"),
    ])
    func `terms that would not be read as meant are refused by name`(_ line: String, _ key: String) {
        let error = #expect(throws: SettingsError.self) {
            try TariffFile.read(text: "[[tariff]]\nproduct = \"qr\"\nrate = \"1%\"\n\(line)\n", name: "t.toml")
        }
        #expect(error?.explanation.english.contains(key) == true)
    }

    @Test(arguments: [
        "", "currency = \"CNY\"", "[[tarif]]\nproduct = \"qr\"", "tariff = 3", "tariff = [1]",
        "[[tariff]]\nrate = \"1%\"",
        "currency = \"cny\"\n[[tariff]]\nproduct = \"qr\"\nrate = \"1%\"", "[[tariff", "a = 1\na = 2", "a = \"\0\"",
        String(repeating: "[", count: 100_000),
    ])
    func `a file that is not a tariff is refused`(_ text: String) {
        #expect(throws: SettingsError.self) { try TariffFile.read(text: text, name: "tariff.toml") }
    }

    @Test func `a syntax error says where it is`() {
        let error = #expect(throws: SettingsError.self) {
            try TariffFile.read(text: "[[tariff]]\nrate =", name: "t.toml")
        }
        #expect(error?.explanation.english.hasPrefix("t.toml:2:") == true)
    }
}
