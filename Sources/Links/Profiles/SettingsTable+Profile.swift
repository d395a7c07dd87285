// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

extension SettingsTable {
    /// `true` or `false`, without quotes.
    func flag(_ key: String) throws(SettingsError) -> Bool? {
        guard let value = entries[key] else { return nil }
        guard case .flag(let flag) = value else {
            throw error(
                key, .unexpected(value: value.quoted, expected: Bilingual(zh: "true 或 false", en: "true or false")))
        }
        return flag
    }

    /// The entries of a table inside this one, sorted by key; none when it is absent.
    func entries(of key: String) throws(SettingsError) -> [(key: String, value: SettingValue)] {
        guard let value = entries[key] else { return [] }
        guard case .table(let inner) = value, inner.count <= 500 else {
            throw error(
                key, .unexpected(value: value.quoted, expected: Bilingual(zh: "表 [\(key)]", en: "a table [\(key)]")))
        }
        return inner.sorted { $0.key < $1.key }
    }

    /// A table from words of the file to words of ours.
    func words<Meaning>(_ key: String, _ meaning: (String) -> Meaning?) throws(SettingsError) -> [String: Meaning] {
        var words: [String: Meaning] = [:]
        for (word, value) in try entries(of: key) {
            guard case .text(let text) = value, let found = meaning(text) else {
                let expected = Bilingual(
                    zh: "本软件的词，见 docs/formats/profile.md", en: "a word of ours, see docs/formats/profile.md")
                throw error("\(key).\(word)", .unexpected(value: value.quoted, expected: expected))
            }
            words[word] = found
        }
        return words
    }

    /// A list of texts.
    func texts(_ key: String) throws(SettingsError) -> [String] {
        guard let value = entries[key] else { return [] }
        let expected = Bilingual(zh: "文字列表", en: "a list of texts")
        guard case .list(let values) = value, values.count <= 100 else {
            throw error(key, .unexpected(value: value.quoted, expected: expected))
        }
        var texts: [String] = []
        for element in values {
            guard case .text(let text) = element else {
                throw error(key, .unexpected(value: element.quoted, expected: expected))
            }
            texts.append(text)
        }
        return texts
    }
}
