// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// What somebody fills in to open a case by hand.
struct CaseDraft: Sendable {
    let code: String
    let transaction: String
    let store: String
    let words: String

    init(_ query: Query) {
        self.init(query["code"], query["transaction"], query["store"], query["words"])
    }

    init(_ form: Form) {
        self.init(form["code"], form["transaction"], form["store"], form["words"])
    }

    private init(_ code: String?, _ transaction: String?, _ store: String?, _ words: String?) {
        self.code = code ?? ""
        self.transaction = String((transaction ?? "")[...].trimmingBlanks)
        self.store = store ?? ""
        self.words = String((words ?? "")[...].trimmingBlanks)
    }

    /// Technicians open cases of devices, the others any.
    func allows(_ code: FindingCode, for role: Role) -> Bool {
        role != .technician || CodeTable.row(for: code)?.family == .devices
    }
}

/// The form for one more case.
struct CaseDraftPage: Sendable {
    struct Group: Sendable {
        let name: String
        let codes: [Filters.Option]
    }

    let title: String
    let groups: [Group]
    let stores: [Filters.Option]
    let transaction: String
    let words: String
    let problem: String?

    init(_ draft: CaseDraft, problem: String?, stores: [StoreRecord], call: Call) {
        let texts = call.words
        title = texts["cases.new"]
        groups = CodeRow.Family.allCases.compactMap { family in
            let rows = CodeTable.rows.filter { row in
                row.family == family && draft.allows(row.code, for: call.person.role)
            }
            guard !rows.isEmpty else { return nil }
            return Group(
                name: texts["family.\(family.rawValue)"],
                codes: rows.map { row in
                    .init(
                        value: row.code.text, text: "\(row.code) \(texts.pick(row.name))",
                        isChosen: row.code.text == draft.code)
                })
        }
        self.stores = stores.map { .init(value: $0.id.text, text: $0.name, isChosen: $0.id.text == draft.store) }
        transaction = draft.transaction
        words = draft.words
        self.problem = problem
    }
}
