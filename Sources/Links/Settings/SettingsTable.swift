// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// One table of a settings file, read key by key. Every refusal names the file, the row and the key.
struct SettingsTable: Hashable, Sendable {
    let file: String
    let row: Int?
    let entries: [String: SettingValue]

    init(text: String, file: String) throws(SettingsError) {
        do {
            self.init(file: file, row: nil, entries: try SettingsReader.read(text))
        } catch {
            let (line, column) = SettingsReader.position(of: error.offset, in: text)
            throw SettingsError(file: file, key: "", problem: .syntax(line: line, column: column, error.reason))
        }
    }

    init(file: String, row: Int?, entries: [String: SettingValue]) {
        self.file = file
        self.row = row
        self.entries = entries
    }

    /// Refuses a key that nobody reads: it is a spelling mistake, and silence about it costs money.
    func allow(only known: [String]) throws(SettingsError) {
        for key in entries.keys.sorted() where !known.contains(key) {
            throw error(key, .unknownKey(nearest: Spelling.nearest(to: key, in: known), known: known))
        }
    }

    func has(_ key: String) -> Bool { entries[key] != nil }

    func text(_ key: String) throws(SettingsError) -> String? {
        guard let value = entries[key] else { return nil }
        guard case .text(let text) = value else {
            throw unexpected(key, value, Bilingual(zh: "用引号括起的文字", en: "text in quotes"))
        }
        return text
    }

    /// A text that `make` must accept.
    func value<Value>(
        _ key: String, expected: Bilingual, _ make: (String) -> Value?
    ) throws(SettingsError) -> Value? {
        guard let text = try text(key) else { return nil }
        guard let value = make(text) else { throw unexpected(key, .text(text), expected) }
        return value
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(SettingsError) -> Int? {
        guard let value = entries[key] else { return nil }
        guard case .integer(let number) = value, range.contains(number) else {
            let ends = "\(range.lowerBound)–\(range.upperBound)"
            throw unexpected(key, value, Bilingual(zh: "整数 \(ends)", en: "a whole number, \(ends)"))
        }
        return number
    }

    func date(_ key: String) throws(SettingsError) -> CivilDate? {
        guard let value = entries[key] else { return nil }
        return try date(value, key)
    }

    func dates(_ key: String) throws(SettingsError) -> [CivilDate] {
        guard let value = entries[key] else { return [] }
        guard case .list(let values) = value, values.count <= 10_000 else {
            throw unexpected(key, value, Bilingual(zh: "日期列表", en: "a list of dates"))
        }
        var dates: [CivilDate] = []
        for value in values { dates.append(try date(value, key)) }
        return dates
    }

    private func date(_ value: SettingValue, _ key: String) throws(SettingsError) -> CivilDate {
        let date: CivilDate? =
            switch value {
            case .text(let text): CivilDate(text: text)
            case .date(let date): date
            default: nil
            }
        guard let date else {
            throw unexpected(key, value, Bilingual(zh: "日期，如 \"2026-01-31\"", en: "a date such as \"2026-01-31\""))
        }
        return date
    }

    /// Money in major units, not negative, as text: a number without quotes could not be told from fen.
    func money(_ key: String, _ currency: Currency) throws(SettingsError) -> Int64? {
        guard let value = entries[key] else { return nil }
        guard case .text(let text) = value, let money = try? Money(text: text, currency: currency), money.minor >= 0
        else {
            throw unexpected(
                key, value, Bilingual(zh: "带引号的金额，如 \"20.00\"", en: "an amount in quotes, such as \"20.00\""))
        }
        return money.minor
    }

    /// The tables of a list, numbered from 1.
    func rows(_ key: String, atMost limit: Int) throws(SettingsError) -> [SettingsTable] {
        guard let value = entries[key] else { return [] }
        let expected = Bilingual(zh: "最多 \(limit) 个 [[\(key)]]", en: "at most \(limit) tables [[\(key)]]")
        guard case .list(let values) = value, values.count <= limit else { throw unexpected(key, value, expected) }
        var rows: [SettingsTable] = []
        for (index, element) in values.enumerated() {
            guard case .table(let entries) = element else { throw unexpected(key, element, expected) }
            rows.append(SettingsTable(file: file, row: index + 1, entries: entries))
        }
        return rows
    }

    func error(_ key: String, _ problem: SettingsError.Problem) -> SettingsError {
        SettingsError(file: file, row: row, key: key, problem: problem)
    }

    private func unexpected(_ key: String, _ value: SettingValue, _ expected: Bilingual) -> SettingsError {
        error(key, .unexpected(value: value.quoted, expected: expected))
    }
}
