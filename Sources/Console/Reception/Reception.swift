// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Links
import Logging
import Store

/// The first desk: is this host ours, who is it, which language; and the last: what went wrong, said politely.
struct Reception: RouterMiddleware {
    typealias Context = ConsoleContext

    /// What proxies put into the requests they pass on.
    private static let proxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"].compactMap {
        HTTPField.Name($0)
    }

    let site: Site

    @concurrent func handle(
        _ request: Request, context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        let isProgram = request.uri.path == "/api" || request.uri.path.hasPrefix("/api/")
        var context = context
        var visit = anonymous(request, context)
        do {
            try check(host: request.head.authority, path: request.uri.path)
            visit = try await identify(request, visit)
            context.visit = visit
            var response = try await next(request, context)
            remember(visit, request, &response)
            return response
        } catch {
            let answer = ErrorAnswer(error)
            if answer.status.code >= 500 {
                context.logger.error("\(answer.name)", metadata: ["error": "\(type(of: error))"])
            }
            if isProgram { return answer.problem(instance: context.id) }
            if answer.name == "sign-in-first", request.method == .get { return signIn(visit) }
            return try await page(answer, visit, requestID: context.id)
        }
    }

    /// Loopback names, the address we listen on, and the names the assembly allows. Anything else may be a
    /// page that had its name point at this machine. The name customers know opens the customers' door alone.
    private func check(host: String?, path: String) throws {
        guard let host, let name = HostName.name(of: host) else { throw Refusal.unknownHost }
        let options = site.options
        if HostName.loopback.contains(name) || name == options.host.lowercased() || options.allowedHosts.contains(name)
        {
            return
        }
        guard name == ReceiptLink.host(of: options.receiptAddress) else { throw Refusal.unknownHost }
        guard ReceiptLink.isDoor(path) else { throw Refusal.notFound }
    }

    private func anonymous(_ request: Request, _ context: ConsoleContext) -> Visit {
        let accepted = request.headers[.acceptLanguage].flatMap { Language.preferred(accepting: $0) }
        return Visit(
            site: site, words: site.pages.words[chosenLanguage(request) ?? accepted ?? .chinese], person: nil,
            session: nil, secret: request.cookies[CookieName.visit]?.value ?? Secret.make(), isBearer: false,
            peer: Knocker.client(peer: context.peer, headers: request.headers, trusted: site.options.trustedProxies),
            isForwarded: Self.proxyHeaders.contains { request.headers[$0] != nil },
            isPrivate: isPrivate(request, from: context.peer), path: request.uri.path, query: request.uri.query ?? "")
    }

    /// - Parameter peer: the other end of the socket; empty inside the process.
    private func isPrivate(_ request: Request, from peer: String) -> Bool {
        let isPassedOn = Self.proxyHeaders.contains { request.headers[$0] != nil }
        guard isPassedOn else { return peer.isEmpty || SenderRule.loopback.contains { $0.allows(peer) } }
        let scheme = HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] }
        return scheme == "https" && (peer.isEmpty || site.options.trustedProxies.contains { $0.allows(peer) })
    }

    private func chosenLanguage(_ request: Request) -> Language? {
        let asked = request.uri.queryParameters["lang"].flatMap { Language(tag: $0) }
        return asked ?? request.cookies[CookieName.language].flatMap { Language(tag: $0.value) }
    }

    private func identify(_ request: Request, _ visit: Visit) async throws -> Visit {
        let bearer = request.headers[.authorization].flatMap { Secret.bearer($0) }
        guard let token = bearer ?? request.cookies[CookieName.session]?.value, token.utf8.count <= 256,
            let person = try await site.shop.session(token)
        else { return visit }
        let language = chosenLanguage(request) ?? Language(tag: person.language) ?? visit.language
        return Visit(
            site: site, words: site.pages.words[language], person: person, session: token, secret: token,
            isBearer: bearer != nil, peer: visit.peer, isForwarded: visit.isForwarded,
            isPrivate: visit.isPrivate, path: visit.path, query: visit.query)
    }

    private func remember(_ visit: Visit, _ request: Request, _ response: inout Response) {
        let isSecure = site.options.secureCookies
        if visit.person == nil, request.cookies[CookieName.visit] == nil,
            response.headers[.contentType]?.hasPrefix("text/html") == true
        {
            response.setCookie(CookieName.make(CookieName.visit, visit.secret, isSecure: isSecure))
        }
        if let asked = request.uri.queryParameters["lang"], let language = Language(tag: asked) {
            response.setCookie(CookieName.make(CookieName.language, language.rawValue, isSecure: isSecure))
        }
    }

    private func signIn(_ visit: Visit) -> Response {
        let here = visit.query.isEmpty ? visit.path : "\(visit.path)?\(visit.query)"
        return .see(here == "/" ? "/signin" : "/signin?to=\(PercentText.encode(here))")
    }

    private func page(_ answer: ErrorAnswer, _ visit: Visit, requestID: String) async throws -> Response {
        let page = ErrorPage(answer, requestID: requestID, words: visit.words)
        var response = try await visit.render("error", page, status: answer.status)
        if let retryAfter = answer.retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }
}
