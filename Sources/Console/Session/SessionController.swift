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
            let target = safeTarget(visit.parameter("to"))
            let page = SignInPage(name: "", target: target, problem: nil, minutesLocked: nil)
            return try await visit.render("signin", page)
        }
        gate.openForm("/signin") { form, visit in try await signIn(form, visit) }
        gate.form("/signout", needs: nil) { call, _ in
            if let token = call.visit.session { await call.shop.signOut(token) }
            var response = Response.see("/signin?done=signed-out")
            response.setCookie(CookieName.make(CookieName.session, "", isSecure: call.site.options.secureCookies, maxAge: 0))
            return response
        }
    }

    private static func signIn(_ form: Form, _ visit: Visit) async throws -> Response {
        let name = form["name"] ?? ""
        let target = safeTarget(form["to"])
        switch try await visit.shop.signIn(name: name, password: form.verbatim("password"), from: visit.peer) {
        case .welcome(_, let token):
            var response = Response.see(target)
            let isSecure = visit.site.options.secureCookies
            response.setCookie(CookieName.make(CookieName.session, token, isSecure: isSecure))
            // The next person at this till reads their own language.
            response.setCookie(CookieName.make(CookieName.language, "", isSecure: isSecure, maxAge: 0))
            return response
        case .wrong:
            let page = SignInPage(
                name: name, target: target, problem: visit.words["signin.wrong"], minutesLocked: nil)
            return try await visit.render("signin", page, status: .unauthorized)
        case .locked(let until):
            let left = until.milliseconds - visit.site.options.clock.now().milliseconds
            let minutes = Int(clamping: max(1, (left + 59_999) / 60_000))
            let page = SignInPage(
                name: name, target: target,
                problem: visit.words.text("signin.locked", ["minutes": String(minutes)]), minutesLocked: minutes)
            return try await visit.render("signin", page, status: .tooManyRequests)
        }
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
