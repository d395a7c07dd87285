// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tariffs
import Tender
import Testing

/// The contract specimens every merchant can check with a pocket calculator.
@Suite struct SpecimenTests {
    struct Specimen: Sendable, CustomTestStringConvertible {
        let name: String
        let row: TariffRow
        let amount: Int64
        let fee: Int64?
        var testDescription: String { name }
    }

    static func rate(_ text: String) -> Rate { Rate(text: text) ?? .zero }

    static let credit = TariffRow(product: "credit", rate: rate("0.60%"))
    static let debit = TariffRow(product: "debit", rate: rate("0.50%"), cap: 2_000)
    static let wallet = TariffRow(product: "qr", rate: rate("0.38%"))

    static let specimens = [
        Specimen(name: "credit 100.00", row: credit, amount: 10_000, fee: 60),
        Specimen(name: "credit 1,000.00", row: credit, amount: 100_000, fee: 600),
        Specimen(name: "debit 4,000.00 reaches the cap", row: debit, amount: 400_000, fee: 2_000),
        Specimen(name: "debit 10,000.00 stays at the cap", row: debit, amount: 1_000_000, fee: 2_000),
        Specimen(name: "QR 58.00", row: wallet, amount: 5_800, fee: 22),
        Specimen(name: "QR 1.31 is half a fen short", row: wallet, amount: 131, fee: 0),
        Specimen(name: "QR 1.32 rounds up", row: wallet, amount: 132, fee: 1),
        Specimen(name: "QR 5.00", row: wallet, amount: 500, fee: 2),
        Specimen(name: "WeChat 32.50 at 0.60 %", row: credit, amount: 3_250, fee: 20),
        Specimen(name: "nothing costs nothing", row: credit, amount: 0, fee: 0),
        Specimen(
            name: "a floor of 0.10", row: TariffRow(rate: rate("0.38%"), floor: 10), amount: 500, fee: 10),
        Specimen(
            name: "percent and fixed part", row: TariffRow(rate: rate("0.05%"), fixed: 21), amount: 10_000, fee: 26),
        Specimen(
            name: "half to even stays", row: TariffRow(rate: rate("0.5%"), rounding: .halfEven), amount: 100, fee: 0),
        Specimen(
            name: "half to even moves", row: TariffRow(rate: rate("0.5%"), rounding: .halfEven), amount: 300, fee: 2),
        Specimen(name: "any fraction up", row: TariffRow(rate: rate("0.5%"), rounding: .up), amount: 1, fee: 1),
        Specimen(name: "any fraction down", row: TariffRow(rate: rate("0.5%"), rounding: .down), amount: 399, fee: 1),
        Specimen(name: "all of it at 100 %", row: TariffRow(rate: rate("100%")), amount: .max, fee: .max),
        Specimen(
            name: "more than an amount can hold", row: TariffRow(rate: rate("100%"), fixed: 1), amount: .max, fee: nil),
        Specimen(name: "a negative amount mirrors", row: credit, amount: -10_000, fee: -60),
        Specimen(name: "the most negative amount has no mirror", row: credit, amount: .min, fee: nil),
    ]

    @Test(arguments: specimens)
    func `a specimen costs what the contract says`(_ specimen: Specimen) {
        #expect(specimen.row.fee(minor: specimen.amount) == specimen.fee)
    }

    @Test func `0.55 % reaches a cap of 20.00 at 3,636.37`() {
        let row = TariffRow(rate: Self.rate("0.55%"), cap: 2_000)
        #expect(row.amountReachingCap == 363_637)
        #expect(Self.debit.amountReachingCap == 400_000)
    }

    @Test func `a returned fee is the negative of the fee and a kept one is zero`() {
        var row = Self.credit
        #expect(row.fee(minor: 10_000, isRefund: true) == -60)
        row.refund = .kept
        #expect(row.fee(minor: 10_000, isRefund: true) == 0)
    }

    @Test(
        arguments: [
            ("0.60%", 6_000_000), ("0.6 %", 6_000_000), ("0.0060", 6_000_000), ("6‰", 6_000_000), ("0.0325%", 325_000),
            ("100%", 1_000_000_000), ("1", 1_000_000_000), ("0", 0), ("0.60000000000%", 6_000_000), ("0.0000001%", 1),
        ] as [(String, Int64)])
    func `a rate is read digit by digit`(_ text: String, _ parts: Int64) {
        #expect(Rate(text: text)?.partsPerBillion == parts)
    }

    @Test(arguments: [
        "", "%", "-0.6%", "+1%", "1e-3", "0,6%", "101%", "1.1", "0.00000001%", "0.6%%", " 1%", "٣%", "1. %",
    ])
    func `a text that is not a rate is refused`(_ text: String) {
        #expect(Rate(text: text) == nil)
    }

    @Test(arguments: [("0.60%", "0.60%"), ("0.0325%", "0.0325%"), ("5%", "5.00%"), ("12.5%", "12.50%")])
    func `a rate is written as contracts write it`(_ text: String, _ written: String) {
        #expect(Rate(text: text)?.description == written)
    }

    @Test func `the fast and the wide path agree wherever they meet`() {
        var seed: UInt64 = 7
        for _ in 0..<20_000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let amount = Int64(bitPattern: seed >> (1 + seed % 40))
            guard let rate = Rate(partsPerBillion: Int64(seed % 1_000_000_001)) else { continue }
            let exact = Int128(amount) * Int128(rate.partsPerBillion)
            let half = (exact + 500_000_000) / 1_000_000_000
            #expect(TariffRow(rate: rate).fee(minor: amount) == Int64(half))
        }
    }
}
