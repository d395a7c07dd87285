// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Why a settings file cannot be used: which file, which place in it, and what to write instead.
public struct SettingsError: Error, Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        /// Not TOML at all.
        case syntax(line: Int, column: Int, Bilingual)
        /// A key nobody reads; with the known one that looks most like it, and all that are known here.
        case unknownKey(nearest: String?, known: [String])
        case missing
        /// The value is of the wrong kind or out of range; says what is expected.
        case unexpected(value: String, expected: Bilingual)
    }

    /// Name of the file, as the person gave it.
    public let file: String
    /// Row of a list of tables, from 1; nil outside one.
    public let row: Int?
    /// Dotted name of the key; empty when the whole file is meant.
    public let key: String
    public let problem: Problem

    public init(file: String, row: Int? = nil, key: String, problem: Problem) {
        self.file = file
        self.row = row
        self.key = key
        self.problem = problem
    }

    /// One line for the person who wrote the file.
    public var explanation: Bilingual {
        let place = row.map { Bilingual(zh: "\(file) 第 \($0) 行规则", en: "\(file), row \($0)") }
        let (zh, en) = (place?.chinese ?? file, place?.english ?? file)
        switch problem {
        case .syntax(let line, let column, let text):
            return Bilingual(
                zh: "\(file):\(line):\(column) 不是有效的 TOML：\(text.chinese)",
                en: "\(file):\(line):\(column) is not TOML: \(text.english)"
            )
        case .unknownKey(nearest: let nearest?, known: _):
            return Bilingual(
                zh: "\(zh)：没有 \(key) 这一项，是否想写 \(nearest)？",
                en: "\(en): unknown key '\(key)'; did you mean '\(nearest)'?")
        case .unknownKey(nearest: nil, known: let known):
            let list = known.joined(separator: ", ")
            return Bilingual(
                zh: "\(zh)：没有 \(key) 这一项；可用的有：\(list)", en: "\(en): unknown key '\(key)'; known here: \(list)")
        case .missing:
            return Bilingual(zh: "\(zh)：缺少 \(key)", en: "\(en): '\(key)' is missing")
        case .unexpected(let value, let expected):
            return Bilingual(
                zh: "\(zh)：\(key) = \(value) 无法使用，应为\(expected.chinese)",
                en: "\(en): \(key) = \(value) cannot be used; expected \(expected.english)")
        }
    }
}
