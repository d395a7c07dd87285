// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tariffs
internal import Tender

extension FeeSuspicion {
    /// Half a sentence that says which mistake would give this fee.
    public func words(in question: FeeQuestion) -> Bilingual {
        let money = { (minor: Int64) in Money(minor: minor, currency: question.amount.currency).grouped }
        switch self {
        case .otherRow(let row, let number):
            return Bilingual(
                "正好是费率第 \(number) 行（\(row.product)，\(row.rate)）的结果",
                "that is exactly what row \(number) of the tariff gives (\(row.product), \(row.rate))")
        case .formerPrice(let row, let number):
            return Bilingual(
                "正好是旧费率（第 \(number) 行，\(row.rate)）的结果",
                "that is exactly the price of an earlier period (row \(number), \(row.rate))")
        case .futurePrice(let row, let number):
            return Bilingual(
                "正好是尚未生效的费率（第 \(number) 行，\(row.rate)）的结果",
                "that is exactly a price not yet in force (row \(number), \(row.rate))")
        case .capIgnored(let cap):
            return Bilingual("像是没有按 \(money(cap)) 封顶", "as if the cap of \(money(cap)) had not been applied")
        case .floorAdded(let floor):
            return Bilingual(
                "像是把最低收费 \(money(floor)) 又加了一次", "as if the minimum of \(money(floor)) had been added on top")
        case .fixedTwice(let fixed):
            return Bilingual("像是固定费 \(money(fixed)) 收了两次", "as if the fixed \(money(fixed)) had been taken twice")
        case .otherStep(let rate):
            return Bilingual("正好是另一档月交易量的费率 \(rate)", "that is exactly the rate of another volume step, \(rate)")
        case .feeOnTop: return Bilingual("像是对手续费本身又收了费", "as if a fee had been taken on the fee itself")
        case .taxedTwice(let rate):
            return Bilingual("像是税 \(rate) 加了两次", "as if the tax of \(rate) had been added twice")
        case .roundedAs: return Bilingual("像是取整方式不对", "as if it had been rounded another way")
        case .notReturned: return Bilingual("退货没有退还手续费", "the fee of the refund was not given back")
        case .chargedAgain: return Bilingual("退货又收了一次手续费", "a fee was taken for the refund as for a sale")
        case .doubled: return Bilingual("像是收了两次", "as if it had been taken twice")
        case .waived: return Bilingual("没有收取", "none was charged")
        }
    }
}
