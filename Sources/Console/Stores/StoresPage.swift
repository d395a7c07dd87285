// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store

/// The stores of the merchant, and a form that adds or changes one.
struct StoresPage: Sendable {
    let title: String
    let stores: [StoreDraft]
    let problem: String?
    let draft: StoreDraft
    let zones: [ZoneChoice]
    let mayChange: Bool

    init(_ stores: [StoreRecord], draft: StoreDraft, problem: FormProblem?, mayChange: Bool, words: Words) {
        title = words["stores.title"]
        self.stores = stores.map { StoreDraft($0) }
        self.problem = problem.map { words[$0.key] }
        self.draft = draft
        zones = ZoneChoice.all(chosen: draft.zone)
        self.mayChange = mayChange
    }
}
