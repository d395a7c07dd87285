// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tariffs
internal import Tender

extension FeeSuspicion {
    /// Half a sentence that says which mistake would give this fee.
    func words(in question: FeeQuestion) -> Bilingual {
        let money = { (minor: Int64) in Money(minor: minor, currency: question.amount.currency).grouped }
        switch self {
        case .otherRow(let row, let number):
            return Bilingual(
                "正好是费率第 \(number) 行（\(row.product)，\(row.rate)）的结果",
                "that is exactly what row \(number) of the tariff gives (\(row.product), \(row.rate))")
        case .capIgnored(let cap):
            return Bilingual("像是没有按 \(money(cap)) 封顶", "as if the cap of \(money(cap)) had not been applied")
        case .roundedAs: return Bilingual("像是取整方式不对", "as if it had been rounded another way")
        case .notReturned: return Bilingual("退货没有退还手续费", "the fee of the refund was not given back")
        case .doubled: return Bilingual("像是收了两次", "as if it had been taken twice")
        case .waived: return Bilingual("没有收取", "none was charged")
        }
    }
}
