// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store

/// `/people`: who signs in, and what they are.
enum PeopleController {
    static func route(_ gate: inout Gate) {
        gate.get("/people", needs: .viewPeople) { call in try await list(PersonDraft(), nil, call) }
        gate.form("/people", needs: .changePeople) { call, form in try await add(form, call) }
        gate.get("/people/{id}", needs: .viewPeople) { call in
            let person = try await person(call)
            return try await show(person, PersonDraft(person), nil, call)
        }
        gate.form("/people/{id}", needs: .changePeople) { call, form in try await change(form, call) }
        gate.form("/people/{id}/password", needs: .changePeople) { call, form in
            let person = try await person(call)
            let password = form.verbatim("password")
            let again = form.verbatim("passwordAgain")
            if let problem = PasswordRule.problem(password, again: again, name: person.name) {
                return try await show(person, PersonDraft(person), problem, call)
            }
            try await call.shop.setPassword(of: person.id, to: password, by: call.actor)
            return .see("/people?done=password-set")
        }
        gate.form("/people/{id}/disablement", needs: .changePeople) { call, _ in
            let person = try await person(call)
            guard person.id != call.person.id else { throw Refusal.conflict("nobody disables themselves") }
            try await call.shop.disablePerson(person.id, by: call.actor)
            return .see("/people?done=person-disabled")
        }
    }

    private static func add(_ form: Form, _ call: Call) async throws -> Response {
        let (draft, problem) = PersonDraft.reading(form, name: form["name"] ?? "")
        if let problem { return try await list(draft, problem, call) }
        let password = form.verbatim("password")
        if let problem = PasswordRule.problem(password, again: password, name: draft.name) {
            return try await list(draft, problem, call)
        }
        guard try await !call.shop.people().contains(where: { $0.name == draft.name }) else {
            return try await list(draft, FormProblem("form.name-taken"), call)
        }
        _ = try await call.shop.addPerson(
            name: draft.name, displayName: draft.displayName, role: draft.role, stores: draft.stores,
            language: draft.language, password: password, by: call.actor)
        return .see("/people?done=person-added")
    }

    private static func change(_ form: Form, _ call: Call) async throws -> Response {
        let person = try await person(call)
        let (draft, problem) = PersonDraft.reading(form, name: person.name)
        if let problem { return try await show(person, draft, problem, call) }
        // The last administrator who gives the role away locks everybody out.
        guard person.id != call.person.id || draft.role == person.role else {
            throw Refusal.conflict("nobody changes their own role")
        }
        let changed = Person(
            id: person.id, name: person.name, displayName: draft.displayName, role: draft.role,
            stores: draft.stores, language: draft.language, isDisabled: person.isDisabled)
        try await call.shop.changePerson(changed, by: call.actor)
        return .see("/people?done=person-saved")
    }

    private static func person(_ call: Call) async throws -> Person {
        let id = call.parameters.get("id").flatMap { Int64($0) }
        guard let person = try await call.shop.people().first(where: { $0.id == id }) else {
            throw Refusal.notFound
        }
        return person
    }

    private static func list(_ draft: PersonDraft, _ problem: FormProblem?, _ call: Call) async throws -> Response {
        let page = PeoplePage(
            try await call.shop.people(), stores: try await call.shop.stores(), draft: draft, problem: problem,
            mayChange: call.may(.changePeople), words: call.words)
        return try await call.render("settings/people", page, current: .people, problem: problem)
    }

    private static func show(
        _ person: Person, _ draft: PersonDraft, _ problem: FormProblem?, _ call: Call
    ) async throws -> Response {
        let page = PersonPage(
            person, stores: try await call.shop.stores(), draft: draft, problem: problem, call: call)
        return try await call.render("settings/person", page, current: .people, problem: problem)
    }
}
