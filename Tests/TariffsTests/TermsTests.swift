// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tariffs
import Tender
import Testing

/// What few contracts say, as a merchant would reckon it.
@Suite struct TermsTests {
    static func rate(_ text: String) -> Rate { Rate(text: text) ?? .zero }

    static func row(_ rate: String, _ change: (inout TariffRow) -> Void = { _ in }) -> TariffRow {
        var row = TariffRow(product: "*", rate: Self.rate(rate))
        change(&row)
        return row
    }

    static func ask(_ amount: Int64, _ change: (inout FeeQuestion) -> Void = { _ in }) -> FeeQuestion {
        var question = FeeQuestion(amount: Money(minor: amount), product: "credit")
        change(&question)
        return question
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let row: TariffRow
        let question: FeeQuestion
        let fee: Int64?

        init(_ name: String, _ row: TariffRow, _ question: FeeQuestion, fee: Int64?) {
            (testDescription, self.row, self.question, self.fee) = (name, row, question, fee)
        }
    }

    static let tiers = VolumePrice(
        .whole, steps: [.init(above: 1_000_000, rate: rate("0.50%")), .init(above: 5_000_000, rate: rate("0.40%"))])
    static var slices: VolumePrice { VolumePrice(.marginal, steps: tiers.steps) }

    static let cases = [
        Case("1,000.00 at 0.60 % with 6 % tax", row("0.60%") { $0.terms.tax = rate("6%") }, ask(100_000), fee: 636),
        Case(
            "the tax is on the capped fee",
            row("0.60%") {
                $0.cap = 2_000
                $0.terms.tax = rate("6%")
            }, ask(1_000_000), fee: 2_120),
        Case(
            "twelve instalments cost 4.5 % more, rounded on their own",
            row("0.60%") { $0.terms.addOn = rate("4.50%") }, ask(3_333), fee: 20 + 150),
        Case(
            "a dispute costs its fee, whatever the amount", row("0.60%") { $0.terms.dispute = 1_500 },
            ask(99_999) { $0.isDispute = true }, fee: 1_500),
        Case("no dispute fee, nothing to say", row("0.60%"), ask(99_999) { $0.isDispute = true }, fee: nil),
        Case(
            "interchange 0.20 % + scheme 0.02 % + 0.01 + markup 0.30 % of 58.00",
            row("0%") {
                $0.terms.parts = [
                    PartPrice(.interchange, rate: rate("0.20%")), PartPrice(.scheme, rate: rate("0.02%"), fixed: 1),
                    PartPrice(.markup, rate: rate("0.30%")),
                ]
            }, ask(5_800), fee: 12 + 2 + 17),
        Case(
            "10,000.00 in the month: still the first price", row("0.60%") { $0.terms.volume = tiers },
            ask(10_000) { $0.volume = 1_000_000 }, fee: 60),
        Case(
            "one fen more: the second price for all", row("0.60%") { $0.terms.volume = tiers },
            ask(10_000) { $0.volume = 1_000_001 }, fee: 50),
        Case(
            "60,000.00 in the month: the third price", row("0.60%") { $0.terms.volume = tiers },
            ask(10_000) { $0.volume = 6_000_000 }, fee: 40),
        Case(
            "slice by slice: 6,000 + 20,000 + 4,000 fen on 60,000.00 is 0.50 % on average",
            row("0.60%") { $0.terms.volume = slices }, ask(10_000) { $0.volume = 6_000_000 }, fee: 50),
        Case("nobody knows the month's volume", row("0.60%") { $0.terms.volume = tiers }, ask(10_000), fee: nil),
        Case(
            "a third goes back of 100.00 that cost 0.60", row("0.60%") { $0.refund = .proportional },
            ask(3_333) {
                $0.isRefund = true
                $0.original = .init(amount: Money(minor: 10_000), fee: Money(minor: 60))
            }, fee: -20),
        Case(
            "half of a capped payment gives back half of the cap",
            row("0.50%") {
                $0.cap = 2_000
                $0.refund = .proportional
            },
            ask(500_000) {
                $0.isRefund = true
                $0.original = .init(amount: Money(minor: 1_000_000))
            }, fee: -1_000),
        Case(
            "more than was paid gives back what was taken, and not a fen more",
            row("0.60%") { $0.refund = .proportional },
            ask(20_000) {
                $0.isRefund = true
                $0.original = .init(amount: Money(minor: 10_000), fee: Money(minor: 60))
            }, fee: -60),
        Case(
            "a capped fee cannot be divided without its payment",
            row("0.50%") {
                $0.cap = 2_000
                $0.refund = .proportional
            }, ask(500_000) { $0.isRefund = true }, fee: nil),
        Case(
            "another channel", row("0.60%") { $0.terms.channel = "online" }, ask(100) { $0.channel = "store" }, fee: nil
        ),
        Case(
            "this brand", row("2%") { $0.terms.brand = "visa" }, ask(10_000) { $0.brand = "visa" }, fee: 200),
        Case(
            "six instalments are not twelve", row("2%") { $0.terms.instalments = 12 }, ask(100) { $0.instalments = 6 },
            fee: nil),
    ]

