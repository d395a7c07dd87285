// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation

/// Reads every `strings.<language>.json` of the folder and its subfolders: a resource may keep its words beside its
/// pages. Objects may be nested, keys are then joined with dots; of two texts with one key the start is refused.
struct WordTables: Sendable {
    private let byLanguage: [Language: Words]

    init(directory: URL) throws {
        var byLanguage: [Language: Words] = [:]
        for language in Language.allCases {
            var texts: [String: String] = [:]
            for url in Self.files("strings.\(language.rawValue).json", in: directory) {
                let table = try JSONDecoder().decode(Table.self, from: Data(contentsOf: url))
                try texts.merge(table.flattened) { first, _ in throw Doubled(text: first, file: url.path) }
            }
            byLanguage[language] = Words(language: language, texts: texts)
        }
        self.byLanguage = byLanguage
    }

    /// Two files hold a text under the same key.
    struct Doubled: Error {
        let text: String
        let file: String
    }

    private static func files(_ name: String, in directory: URL) -> [URL] {
        let own = directory.appending(path: name)
        let folders =
            (try? FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)) ?? []
        let below = folders.map { $0.appending(path: name) }.filter { FileManager.default.fileExists(atPath: $0.path) }
        return [own] + below.sorted { $0.path < $1.path }
    }

    subscript(_ language: Language) -> Words {
        byLanguage[language] ?? Words(language: language, texts: [:])
    }

    private indirect enum Table: Decodable {
        case text(String)
        case group([String: Table])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .group(try container.decode([String: Table].self))
            }
        }

        var flattened: [String: String] {
            guard case .group(let members) = self else { return [:] }
            var texts: [String: String] = [:]
            for (name, member) in members {
                switch member {
                case .text(let text): texts[name] = text
                case .group: for (rest, text) in member.flattened { texts["\(name).\(rest)"] = text }
                }
            }
            return texts
        }
    }
}
