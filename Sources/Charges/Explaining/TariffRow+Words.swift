// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tariffs
public import Tender

extension TariffRow {
    /// The row as a contract would put it: `debit: 0.50%, at most 20.00, from 2026-01-01`.
    public func words(in currency: Currency) -> Bilingual {
        let parts = price(currency) + terms(currency) + scope(currency)
        return Bilingual(
            zh: "\(product) " + parts.map(\.chinese).joined(separator: "，"),
            en: "\(product): " + parts.map(\.english).joined(separator: ", "))
    }

    private func price(_ currency: Currency) -> [Bilingual] {
        let money = { (minor: Int64) in Money(minor: minor, currency: currency).grouped }
        var parts: [Bilingual] = []
        if rate > .zero || terms.parts.isEmpty { parts.append(Bilingual(rate.text, rate.text)) }
        for part in terms.parts {
            let fixed = part.fixed == 0 ? "" : " + \(money(part.fixed))"
            parts.append(
                Bilingual("\(part.kind.rawValue) \(part.rate)\(fixed)", "\(part.kind.rawValue) \(part.rate)\(fixed)"))
        }
        if fixed != 0 { parts.append(Bilingual("每笔加 \(money(fixed))", "plus \(money(fixed)) each")) }
        if let floor { parts.append(Bilingual("最低 \(money(floor))", "at least \(money(floor))")) }
        if let cap { parts.append(Bilingual("封顶 \(money(cap))", "at most \(money(cap))")) }
        return parts
    }

    private func terms(_ currency: Currency) -> [Bilingual] {
        let money = { (minor: Int64) in Money(minor: minor, currency: currency).grouped }
        var parts: [Bilingual] = []
        if terms.addOn > .zero { parts.append(Bilingual("分期加收 \(terms.addOn)", "add-on \(terms.addOn)")) }
        if terms.tax > .zero { parts.append(Bilingual("另加税 \(terms.tax)", "plus \(terms.tax) tax on the fee")) }
        if let dispute = terms.dispute {
            parts.append(Bilingual("争议每笔 \(money(dispute))", "\(money(dispute)) for a dispute"))
        }
        for step in terms.volume?.steps ?? [] {
            parts.append(
                Bilingual(
                    "月交易量超过 \(money(step.above)) 为 \(step.rate)", "\(step.rate) above \(money(step.above)) a month"))
        }
        switch refund {
        case .returned: break
        case .kept: parts.append(Bilingual("退货不退手续费", "kept on refunds"))
        case .proportional: parts.append(Bilingual("退货按比例退还", "returned in proportion"))
        }
        if terms.level != .transaction { parts.append(Bilingual("按批合计取整", "rounded once for each batch")) }
        return parts
    }

    private func scope(_ currency: Currency) -> [Bilingual] {
        let money = { (minor: Int64) in Money(minor: minor, currency: currency).grouped }
        var parts: [Bilingual] = []
        if let merchant { parts.append(Bilingual("商户 \(merchant.text)", "merchant \(merchant.text)")) }
        if let acquirer { parts.append(Bilingual("收单 \(acquirer)", "acquirer \(acquirer)")) }
        if !terms.categories.isEmpty {
            let list = terms.categories.map(\.description).joined(separator: " ")
            parts.append(Bilingual("MCC \(list)", "MCC \(list)"))
        }
        for name in [terms.brand, terms.channel].compactMap({ $0 }) { parts.append(Bilingual(name, name)) }
        if let count = terms.instalments { parts.append(Bilingual("\(count) 期", "\(count) instalments")) }
        if let minAmount { parts.append(Bilingual("金额从 \(money(minAmount))", "amounts from \(money(minAmount))")) }
        if let maxAmount { parts.append(Bilingual("金额至 \(money(maxAmount))", "amounts to \(money(maxAmount))")) }
        if let validFrom { parts.append(Bilingual("自 \(validFrom)", "from \(validFrom)")) }
        if let validTo { parts.append(Bilingual("至 \(validTo)", "until \(validTo)")) }
        return parts
    }
}
