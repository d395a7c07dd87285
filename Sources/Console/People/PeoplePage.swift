// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store
import Tender

/// Everybody who signs in, and a form that adds somebody.
struct PeoplePage: Sendable {
    struct Line: Sendable {
        let id: String
        let name: String
        let displayName: String
        let role: String
        let roleName: String
        let stores: String
        let language: String
        let isDisabled: Bool
        let href: String
    }

    struct Draft: Sendable {
        let name: String
        let displayName: String
    }

    let title: String
    let people: [Line]
    let roles: [RoleChoice]
    let stores: [StoreChoice]
    let languages: [LanguageChoice]
    let draft: Draft
    let problem: String?
    let mayChange: Bool

    init(
        _ people: [Person], stores: [StoreRecord], draft: PersonDraft, problem: FormProblem?, mayChange: Bool,
        words: Words
    ) {
        title = words["people.title"]
        let names = Dictionary(stores.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        self.people = people.map { person in
            let own = person.stores.sorted().map { names[$0] ?? $0.text }
            return Line(
                id: String(person.id), name: person.name, displayName: person.displayName,
                role: person.role.rawValue, roleName: words["role.\(person.role.rawValue)"],
                stores: own.isEmpty ? words["people.allStores"] : own.joined(separator: ", "),
                language: person.language, isDisabled: person.isDisabled, href: "/people/\(person.id)")
        }
        roles = RoleChoice.all(chosen: draft.role, words: words)
        self.stores = StoreChoice.all(stores, chosen: draft.stores)
        languages = LanguageChoice.all(chosen: draft.language)
        self.draft = Draft(name: draft.name, displayName: draft.displayName)
        self.problem = problem.map { words[$0.key] }
        self.mayChange = mayChange
    }
}
