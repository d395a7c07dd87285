// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/api/v1/people`: who signs in.
enum ApiPeople {
    private struct NewPerson: Decodable {
        let name: String
        let displayName: String
        let role: String
        let stores: [String]?
        let language: String?
        let password: String
    }

    static func route(_ gate: inout Gate) {
        gate.api(
            "/api/v1/people", needs: .viewPeople,
            Operation(
                "listPeople", "Everybody who signs in", answer: Operation.page(of: "Person"))
        ) { call in
            .json(ShopShape.list(try await call.shop.people().map(ShopShape.person), next: nil))
        }
        gate.apiWrite(.post, "/api/v1/people", needs: .changePeople, add, isKept: false) { call, body in
            let asked = try body.decode(NewPerson.self)
            let draft = try draft(of: asked)
            if let problem = PasswordRule.problem(asked.password, again: asked.password, name: draft.name) {
                throw Refusal.invalid(problem.key.replacing("form.", with: ""))
            }
            let person = try await call.shop.addPerson(
                name: draft.name, displayName: draft.displayName, role: draft.role, stores: draft.stores,
                language: draft.language, password: asked.password, by: call.actor)
            return (.created, ShopShape.person(person))
        }
    }

    private static func draft(of asked: NewPerson) throws -> PersonDraft {
        var draft = PersonDraft()
        draft.name = asked.name.lowercased()
        draft.displayName = asked.displayName
        guard let role = Role(rawValue: asked.role) else { throw Refusal.invalid("role") }
        draft.role = role
        draft.stores = Set((asked.stores ?? []).compactMap { StoreID($0) })
        draft.language = asked.language.flatMap { Language(tag: $0) }?.rawValue ?? Language.chinese.rawValue
        if let problem = draft.problem { throw Refusal.invalid(problem.key.replacing("form.", with: "")) }
        return draft
    }

    private static let add = Operation(
        "addPerson", "Add somebody",
        body: .json([
            "type": "object", "required": ["name", "displayName", "role", "password"],
            "properties": [
                "name": ["type": "string"], "displayName": ["type": "string"],
                "role": Schemas.names(of: Role.allCases.map(\.rawValue)),
                "stores": ["type": "array", "items": ["type": "string"]],
                "language": Schemas.names(of: Language.allCases.map(\.rawValue)),
                "password": ["type": "string", "format": "password", "minLength": 12],
            ],
        ]),
        status: 201, answer: .json(Schemas.reference("Person")), problems: [409, 415, 422])
}
