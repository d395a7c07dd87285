// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store
import Tender

/// Which terminal stands in which store, and a form that says so.
struct TerminalsPage: Sendable {
    struct Line: Sendable {
        let terminal: String
        let merchant: String
        let store: String
        let storeName: String
    }

    struct Draft: Sendable {
        var terminal = ""
        var merchant = ""
        var store = ""
    }

    let title: String
    let terminals: [Line]
    let stores: [StoreChoice]
    let draft: Draft
    let problem: String?
    let mayChange: Bool

    init(
        _ terminals: [TerminalBinding], stores: [StoreRecord], draft: Draft, problem: FormProblem?,
        mayChange: Bool, words: Words
    ) {
        title = words["terminals.title"]
        let names = Dictionary(stores.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        self.terminals = terminals.map {
            Line(
                terminal: $0.terminal.text, merchant: $0.merchant?.text ?? "", store: $0.store.text,
                storeName: names[$0.store] ?? $0.store.text)
        }
        self.stores = StoreChoice.all(stores, chosen: Set([StoreID(draft.store)].compactMap { $0 }))
        self.draft = draft
        self.problem = problem.map { words[$0.key] }
        self.mayChange = mayChange
    }
}