    @Test(arguments: cases)
    func `special terms cost what the contract says`(_ example: Case) {
        let tariff = Tariff(rows: [example.row])
        #expect(tariff.fee(for: example.question)?.fee.minor == example.fee)
    }

    @Test func `each part of an interchange++ fee is told, and the parts are the whole`() throws {
        let parts = try #require(Self.cases.first { $0.testDescription.hasPrefix("interchange") })
        let fee = try #require(Tariff(rows: [parts.row]).fee(for: parts.question))
        #expect(fee.parts == [.interchange: 12, .scheme: 2, .markup: 17])
        #expect(fee.parts.values.reduce(0, +) == fee.fee.minor)
        #expect(fee.formula == "+ interchange 0.12; + scheme 0.02; + markup 0.17")
    }

    @Test func `a hospital pays nothing, the shop beside it does`() {
        var hospital = TariffRow(product: "*", rate: .zero)
        hospital.terms.categories = [CategoryRange(text: "8062"), CategoryRange(text: "8211-8299")].compactMap { $0 }
        let tariff = Tariff(
            rows: [TariffRow(product: "credit", rate: Self.rate("0.60%")), hospital],
            categories: ["M1": 8_062, "M2": 8_250, "M3": 5_411])
        let fees = ["M1", "M2", "M3", "M4"].map { merchant in
            tariff.fee(for: Self.ask(10_000) { $0.merchant = MerchantID(merchant) })?.fee.minor
        }
        #expect(fees == [0, 0, 60, 60])
        #expect(tariff.candidates(product: "credit", acquirer: nil, merchant: "M3").count == 1)
        #expect(tariff.warnings().isEmpty)
        #expect(Tariff(rows: [hospital]).warnings() == [.noCategories(row: 1)])
    }

    @Test(arguments: ["806", "80621", "8299-8211", "8062-", "-", "", "80a2", "8062-8063-8064", "８０６２"])
    func `a text that is no range of categories is refused`(_ text: String) {
        #expect(CategoryRange(text: text) == nil)
    }

    @Test func `terms a row does not have leave its version as it was`() {
        let simple = Tariff(rows: [Self.row("0.60%")])
        #expect(simple.version == "391db25fae2bcf28")
        var changed = Self.row("0.60%")
        changed.terms.tax = Self.rate("6%")
        #expect(Tariff(rows: [changed]).version != simple.version)
        #expect(Tariff(rows: simple.rows, categories: ["M1": 5_411]).version != simple.version)
    }

    @Test(arguments: [
        Case("the floor on top", row("0.60%") { $0.floor = 10 }, ask(10_000), fee: 70),
        Case("the floor twice", row("0.60%") { $0.floor = 10 }, ask(1_000), fee: 16),
        Case("the fixed part twice", row("0.60%") { $0.fixed = 8 }, ask(10_000), fee: 76),
        Case("fee on top", row("5%"), ask(10_000), fee: 525),
        Case("tax twice", row("6%") { $0.terms.tax = rate("6%") }, ask(10_000), fee: 636 + 38),
        Case(
            "another step", row("0.60%") { $0.terms.volume = tiers }, ask(10_000) { $0.volume = 2_000_000 }, fee: 60),
        Case("a refund charged again", row("0.60%"), ask(10_000) { $0.isRefund = true }, fee: 60),
    ])
    func `a common mistake is recognised`(_ example: Case) {
        let tariff = Tariff(rows: [example.row])
        let found = tariff.explaining(fee: Money(minor: example.fee ?? 0), for: example.question)
        let expected: FeeSuspicion =
            switch example.testDescription {
            case "the floor on top", "the floor twice": .floorAdded(10)
            case "the fixed part twice": .fixedTwice(8)
            case "fee on top": .feeOnTop
            case "tax twice": .taxedTwice(Self.rate("6%"))
            case "another step": .otherStep(Self.rate("0.60%"))
            default: .chargedAgain
            }
        #expect(found.first == expected)
    }

    @Test func `last year's price is told from another product's`() throws {
        let rows = [
            TariffRow(product: "credit", rate: Self.rate("0.65%"), validTo: CivilDate(text: "2025-12-31")),
            TariffRow(product: "credit", rate: Self.rate("0.60%"), validFrom: CivilDate(text: "2026-01-01")),
            TariffRow(product: "credit", rate: Self.rate("0.55%"), validFrom: CivilDate(text: "2027-01-01")),
        ]
        let question = Self.ask(10_000) { $0.day = CivilDate(text: "2026-06-01") }
        let found = { Tariff(rows: rows).explaining(fee: Money(minor: $0), for: question).first }
        #expect(found(65) == .formerPrice(rows[0], number: 1))
        #expect(found(55) == .futurePrice(rows[2], number: 3))
    }

    @Test func `amounts between two ranges that nobody priced are told`() {
        let rows = [
            TariffRow(product: "qr", rate: Self.rate("0.38%"), maxAmount: 100_000),
            TariffRow(product: "qr", rate: Self.rate("0.60%"), minAmount: 200_000),
        ]
        #expect(Tariff(rows: rows).warnings() == [.amountGap(product: "qr", from: 100_001, to: 199_999)])
        #expect(Tariff(rows: rows + [TariffRow(product: "*")]).warnings().isEmpty)
    }
}
