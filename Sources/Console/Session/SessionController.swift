// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/signin` and `/signout`.
enum SessionController {
    static func route(_ gate: inout Gate) {
        gate.open(.get, "/signin") { _, visit, _ in
            if visit.person != nil { return .see("/") }
            let door = try await door(of: visit)
            guard door == "/signin" else { return .see(door) }
            return try await show("", safeTarget(visit.parameter("to")), nil, nil, visit)
        }
        gate.openForm("/signin") { form, visit in try await signIn(form, visit) }
        gate.openForm("/sample/entry") { form, visit in try await enterSample(form, visit) }
        gate.form("/signout", needs: nil) { call, _ in
            if let token = call.visit.session { await call.shop.signOut(token) }
            var response = Response.see("/signin?done=signed-out")
            let isSecure = call.site.options.secureCookies
            response.setCookie(CookieName.make(CookieName.session, "", isSecure: isSecure, maxAge: 0))
            return response
        }
    }

    private static func signIn(_ form: Form, _ visit: Visit) async throws -> Response {
        let name = form["name"] ?? ""
        let target = safeTarget(form["to"])
        switch try await visit.shop.signIn(name: name, password: form.verbatim("password"), from: visit.peer) {
        case .welcome(_, let token): return enter(token, at: target, visit)
        case .wrong: return try await show(name, target, visit.words["signin.wrong"], nil, visit)
        case .locked(let until):
            let minutes = minutes(until: until, visit)
            let text = visit.words.text("signin.locked", ["minutes": String(minutes)])
            return try await show(name, target, text, minutes, visit)
        }
    }

    /// Becomes somebody of the sample shop: only at this machine, and only when the assembly offers it.
    private static func enterSample(_ form: Form, _ visit: Visit) async throws -> Response {
        guard try await !samplePeople(visit).isEmpty else { throw Refusal.notAllowed }
        guard case .welcome(_, let token) = try await visit.shop.enterSample(as: form["name"] ?? "") else {
            return .see("/signin")
        }
        var response = enter(token, at: safeTarget(form["to"]), visit)
        let isSecure = visit.site.options.secureCookies
        // Whoever tries the sample goes on in the language they are reading.
        response.setCookie(CookieName.make(CookieName.language, visit.language.rawValue, isSecure: isSecure))
        return response
    }

    /// Where somebody without a session begins: the first run, unless somebody of the sample can come in.
    static func door(of visit: Visit) async throws -> String {
        if await visit.shop.isSetUp { return "/signin" }
        return try await samplePeople(visit).isEmpty ? "/setup" : "/signin"
    }

    /// Those who may be tried; nobody any more once the shop is set up, for then its data may be real.
    private static func samplePeople(_ visit: Visit) async throws -> [SamplePerson] {
        guard visit.site.options.opensSample, visit.isLocal, await !visit.shop.isSetUp else { return [] }
        return try await visit.shop.samplePeople().map { person in
            SamplePerson(
                name: person.name, displayName: person.displayName, roleName: visit.words["role.\(person.role)"])
        }
    }

    static func minutes(until: Instant, _ visit: Visit) -> Int {
        let left = until.milliseconds &- visit.site.options.clock.now().milliseconds
        return Int(clamping: max(1, left / 60_000 + 1))
    }

    /// Hands the session to the browser. The next person at this till reads their own language.
    static func enter(_ token: String, at target: String, _ visit: Visit) -> Response {
        var response = Response.see(target)
        let isSecure = visit.site.options.secureCookies
        response.setCookie(CookieName.make(CookieName.session, token, isSecure: isSecure))
        response.setCookie(CookieName.make(CookieName.language, "", isSecure: isSecure, maxAge: 0))
        return response
    }

    private static func show(
        _ name: String, _ target: String, _ problem: String?, _ minutes: Int?, _ visit: Visit
    ) async throws -> Response {
        let page = SignInPage(
            name: name, target: target, problem: problem, minutesLocked: minutes,
            sample: try await samplePeople(visit),
            isSetUp: await visit.shop.isSetUp, words: visit.words)
        let status: HTTPResponse.Status =
            minutes != nil ? .tooManyRequests : problem != nil ? .unauthorized : .ok
        return try await visit.render("signin", page, status: status)
    }

    /// A path of ours to go to; anything that could lead to another site becomes the first page.
    static func safeTarget(_ target: String?) -> String {
        guard let target, target.utf8.count <= 1_000, target.hasPrefix("/"), !target.hasPrefix("//"),
            !target.hasPrefix("/signin"), !target.contains("\\"),
            target.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 })
        else { return "/" }
        return target
    }
}
