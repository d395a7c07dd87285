// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tariffs
import Tender
import Testing

/// Which row decides, what it says, and what a careful reader would ask about.
@Suite struct TariffTests {
    static func rate(_ text: String) -> Rate { Rate(text: text) ?? .zero }
    static func day(_ text: String) -> CivilDate? { CivilDate(text: text) }

    static let contract = Tariff(rows: [
        TariffRow(product: "*", rate: rate("1%")),
        TariffRow(product: "credit", rate: rate("0.60%")),
        TariffRow(product: "credit", rate: rate("0.65%"), validFrom: day("2026-11-15")),
        TariffRow(product: "debit", rate: rate("0.50%"), cap: 2_000),
        TariffRow(product: "qr", rate: rate("0.60%")),
        TariffRow(product: "qr", rate: rate("0.38%"), maxAmount: 100_000),
        TariffRow(acquirer: "lakala", rate: rate("0.70%")),
        TariffRow(merchant: "898440154110001", rate: rate("0.20%"), refund: .kept),
    ])

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let question: FeeQuestion
        let row: Int?
    }

    static func ask(
        _ amount: Int64, _ product: String?, acquirer: String? = nil, merchant: MerchantID? = nil,
        on text: String? = "2026-11-01"
    ) -> FeeQuestion {
        FeeQuestion(
            amount: Money(minor: amount), product: product, acquirer: acquirer, merchant: merchant,
            day: text.flatMap { CivilDate(text: $0) })
    }

    static let cases = [
        Case(testDescription: "an unknown product falls to *", question: ask(100, "amex"), row: 1),
        Case(testDescription: "no product falls to *", question: ask(100, nil), row: 1),
        Case(testDescription: "the old price before the change", question: ask(100, "credit"), row: 2),
        Case(
            testDescription: "the new price from its first day", question: ask(100, "credit", on: "2026-11-15"), row: 3),
        Case(testDescription: "a dated row covers no unknown day", question: ask(100, "credit", on: nil), row: 2),
        Case(testDescription: "a small amount has its own price", question: ask(100_000, "qr"), row: 6),
        Case(testDescription: "one fen more has not", question: ask(100_001, "qr"), row: 5),
        Case(
            testDescription: "the acquirer beats the product", question: ask(100, "credit", acquirer: "lakala"), row: 7),
        Case(
            testDescription: "the merchant beats the acquirer",
            question: ask(100, "credit", acquirer: "lakala", merchant: "898440154110001"), row: 8),
        Case(
            testDescription: "another currency is not covered",
            question: FeeQuestion(amount: Money(minor: 100, currency: Currency(code: "JPY") ?? .cny)), row: nil),
    ]

    @Test(arguments: cases)
    func `the most specific row in force decides`(_ example: Case) {
        #expect(Self.contract.fee(for: example.question)?.rowNumber == example.row)
    }

    @Test(arguments: cases)
    func `the candidates of a payment begin with the row that decides`(_ example: Case) throws {
        let question = example.question
        guard question.amount.currency == .cny else { return }
        let candidates = Self.contract.candidates(
            product: question.product, acquirer: question.acquirer, merchant: question.merchant)
        let first = candidates.first { $0.covers(minor: question.amount.minor, day: question.day) }
        #expect(first == Self.contract.fee(for: question)?.row)
    }

    @Test func `nothing is known where no row speaks`() {
        let cards = Tariff(rows: [TariffRow(product: "credit", rate: Self.rate("0.6%"))])
        #expect(cards.fee(for: Self.ask(100, "qr")) == nil)
        #expect(Tariff.none.fee(for: Self.ask(100, "qr")) == nil)
    }

    @Test func `a computation shows its steps`() {
        let fee = Self.contract.fee(for: Self.ask(1_000_000, "debit"))
        #expect(fee?.fee.text == "20.00")
        #expect(fee?.formula == "10,000.00 × 0.50% = 50.00; max 20.00")
        var refund = Self.ask(10_000, "credit")
        refund.isRefund = true
        #expect(Self.contract.fee(for: refund)?.formula == "100.00 × 0.60% = 0.60; × −1")
    }

    @Test func `a version names the content and not the file`() {
        #expect(Tariff(rows: Self.contract.rows).version == Self.contract.version)
        #expect(Tariff(rows: Self.contract.rows.dropLast()).version != Self.contract.version)
        #expect(Self.contract.version.utf8.count == 16)
    }

    // MARK: - Why a fee is wrong

    @Test func `the credit rate on a debit card is recognised`() {
        let found = Self.contract.explaining(fee: Money(minor: 600), for: Self.ask(100_000, "debit"))
        #expect(found.first == .otherRow(Self.contract.rows[1], number: 2))
    }

    @Test func `a forgotten cap, a forgotten return and a fee taken twice are recognised`() {
        let debit = Self.contract.explaining(fee: Money(minor: 5_000), for: Self.ask(1_000_000, "debit"))
        #expect(debit.contains(.capIgnored(2_000)))
        var refund = Self.ask(10_000, "credit")
        refund.isRefund = true
        #expect(Self.contract.explaining(fee: Money(minor: 0), for: refund) == [.notReturned])
        #expect(Self.contract.explaining(fee: Money(minor: 44), for: Self.ask(5_800, "qr")).contains(.doubled))
        let up = Self.contract.explaining(fee: Money(minor: 23), for: Self.ask(5_800, "qr"))
        #expect(up == [.roundedAs(.up)])
    }

    @Test func `a right fee needs no explanation`() {
        #expect(Self.contract.explaining(fee: Money(minor: 22), for: Self.ask(5_800, "qr")).isEmpty)
    }

    @Test func `the effective rate is what was really paid`() {
        #expect(Tariff.effectiveRate(fee: Money(minor: 60), of: Money(minor: 10_000)) == Self.rate("0.60%"))
        #expect(Tariff.effectiveRate(fee: Money(minor: 60), of: Money(minor: 0)) == nil)
        #expect(Tariff.effectiveRate(fee: Money(minor: .max), of: Money(minor: 1)) == nil)
    }

    // MARK: - What a careful reader asks

    @Test(
        arguments: [
            ([TariffRow(product: "credit", rate: rate("0.50%"))], [.creditBelowCost(row: 1, rate: rate("0.50%"))]),
            ([TariffRow(product: "credit", rate: rate("0.515%"))], []),
            ([TariffRow(product: "debit", rate: rate("0.50%"))], [.debitWithoutCap(row: 1)]),
            ([TariffRow(product: "qr", rate: rate("38%"))], [.rateVeryHigh(row: 1, rate: rate("38%"))]),
            ([TariffRow(product: "qr", floor: 5, cap: 4)], [.capBelowFloor(row: 1)]),
            (
                [TariffRow(product: "qr", validFrom: day("2026-02-01"), validTo: day("2026-01-01"))],
                [.emptyRange(row: 1)]
            ),
            ([TariffRow(product: "qr"), TariffRow(product: "qr", fixed: 1)], [.unreachable(row: 2, because: 1)]),
            ([TariffRow(product: "qr"), TariffRow(product: "qr", validFrom: day("2026-02-01"))], []),
            (
                [
                    TariffRow(product: "qr", maxAmount: 500), TariffRow(product: "qr", fixed: 1, minAmount: 400),
                ],
                [.overlap(row: 1, with: 2)]
            ),
            (
                [
                    TariffRow(product: "qr", validTo: day("2026-01-31")),
                    TariffRow(product: "qr", validFrom: day("2026-02-03")),
                ],
                [.gap(product: "qr", from: CivilDate(daysSinceEpoch: 20_485), to: CivilDate(daysSinceEpoch: 20_486))]
            ),
            (
                [
                    TariffRow(product: "qr", validTo: day("2026-01-31")),
                    TariffRow(product: "qr", validFrom: day("2026-02-01")),
                ], []
            ),
        ] as [([TariffRow], [TariffWarning])])
    func `a tariff check warns of what is hardly meant`(_ rows: [TariffRow], _ expected: [TariffWarning]) {
        #expect(Tariff(rows: rows).warnings() == expected)
    }

    @Test func `two thousand equal rows are one mistake each, not two million`() {
        let rows = [TariffRow](repeating: TariffRow(product: "qr"), count: 2_000)
        #expect(Tariff(rows: rows).warnings().count == 1_999)
    }
}
