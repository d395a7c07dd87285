// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tariffs
internal import Tender

/// Reads what few rows of a tariff file have: selectors, add-ons, parts, volume tiers, the level of rounding.
struct TariffTerms {
    static let keys =
        [
            "brand", "channel", "mcc", "instalments", "add_on", "tax", "dispute", "volume", "tiers", "level", "clause",
        ] + PartPrice.Kind.allCases.flatMap { [$0.rawValue, "\($0.rawValue)_fixed"] }
    private static let mostTiers = 50

    let table: SettingsTable
    let currency: Currency

    func read() throws(SettingsError) -> FeeTerms {
        var terms = FeeTerms()
        terms.brand = try name("brand")
        terms.channel = try name("channel")
        terms.clause = try name("clause")
        terms.instalments = try table.integer("instalments", in: 2...120)
        terms.addOn = try rate("add_on") ?? .zero
        terms.tax = try rate("tax") ?? .zero
        terms.dispute = try table.money("dispute", currency)
        for kind in PartPrice.Kind.allCases {
            let (share, fixed) = (try rate(kind.rawValue), try table.money("\(kind.rawValue)_fixed", currency))
            if share != nil || fixed != nil {
                terms.parts.append(PartPrice(kind, rate: share ?? .zero, fixed: fixed ?? 0))
            }
        }
        terms.categories = try categories()
        terms.volume = try volume()
        terms.level = try TariffFile.choice(table, "level") ?? .transaction
        return terms
    }

    /// A price by batch is a share and a fixed part: what has a limit for each payment cannot be summed first.
    func check(_ row: TariffRow) throws(SettingsError) {
        guard row.terms.level != .transaction else { return }
        let terms = row.terms
        let isPlain =
            row.floor == nil && row.cap == nil && terms.volume == nil && terms.parts.isEmpty && terms.addOn == .zero
            && terms.tax == .zero && row.refund != .proportional
        guard !isPlain else { return }
        throw table.error(
            "level",
            .unexpected(
                value: "\"\(terms.level.rawValue)\"",
                expected: Bilingual(
                    zh: "按批取整只能与 rate、fixed 同用，不能有封顶、保底、档次、税或分项",
                    en: "rounding by batch goes with rate and fixed only, not with a cap, floor, tiers, tax or parts")))
    }

    private func name(_ key: String) throws(SettingsError) -> String? {
        try table.value(key, expected: Bilingual(zh: "1 至 100 字节的文字", en: "text of 1 to 100 bytes")) {
            $0.isEmpty || $0.utf8.count > 100 ? nil : $0
        }
    }

    private func rate(_ key: String) throws(SettingsError) -> Rate? {
        try table.value(key, expected: TariffFile.rateExpected) { Rate(text: $0) }
    }

    private func categories() throws(SettingsError) -> [CategoryRange] {
        guard let value = table.entries["mcc"] else { return [] }
        let expected = Bilingual(
            zh: "四位 MCC 的列表，如 [\"8062\", \"8211-8299\"]", en: "a list of MCCs such as [\"8062\", \"8211-8299\"]")
        let refused = table.error("mcc", .unexpected(value: value.quoted, expected: expected))
        guard case .list(let list) = value, !list.isEmpty, list.count <= 500 else { throw refused }
        var ranges: [CategoryRange] = []
        for element in list {
            guard case .text(let text) = element, let range = CategoryRange(text: text) else { throw refused }
            ranges.append(range)
        }
        return ranges
    }

    private func volume() throws(SettingsError) -> VolumePrice? {
        let mode: VolumePrice.Mode? = try TariffFile.choice(table, "volume")
        guard table.has("tiers") || mode != nil else { return nil }
        guard let mode else { throw table.error("volume", .missing) }
        var steps: [VolumePrice.Step] = []
        for tier in try table.rows("tiers", atMost: Self.mostTiers) {
            try tier.allow(only: ["above", "rate"])
            guard let above = try tier.money("above", currency) else { throw tier.error("above", .missing) }
            guard let rate = try tier.value("rate", expected: TariffFile.rateExpected, { Rate(text: $0) }) else {
                throw tier.error("rate", .missing)
            }
            guard above > steps.last?.above ?? 0 else {
                throw tier.error(
                    "above",
                    .unexpected(
                        value: "\"\(Money(minor: above, currency: currency).text)\"",
                        expected: Bilingual(zh: "比上一档大的金额", en: "an amount above that of the tier before")))
            }
            steps.append(.init(above: above, rate: rate))
        }
        guard !steps.isEmpty else { throw table.error("tiers", .missing) }
        return VolumePrice(mode, steps: steps)
    }
}
