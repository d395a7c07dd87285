// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store

/// `/account`: what everybody may change about themselves.
enum AccountController {
    static func route(_ gate: inout Gate) {
        gate.get("/account", needs: nil) { call in try await show(nil, call) }
        gate.form("/account/language", needs: nil) { call, form in
            guard let language = form["language"].flatMap({ Language(tag: $0) }) else {
                throw Refusal.invalid("language: zh-CN or en")
            }
            let person = call.person
            try await call.shop.changePerson(
                Person(
                    id: person.id, name: person.name, displayName: person.displayName, role: person.role,
                    stores: person.stores, language: language.rawValue, isDisabled: person.isDisabled),
                by: call.actor)
            var response = Response.see("/account?done=language")
            let isSecure = call.site.options.secureCookies
            response.setCookie(CookieName.make(CookieName.language, "", isSecure: isSecure, maxAge: 0))
            return response
        }
        gate.form("/account/password", needs: nil) { call, form in try await setPassword(form, call) }
    }

    private static func setPassword(_ form: Form, _ call: Call) async throws -> Response {
        let password = form.verbatim("password")
        let again = form.verbatim("passwordAgain")
        if let problem = PasswordRule.problem(password, again: again, name: call.person.name) {
            return try await show(problem, call)
        }
        // The present password counts as a sign-in, so guessing it here meets the same lock.
        let outcome = try await call.shop.signIn(
            name: call.person.name, password: form.verbatim("current"), from: call.visit.peer)
        guard case .welcome = outcome else { return try await show(FormProblem("form.password-wrong"), call) }
        try await call.shop.setPassword(of: call.person.id, to: password, by: call.actor)
        // Setting a password ends every session of the person; this one goes on under a new token.
        guard
            case .welcome(_, let token) = try await call.shop.signIn(
                name: call.person.name, password: password, from: call.visit.peer)
        else { return .see("/signin") }
        return SessionController.enter(token, at: "/account?done=password-set", call.visit)
    }

    private static func show(_ problem: FormProblem?, _ call: Call) async throws -> Response {
        try await call.render(
            "settings/account", AccountPage(call, problem: problem), current: nil, problem: problem)
    }
}
