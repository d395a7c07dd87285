// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store

/// One person: role, stores, language, password, and the end of their access.
struct PersonPage: Sendable {
    struct Someone: Sendable {
        let id: String
        let name: String
        let displayName: String
        let role: String
        let language: String
        let isDisabled: Bool
    }

    let title: String
    let person: Someone
    let roles: [RoleChoice]
    let stores: [StoreChoice]
    let languages: [LanguageChoice]
    let problem: String?
    let isSelf: Bool
    let mayChange: Bool

    init(
        _ person: Person, stores: [StoreRecord], draft: PersonDraft, problem: FormProblem?, call: Call
    ) {
        title = person.displayName
        self.person = Someone(
            id: String(person.id), name: person.name, displayName: draft.displayName, role: person.role.rawValue,
            language: person.language, isDisabled: person.isDisabled)
        roles = RoleChoice.all(chosen: draft.role, words: call.words)
        self.stores = StoreChoice.all(stores, chosen: draft.stores)
        languages = LanguageChoice.all(chosen: draft.language)
        self.problem = problem.map { call.words[$0.key] }
        isSelf = person.id == call.person.id
        mayChange = call.may(.changePeople)
    }
}
