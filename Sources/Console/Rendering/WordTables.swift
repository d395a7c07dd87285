// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation

/// Reads `strings.<language>.json`: objects may be nested, keys are then joined with dots.
struct WordTables: Sendable {
    private let byLanguage: [Language: Words]

    init(directory: URL) throws {
        var byLanguage: [Language: Words] = [:]
        for language in Language.allCases {
            let url = directory.appending(path: "strings.\(language.rawValue).json")
            let table = try JSONDecoder().decode(Table.self, from: Data(contentsOf: url))
            byLanguage[language] = Words(language: language, texts: table.flattened)
        }
        self.byLanguage = byLanguage
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
