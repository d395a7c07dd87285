// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
public import Statements
internal import Store
internal import Tender

/// Reads a profile (TOML): the description of an acquirer's or bank's file that nobody documented. The page
/// docs/formats/profile.md explains every key.
public enum ProfileFile {
    private static let keys = [
        "name", "role", "encoding", "delimiter", "quotes", "skip_lines", "header", "footer", "unit", "thousands",
        "currency_sign", "sign", "fee_sign", "zone", "time", "date", "time_of_day", "key", "columns", "types",
        "statuses", "constants",
    ]

    /// Fields that a column or a constant may give.
    static let fields: [Field] = [
        .time, .date, .clock, .type, .status, .amount, .incoming, .outgoing, .fee, .net, .currency, .merchant, .store,
        .terminal, .batch, .voucher, .reference, .authorisation, .order, .channelOrder, .refundOrder,
        .refundChannelOrder, .original, .card, .product, .channel, .acquirer, .settleDate, .printed, .operatorName,
        .goods, .counterparty, .remark, .summary,
    ]

    /// - Parameter name: the file's name, for messages.
    /// - Throws: `SettingsError` that names the key, for anything that would not be read as it was meant.
    public static func read(_ text: String, name: String) throws(SettingsError) -> Profile {
        let table = try SettingsTable(text: text, file: name)
        try table.allow(only: keys)
        var profile = try head(table)
        try readShape(table, into: &profile)
        try readMoney(table, into: &profile)
        try readTimes(table, into: &profile)
        profile.places = try places(table, profile)
        profile.typeWords = try table.words("types") { StatementRow.Kind(rawValue: $0) }
        profile.statusWords = try table.words("statuses") { StatementRow.Status(rawValue: $0) }
        profile.constants = try constants(table)
        profile.keyParts = try keyParts(table, profile)
        try check(table, profile)
        return profile
    }

    private static func head(_ table: SettingsTable) throws(SettingsError) -> Profile {
        let named = Bilingual(zh: "1 至 40 个小写字母、数字或 -", en: "1 to 40 lower-case letters, digits or -")
        let name = try table.value("name", expected: named) { text in
            let isPlain = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
            return (1...40).contains(text.utf8.count) && isPlain ? text : nil
        }
        guard let name else { throw table.error("name", .missing) }
        let roles = Bilingual(zh: "till、acquirer、bank 或 wallet", en: "till, acquirer, bank or wallet")
        guard let role = try table.value("role", expected: roles, { StatementRole(rawValue: $0) }) else {
            throw table.error("role", .missing)
        }
        return Profile(name: name, role: role)
    }

    private static func readShape(_ table: SettingsTable, into profile: inout Profile) throws(SettingsError) {
        let encodings = Bilingual(zh: "utf-8 或 gbk", en: "utf-8 or gbk")
        profile.encoding = try table.value("encoding", expected: encodings) { TextEncoding(name: $0) }
        let delimiters = Bilingual(zh: "一个字符，或 tab", en: "one character, or tab")
        if let delimiter = try table.value("delimiter", expected: delimiters, delimiter) {
            profile.delimiter = delimiter
        }
        profile.isQuoted = try table.flag("quotes") ?? true
        profile.hasHeader = try table.flag("header") ?? true
        profile.skipLines = try table.integer("skip_lines", in: 0...(ReadingLimits.headerLines - 1)) ?? 0
        profile.footerMarker = try table.value(
            "footer", expected: Bilingual(zh: "1 至 100 字节的文字", en: "text of 1 to 100 bytes")
        ) { (1...100).contains($0.utf8.count) ? $0 : nil }
    }

    private static func delimiter(_ text: String) -> UInt8? {
        if text == "tab" { return 0x09 }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte == 0x09 || byte > 0x20, byte != 0x22, byte < 0x7F
        else { return nil }
        let isWord = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        return isWord || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") ? nil : byte
    }

    private static func readMoney(_ table: SettingsTable, into profile: inout Profile) throws(SettingsError) {
        let units = Bilingual(zh: "yuan（元）或 fen（分）", en: "yuan (major units) or fen (minor units)")
        profile.isMinorUnits =
            try table.value("unit", expected: units) { ["yuan": false, "fen": true][$0] } ?? false
        profile.hasThousands = try table.flag("thousands") ?? false
        profile.hasCurrencySign = try table.flag("currency_sign") ?? false
        let signs = Profile.SignRule.allCases.map(\.rawValue).joined(separator: ", ")
        profile.sign =
            try table.value("sign", expected: Bilingual(zh: signs, en: signs)) { Profile.SignRule(rawValue: $0) }
            ?? (profile.role == .bank ? .direction : .positive)
        let feeSigns = Profile.FeeSign.allCases.map(\.rawValue).joined(separator: ", ")
        profile.feeSign =
            try table.value("fee_sign", expected: Bilingual(zh: feeSigns, en: feeSigns)) {
                Profile.FeeSign(rawValue: $0)
            } ?? .chargedPositive
    }

