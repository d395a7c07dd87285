// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Sixteen hexadecimal digits of what a tariff says.
///
/// FNV-1a over the rows as text. Not a seal against forgery: the file's own digest is kept for that. Terms that a
/// row does not have leave no trace, so a simple tariff keeps the version it has had since before there were any.
enum TariffVersion {
    static func text(of rows: [TariffRow], currency: Currency, categories: [MerchantID: UInt16]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        let add = { (fields: [String]) in
            for byte in (fields.joined(separator: "\u{1F}") + "\u{1E}").utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            }
        }
        for row in rows { add([currency.code] + fields(of: row)) }
        for (merchant, category) in categories.sorted(by: { $0.key.text < $1.key.text }) {
            add(["mcc", merchant.text, String(category)])
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    private static func fields(of row: TariffRow) -> [String] {
        let number = { (value: Int64?) in value.map { String($0) } ?? "" }
        let fields = [
            row.product, row.acquirer ?? "", row.merchant?.text ?? "", String(row.rate.partsPerBillion),
            String(row.fixed), number(row.floor), number(row.cap), number(row.minAmount), number(row.maxAmount),
            row.rounding.rawValue, row.refund.rawValue, row.validFrom?.description ?? "",
            row.validTo?.description ?? "",
        ]
        return fields + self.fields(of: row.terms)
    }

    private static func fields(of terms: FeeTerms) -> [String] {
        var fields: [String] = []
        let name = { (key: String, value: String?) in if let value { fields.append("\(key)=\(value)") } }
        name("brand", terms.brand)
        name("channel", terms.channel)
        for range in terms.categories { name("mcc", range.description) }
        name("instalments", terms.instalments.map { String($0) })
        if terms.addOn > .zero { name("add_on", String(terms.addOn.partsPerBillion)) }
        for part in terms.parts { name(part.kind.rawValue, "\(part.rate.partsPerBillion)/\(part.fixed)") }
        if terms.tax > .zero { name("tax", String(terms.tax.partsPerBillion)) }
        name("dispute", terms.dispute.map { String($0) })
        if let volume = terms.volume {
            name("volume", volume.mode.rawValue)
            for step in volume.steps { name("step", "\(step.above)/\(step.rate.partsPerBillion)") }
        }
        if terms.level != .transaction { name("level", terms.level.rawValue) }
        name("clause", terms.clause)
        return fields
    }
}
