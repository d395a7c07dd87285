// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// A paper of a pack: words and tables, without a look. Each is a text file of its own and a section of the PDF.
public struct Sheet: Sendable, Hashable {
    /// One piece of it.
    public enum Block: Sendable, Hashable {
        case heading(String)
        case paragraph(String)
        case table(head: [String], rows: [[String]])
    }

    /// Name of the file in the pack, without `.txt`.
    public let name: String
    public let title: Bilingual
    public var blocks: [Block]

    public init(name: String, title: Bilingual, blocks: [Block] = []) {
        self.name = name
        self.title = title
        self.blocks = blocks
    }

    /// Both languages on one line: `中文 / English`.
    public static func both(_ words: Bilingual) -> String { "\(words.chinese) / \(words.english)" }

    /// Adds a table of names and values; values that are missing or empty are left out.
    public mutating func add(_ pairs: [(name: Bilingual, value: String?)]) {
        let rows = pairs.compactMap { pair in
            pair.value.flatMap { $0.isEmpty ? nil : [Self.both(pair.name), $0] }
        }
        if !rows.isEmpty { blocks.append(.table(head: [Self.both(.field), Self.both(.value)], rows: rows)) }
    }

    /// The sheet as plain text: a line a row, cells divided by ` | `.
    public var text: String {
        var lines = [Self.both(title), ""]
        for block in blocks {
            switch block {
            case .heading(let text): lines += ["", "## \(text)"]
            case .paragraph(let text): lines.append(text)
            case .table(let head, let rows):
                lines.append(head.joined(separator: " | "))
                lines += rows.map { row in
                    row.map { $0.split(separator: "\n").joined(separator: " / ") }.joined(separator: " | ")
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Bilingual {
    static let field = Bilingual(zh: "项目", en: "field")
    static let value = Bilingual(zh: "内容", en: "value")
}
