// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Tender

/// The book of official numbers, by kind.
struct DirectoryPage: Sendable {
    struct Line: Sendable, Equatable {
        let id: String
        let name: String
        let numbers: [String]
        let source: String
        let checked: String
        /// What to know before calling; nil when nothing.
        let caution: String?
    }

    struct Kind: Sendable, Equatable {
        let value: String
        let name: String
        let lines: [Line]
    }

    let title: String
    let kinds: [Kind]
    let choices: [Kind]
    let mayChange: Bool
    let problem: String?

    init(_ book: DirectoryBook, today: CivilDate, mayChange: Bool, problem: FormProblem?, words: Words) {
        title = words["directory.title"]
        let entries = book.entries
        let all = DirectoryEntry.Kind.allCases.map { kind in
            Kind(
                value: kind.rawValue, name: words.pick(kind.label),
                lines: entries.filter { $0.kind == kind }.map { Self.line($0, today: today, words) })
        }
        kinds = all.filter { !$0.lines.isEmpty }
        choices = all
        self.mayChange = mayChange
        self.problem = problem.map { words[$0.key] }
    }

    private static func line(_ entry: DirectoryEntry, today: CivilDate, _ words: Words) -> Line {
        let checked =
            switch entry.standing {
            case .unchecked: words["directory.unchecked"]
            case .checked(let day, let name): words.text("directory.checkedOn", ["day": "\(day)", "name": name])
            }
        return Line(
            id: entry.id, name: words.pick(entry.name), numbers: entry.numbers, source: words.pick(entry.source),
            checked: checked, caution: entry.caution(on: today).map(words.pick))
    }
}
