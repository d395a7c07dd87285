// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import TOMLKit

/// A value of a settings file, taken out of the parser's tree at once, so that nothing later depends on its life.
indirect enum SettingValue: Sendable {
    case text(String)
    case integer(Int)
    case flag(Bool)
    /// `2026-11-20`, a date written without quotes.
    case date(year: Int, month: Int, day: Int)
    case list([SettingValue])
    case table([String: SettingValue])
    /// A fraction or a time without quotes: nothing of ours is written so.
    case other(String)

    /// Reads a whole file.
    static func document(_ text: String, file: String) throws(SettingsError) -> [String: SettingValue] {
        // The parser takes a C string, which a zero would cut short without a word.
        guard !text.utf8.contains(0) else {
            throw SettingsError(file: file, key: "", problem: .syntax(line: 1, column: 1, "contains a zero byte"))
        }
        let root: TOMLTable
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let at = error.source.begin
            throw SettingsError(
                file: file, key: "", problem: .syntax(line: at.line, column: at.column, error.description))
        } catch {
            throw SettingsError(file: file, key: "", problem: .syntax(line: 1, column: 1, "unreadable"))
        }
        return withExtendedLifetime(root) { entries(of: root) }
    }

    private static func entries(of table: TOMLTable) -> [String: SettingValue] {
        var entries: [String: SettingValue] = [:]
        for key in table.keys {
            if let value = table[key] { entries[key] = SettingValue(value) }
        }
        return entries
    }

    private init(_ value: any TOMLValueConvertible) {
        if let table = value.table {
            self = .table(Self.entries(of: table))
        } else if let array = value.array {
            self = .list(array.map { SettingValue($0) })
        } else if let text = value.string {
            self = .text(text)
        } else if let flag = value.bool {
            self = .flag(flag)
        } else if let number = value.int {
            self = .integer(number)
        } else if let date = value.date {
            self = .date(year: date.year, month: date.month, day: date.day)
        } else {
            self = .other(value.debugDescription)
        }
    }

    /// As an error message quotes it.
    var quoted: String {
        switch self {
        case .text(let text): "\"\(text.prefix(60))\""
        case .integer(let number): String(number)
        case .flag(let flag): String(flag)
        case .date(let year, let month, let day): "\(year)-\(month)-\(day)"
        case .list: "[…]"
        case .table: "{…}"
        case .other(let text): String(text.prefix(60))
        }
    }
}
