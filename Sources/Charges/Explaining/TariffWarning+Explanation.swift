// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tariffs
internal import Tender

extension TariffWarning {
    /// One sentence for the person who wrote the tariff.
    public var explanation: Bilingual {
        switch self {
        case .creditBelowCost(let row, let rate):
            Bilingual(
                zh: "第 \(row) 行：贷记卡费率 \(rate) 低于成本 0.515%，请核对合同",
                en: "row \(row): a credit rate of \(rate) is below cost (0.515%); check the contract")
        case .debitWithoutCap(let row):
            Bilingual(zh: "第 \(row) 行：借记卡没有封顶，通常封顶 20.00", en: "row \(row): debit without a cap; 20.00 is usual")
        case .rateVeryHigh(let row, let rate):
            Bilingual(
                zh: "第 \(row) 行：费率 \(rate) 偏高，是否漏写百分号？",
                en: "row \(row): \(rate) is very high; is a percent sign missing?")
        case .capBelowFloor(let row):
            Bilingual(
                zh: "第 \(row) 行：封顶低于保底，手续费恒为封顶", en: "row \(row): the cap is below the floor, so every fee is the cap")
        case .emptyRange(let row):
            Bilingual(
                zh: "第 \(row) 行：起止颠倒，永不生效", en: "row \(row): a range ends before it begins; the row never applies")
        case .overlap(let row, let other):
            Bilingual(
                zh: "第 \(row) 行与第 \(other) 行重叠，按第 \(row) 行计", en: "rows \(row) and \(other) overlap; row \(row) decides"
            )
        case .unreachable(let row, let winner):
            Bilingual(
                zh: "第 \(row) 行用不到：第 \(winner) 行总是优先",
                en: "row \(row) is never used: row \(winner) always decides first")
        case .gap(let product, let from, let to):
            Bilingual(
                zh: "品种 \(product) 在 \(from) 至 \(to) 没有费率", en: "product \(product) has no price from \(from) to \(to)")
        case .amountGap(let product, let from, let to):
            Bilingual(
                zh: "品种 \(product) 在金额 \(Self.text(from)) 至 \(Self.text(to)) 之间没有费率",
                en: "product \(product) has no price for amounts from \(Self.text(from)) to \(Self.text(to))")
        case .noCategories(let row):
            Bilingual(
                zh: "第 \(row) 行按 MCC，但没有 [[merchant]] 写明属于它的商户，永不生效",
                en: "row \(row) is for merchant categories, and no [[merchant]] belongs to them; it never applies")
        case .risingVolumePrice(let row):
            Bilingual(
                zh: "第 \(row) 行：交易量越大费率越高，档次是否写反？",
                en: "row \(row): a larger volume costs more; are the tiers the wrong way round?")
        }
    }

    private static func text(_ minor: Int64) -> String { Money(minor: minor).grouped }
}
