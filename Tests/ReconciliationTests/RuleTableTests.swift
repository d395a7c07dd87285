// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Columns
@testable import Reconciliation
import Tariffs
import Tender
import Testing

@Suite struct RuleTableTests {
    @Test func `the table gives what the house's rules give, for every combination`() {
        let table = RuleTable()
        for status in TillFacts.Status.allCases {
            for printed in TillFacts.Printed.allCases {
                for isDue in [false, true] {
                    let flags = RowFlag.till(TillFacts(status: status, printed: printed, isDue: isDue))
                    let till = RowRules.Till(
                        status: [.approved, .declined, .unknown][Int(status.rawValue)], amount: 5,
                        printed: [nil, true, false][Int(printed.rawValue)])
                    for differs in [false, true] {
                        let both = RowRules.findings(
                            till, .init(amount: differs ? 6 : 5), type: .sale, isDue: isDue)
                        #expect(table.both(flags, amountsDiffer: differs).codes.map(\.code) == both.codes)
                    }
                    let alone = RowRules.findings(till, nil, type: .sale, isDue: isDue)
                    #expect(table.alone(flags).codes.map(\.code) == alone.codes)
                }
            }
        }
    }

    @Test(arguments: TransactionType.allCases)
    func `types are numbered by their names and mean what the house says`(_ type: TransactionType) {
        let number = RowType.names.firstIndex(of: type.rawValue).map { UInt64($0) } ?? 99
        #expect(RowType.returnsMoney(number) == type.returnsMoney)
        #expect(RowType.isRefund(number) == (type == .refund))
        #expect(RowType.names == RowType.names.sorted())
    }

    @Test(arguments: 0..<40)
    func `the fee check is the tariff, faster`(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        let (products, merchants) = (TextPool(limit: 100), TextPool(limit: 100))
        var check = FeeCheck(RandomFiles.tariff, acquirer: nil, products: products, merchants: merchants)
        for _ in 0..<300 {
            let product = ["credit", "debit", "qr", "points", ""][dice.roll(5)]
            let merchant = ["M1", "M2", ""][dice.roll(3)]
            let amount = Int64(dice.roll(3) == 0 ? dice.roll(1 << 40) : dice.roll(500_000))
            let day: CivilDate? = dice.roll(9) == 0 ? nil : Job.day("2026-11-01").adding(days: dice.roll(30))
            let isRefund = dice.roll(3) == 0
            let question = FeeQuestion(
                amount: Money(minor: amount), isRefund: isRefund, product: product.isEmpty ? nil : product,
                merchant: MerchantID(merchant), day: day)
            let right = RandomFiles.tariff.fee(for: question)?.fee.minor
            let fee = (right ?? 0) + Int64(dice.roll(3) - 1)
            let found = check.check(
                fee: fee, amount: amount, type: isRefund ? RowType.refund : RowType.sale,
                product: products.number(of: Array(product.utf8)) ?? 0,
                merchant: merchants.number(of: Array(merchant.utf8)) ?? 0, day: day?.daysSinceEpoch)
            let expected: FeeFinding =
                right.map { fee == $0 ? .right : fee > $0 ? .over(fee - $0) : .under($0 - fee) } ?? .notChecked
            // A dated price needs the day; without one the row is looked at again.
            let isOpen = day == nil && product == "credit"
            #expect(found == (isOpen ? .needsSecondLook : expected), "\(question)")
        }
    }

    @Test func `simple rows are never looked at twice, special ones always`() {
        var volume = TariffRow(product: "qr", rate: Job.rate("0.38%"))
        volume.terms.volume = VolumePrice(.whole, steps: [.init(above: 100, rate: Job.rate("0.30%"))])
        var kept = TariffRow(product: "debit", rate: Job.rate("0.5%"), refund: .proportional)
        kept.terms.clause = "3.1"
        let simple = TariffRow(product: "credit", rate: Job.rate("0.6%"))
        let pool = TextPool(limit: 100)
        var check = FeeCheck(
            Tariff(rows: [volume, kept, simple]), acquirer: nil, products: pool, merchants: TextPool(limit: 9))
        func ask(_ product: String, isRefund: Bool = false) -> FeeFinding {
            check.check(
                fee: 60, amount: 10_000, type: isRefund ? RowType.refund : RowType.sale,
                product: pool.number(of: Array(product.utf8)) ?? 0,
                merchant: 0, day: nil)
        }
        #expect(ask("credit") == .right)
        #expect(ask("qr") == .needsSecondLook)
        #expect(ask("debit") == .over(10))
        #expect(ask("debit", isRefund: true) == .needsSecondLook)
    }
}