    private static func readTimes(_ table: SettingsTable, into profile: inout Profile) throws(SettingsError) {
        let zones = Bilingual(zh: "时区，如 \"Asia/Shanghai\"", en: "a zone such as \"Asia/Shanghai\"")
        if let zone = try table.value("zone", expected: zones, { SystemZone.named($0) }) { profile.zone = zone }
        let times = Bilingual(zh: "如 \"yyyy-MM-dd HH:mm:ss\"", en: "such as \"yyyy-MM-dd HH:mm:ss\"")
        profile.timePattern = try table.value("time", expected: times) { text in
            TimePattern(text).flatMap { $0.hasClock ? $0 : nil }
        }
        let dates = Bilingual(zh: "如 \"yyyy-MM-dd\"", en: "such as \"yyyy-MM-dd\"")
        profile.datePattern = try table.value("date", expected: dates) { text in
            TimePattern(text).flatMap { $0.hasDate ? $0 : nil }
        }
        let clocks = Bilingual(zh: "如 \"HH:mm:ss\"", en: "such as \"HH:mm:ss\"")
        profile.clockPattern = try table.value("time_of_day", expected: clocks) { text in
            TimePattern(text).flatMap { $0.hasClock && !$0.hasDate ? $0 : nil }
        }
    }

    private static func field(_ name: String, _ table: SettingsTable, _ key: String) throws(SettingsError) -> Field {
        let known = fields.map(\.name)
        guard let field = Field(name: name), fields.contains(field) else {
            throw table.error(
                "\(key).\(name)", .unknownKey(nearest: Spelling.nearest(to: name, in: known), known: known))
        }
        return field
    }

    private static func places(
        _ table: SettingsTable, _ profile: Profile
    ) throws(SettingsError) -> [Field: Profile.Place] {
        var places: [Field: Profile.Place] = [:]
        for (name, value) in try table.entries(of: "columns") {
            let field = try field(name, table, "columns")
            switch value {
            case .text(let text) where (1...200).contains(text.utf8.count) && profile.hasHeader:
                places[field] = .named(text)
            case .integer(let number) where (1...ReadingLimits.columns).contains(number) && !profile.hasHeader:
                places[field] = .at(number)
            default:
                let expected =
                    profile.hasHeader
                    ? Bilingual(zh: "表头中的列名", en: "the column's name in the header")
                    : Bilingual(
                        zh: "列号，1 至 \(ReadingLimits.columns)", en: "the column's number, 1 to \(ReadingLimits.columns)")
                throw table.error("columns.\(name)", .unexpected(value: value.quoted, expected: expected))
            }
        }
        guard !places.isEmpty else { throw table.error("columns", .missing) }
        return places
    }

    private static func constants(_ table: SettingsTable) throws(SettingsError) -> [Field: String] {
        var constants: [Field: String] = [:]
        let allowed: [Field] = [.type, .status, .currency, .merchant, .store, .terminal, .product, .channel, .acquirer]
        for (name, value) in try table.entries(of: "constants") {
            let field = try field(name, table, "constants")
            guard case .text(let text) = value, (1...64).contains(text.utf8.count), allowed.contains(field) else {
                let names = allowed.map(\.name).joined(separator: ", ")
                throw table.error(
                    "constants.\(name)",
                    .unexpected(
                        value: value.quoted,
                        expected: Bilingual(zh: "文字；可用的项：\(names)", en: "text; possible are \(names)")))
            }
            constants[field] = text
        }
        return constants
    }

    /// What must not be empty, so that a row can join something. Account lines join nothing.
    private static func keyParts(_ table: SettingsTable, _ profile: Profile) throws(SettingsError) -> [Field] {
        guard table.has("key") else {
            if profile.role == .bank { return [] }
            for field in [Field.reference, .channelOrder, .order] where profile.places[field] != nil { return [field] }
            return [.batch, .voucher]
        }
        var parts: [Field] = []
        for name in try table.texts("key") { parts.append(try field(name, table, "key")) }
        return parts
    }

    /// What a profile cannot do without.
    private static func check(_ table: SettingsTable, _ profile: Profile) throws(SettingsError) {
        let has = { (field: Field) in profile.places[field] != nil }
        guard has(.amount) || (has(.incoming) && has(.outgoing)) else { throw table.error("columns.amount", .missing) }
        for part in profile.keyParts where !has(part) && profile.constants[part] == nil {
            throw table.error("columns.\(part.name)", .missing)
        }
        let needsType = profile.sign == .positive || profile.sign == .refundsNegative
        guard !needsType || has(.type) || profile.constants[.type] != nil else {
            throw table.error("columns.type", .missing)
        }
        guard has(.time) || has(.date) || has(.settleDate) else { throw table.error("columns.time", .missing) }
    }
}
