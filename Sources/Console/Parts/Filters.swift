// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// A list's filter as a form: every choice is in the address, so it can be kept and sent.
struct Filters: Sendable, Equatable {
    struct Option: Sendable, Equatable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    struct Choice: Sendable, Equatable {
        let name: String
        let label: String
        let options: [Option]
    }

    let from: String
    let to: String
    let choices: [Choice]
    /// What the list is limited to, in words; nil when it is not.
    var active: String?
    var isOpen: Bool

    init(from: CivilDate?, to: CivilDate?, choices: [Choice], words: Words) {
        self.from = from?.description ?? ""
        self.to = to?.description ?? ""
        self.choices = choices
        var parts = choices.compactMap { choice in
            choice.options.first { $0.isChosen && !$0.value.isEmpty }?.text
        }
        if from != nil || to != nil { parts.insert("\(self.from) – \(self.to)", at: 0) }
        active = parts.isEmpty ? nil : parts.joined(separator: ", ")
        isOpen = !parts.isEmpty
    }
}

extension Filters.Choice {
    /// A choice of one of some values or all.
    init(_ name: String, chosen: String?, of values: [(value: String, text: String)], words: Words) {
        let all = Filters.Option(value: "", text: words["filter.all"], isChosen: chosen == nil)
        self.init(
            name: name, label: words["filter.\(name)"],
            options: [all] + values.map { .init(value: $0.value, text: $0.text, isChosen: $0.value == chosen) })
    }

    /// A choice of one of the codes that this version finds by itself.
    static func codes(chosen: FindingCode?, words: Words) -> Filters.Choice {
        let found = CodeTable.rows.filter { $0.detector == .live || $0.code == chosen }
        return Filters.Choice(
            "code", chosen: chosen?.text,
            of: found.map { ($0.code.text, "\($0.code.text) \(words.pick($0.name))") }, words: words)
    }
}
