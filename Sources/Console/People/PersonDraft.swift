// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store
import Tender

/// A person as a form holds them.
struct PersonDraft: Sendable, Equatable {
    var name = ""
    var displayName = ""
    var role = Role.cashier
    var stores: Set<StoreID> = []
    var language = Language.chinese.rawValue

    init() {}

    init(_ person: Person) {
        name = person.name
        displayName = person.displayName
        role = person.role
        stores = person.stores
        language = person.language
    }

    /// The person a form describes, or the key of the text that says what is wrong.
    static func reading(_ form: Form, name: String) -> (draft: PersonDraft, problem: FormProblem?) {
        var draft = PersonDraft()
        draft.name = name.lowercased()
        draft.displayName = form["displayName"] ?? ""
        draft.stores = Set(form.all("stores").prefix(1_000).compactMap { StoreID($0) })
        draft.language = form["language"].flatMap { Language(tag: $0) }?.rawValue ?? Language.chinese.rawValue
        guard let role = form["role"].flatMap(Role.init) else { return (draft, FormProblem("form.role-unknown")) }
        draft.role = role
        return (draft, draft.problem)
    }

    /// The key of the text that says what is wrong; nil when nothing is.
    var problem: FormProblem? {
        let isName = !name.isEmpty && name.utf8.count <= 64 && name.unicodeScalars.allSatisfy { $0.value > 32 }
        guard isName, !displayName.isEmpty, displayName.utf8.count <= 200 else {
            return FormProblem("form.name-required")
        }
        // A cashier, manager or technician without a store would see nothing.
        let seesAll: Set<Role> = [.service, .finance, .auditor, .administrator]
        guard !stores.isEmpty || seesAll.contains(role) else {
            return FormProblem("form.person-store-required")
        }
        return nil
    }
}
