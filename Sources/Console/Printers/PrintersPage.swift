// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Store
import Tender

/// The printers and their lamps, and a form that sets one up.
struct PrintersPage: Sendable {
    struct Option: Sendable, Equatable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    let title: String
    /// Why nothing can be printed from here; nil where it can.
    let noDesk: String?
    let cards: [PrinterCard]
    let hasCards: Bool
    let empty: Blank?
    let mayChange: Bool
    let draft: PrinterDraft
    let isNew: Bool
    let problem: String?
    let stores: [StoreChoice]
    let profiles: [Option]
    let failOvers: [Option]

    init(
        _ cards: [PrinterCard], hasDesk: Bool, mayChange: Bool, draft: PrinterDraft, problem: FormProblem?,
        stores: [StoreRecord], words: Words
    ) {
        title = words["printers.title"]
        noDesk = hasDesk ? nil : words["printers.noDesk"]
        self.cards = cards
        hasCards = !cards.isEmpty
        self.mayChange = mayChange
        self.draft = draft
        isNew = !cards.contains { $0.name == draft.name }
        self.problem = problem.map { words[$0.key] }
        self.stores = StoreChoice.all(stores, chosen: Set([StoreID(draft.store)].compactMap(\.self)))
        profiles = Profile.all.map { profile in
            Option(
                value: profile.name, text: words["printers.profile.\(profile.name)"],
                isChosen: profile.name == draft.profile)
        }
        let others = cards.map(\.name).filter { $0 != draft.name || draft.name.isEmpty }
        failOvers =
            [Option(value: "", text: words["printers.noFailOver"], isChosen: draft.failOver.isEmpty)]
            + others.map { Option(value: $0, text: $0, isChosen: $0 == draft.failOver) }
        empty =
            cards.isEmpty
            ? Blank(
                icon: "printers", heading: words["printers.empty.heading"],
                lines: [
                    words["printers.empty.why"], words[mayChange ? "printers.empty.act" : "printers.empty.ask"],
                ]) : nil
    }
}
