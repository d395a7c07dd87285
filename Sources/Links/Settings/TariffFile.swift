// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
public import Tariffs
internal import Tender

/// Reads the tariff file (TOML): one `[[tariff]]` a row, as the contract says it.
public enum TariffFile {
    /// A contract has tens of rows; this many is a mistake or an attack.
    public static let rowLimit = 2_000

    private static let keys = [
        "product", "rate", "fixed", "floor", "cap", "min_amount", "max_amount", "rounding", "refund", "valid_from",
        "valid_to", "acquirer", "merchant",
    ]
    /// Merchants whose category is told; a chain has some hundreds of shops.
    private static let merchantLimit = 20_000

    static let rateExpected = Bilingual(zh: "费率，如 \"0.60%\"", en: "a rate such as \"0.60%\"")

    /// - Parameter name: the file's name, for messages.
    /// - Throws: `SettingsError` that names row and key, for anything that would not be read as it was meant.
    public static func read(text: String, name: String) throws(SettingsError) -> Tariff {
        let file = try SettingsTable(text: text, file: name)
        try file.allow(only: ["tariff", "merchant", "currency"])
        let expected = Bilingual(zh: "三个大写字母的币种，如 \"CNY\"", en: "a currency such as \"CNY\"")
        let currency = try file.value("currency", expected: expected) { Currency(code: $0) } ?? .cny
        var rows: [TariffRow] = []
        for table in try file.rows("tariff", atMost: rowLimit) { rows.append(try row(of: table, in: currency)) }
        guard !rows.isEmpty else { throw file.error("[[tariff]]", .missing) }
        return Tariff(rows: rows, currency: currency, categories: try categories(of: file))
    }

    /// `[[merchant]]`: which trade a merchant number is in.
    private static func categories(of file: SettingsTable) throws(SettingsError) -> [MerchantID: UInt16] {
        var categories: [MerchantID: UInt16] = [:]
        for table in try file.rows("merchant", atMost: merchantLimit) {
            try table.allow(only: ["merchant", "mcc"])
            let number = Bilingual(zh: "商户号", en: "a merchant number")
            guard let merchant = try table.value("merchant", expected: number, { MerchantID($0) }) else {
                throw table.error("merchant", .missing)
            }
            let expected = Bilingual(zh: "四位 MCC，如 \"8062\"", en: "an MCC of four digits, such as \"8062\"")
            guard let code = try table.value("mcc", expected: expected, { CategoryRange.code($0) }) else {
                throw table.error("mcc", .missing)
            }
            categories[merchant] = code
        }
        return categories
    }

    private static func row(of table: SettingsTable, in currency: Currency) throws(SettingsError) -> TariffRow {
        try table.allow(only: keys + TariffTerms.keys)
        let name = Bilingual(zh: "1 至 64 字节的文字", en: "text of 1 to 64 bytes")
        guard let product = try table.value("product", expected: name, { $0.isEmpty ? nil : $0 }) else {
            throw table.error("product", .missing)
        }
        var row = TariffRow(product: product)
        row.acquirer = try table.value("acquirer", expected: name) { $0.isEmpty ? nil : $0 }
        row.merchant = try table.value("merchant", expected: name) { MerchantID($0) }
        let rate = try table.value("rate", expected: rateExpected) { Rate(text: $0) }
        let fixed = try table.money("fixed", currency)
        row.terms = try TariffTerms(table: table, currency: currency).read()
        guard rate != nil || fixed != nil || !row.terms.parts.isEmpty else { throw table.error("rate", .missing) }
        row.rate = rate ?? .zero
        row.fixed = fixed ?? 0
        row.floor = try table.money("floor", currency)
        row.cap = try table.money("cap", currency)
        row.minAmount = try table.money("min_amount", currency)
        row.maxAmount = try table.money("max_amount", currency)
        row.rounding = try choice(table, "rounding") ?? .halfUp
        row.refund = try choice(table, "refund") ?? .returned
        row.validFrom = try table.date("valid_from")
        row.validTo = try table.date("valid_to")
        try TariffTerms(table: table, currency: currency).check(row)
        return row
    }

    static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ table: SettingsTable, _ key: String
    ) throws(SettingsError) -> Choice? {
        let names = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        let expected = Bilingual(zh: "下列之一：\(names)", en: "one of \(names)")
        return try table.value(key, expected: expected) { Choice(rawValue: $0) }
    }
}
