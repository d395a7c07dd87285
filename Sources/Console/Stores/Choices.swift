// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store
import Tender

/// One of the languages, for a form.
struct LanguageChoice: Sendable, Equatable {
    let tag: String
    let name: String
    let isChosen: Bool

    /// The languages, in their own names.
    static func all(chosen: String) -> [LanguageChoice] {
        Language.allCases.map { LanguageChoice(tag: $0.rawValue, name: $0.name, isChosen: $0.rawValue == chosen) }
    }
}

/// One of the stores, for a form.
struct StoreChoice: Sendable, Equatable {
    let id: String
    let name: String
    let isChosen: Bool

    static func all(_ stores: [StoreRecord], chosen: Set<StoreID>) -> [StoreChoice] {
        stores.map { StoreChoice(id: $0.id.text, name: $0.name, isChosen: chosen.contains($0.id)) }
    }
}

/// One of the roles, for a form.
struct RoleChoice: Sendable, Equatable {
    let key: String
    let name: String
    let isChosen: Bool

    static func all(chosen: Role, words: Words) -> [RoleChoice] {
        Role.allCases.map {
            RoleChoice(key: $0.rawValue, name: words["role.\($0.rawValue)"], isChosen: $0 == chosen)
        }
    }
}
