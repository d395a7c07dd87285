// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store

/// Every route goes through here, and here alone it is decided who may call it.
struct Gate {
    /// Who may call a route.
    enum Entry: Sendable, Equatable {
        /// Anybody, signed in or not.
        case open
        /// Those whose role may do the act.
        case needs(Permission)
        /// Everybody who is signed in.
        case signedIn
    }

    /// A route as tests and the API description see it.
    struct Listing: Sendable {
        let method: String
        let path: String
        let entry: Entry
        var operation: Operation?
    }

    let router: Router<ConsoleContext>
    let site: Site
    private(set) var listings: [Listing] = []

    init(router: Router<ConsoleContext>, site: Site) {
        self.router = router
        self.site = site
    }

    /// Says what the route that was named last takes and gives.
    mutating func describe(_ operation: Operation) {
        guard !listings.isEmpty else { return }
        listings[listings.count - 1].operation = operation
    }

    /// A route that anybody may call.
    mutating func open(
        _ method: HTTPRequest.Method, _ path: String,
        _ handler: @escaping @Sendable (Request, Visit, Parameters) async throws -> Response
    ) {
        listings.append(Listing(method: method.rawValue, path: path, entry: .open))
        router.on(RouterPath(path), method: method) { [site] request, context in
            try await handler(request, context.visit(on: site), context.parameters)
        }
    }

    /// A route for those who may do the act; nil is everybody who is signed in.
    mutating func on(
        _ method: HTTPRequest.Method, _ path: String, needs permission: Permission?,
        _ handler: @escaping @Sendable (Call) async throws -> Response
    ) {
        let entry: Entry = permission.map { .needs($0) } ?? .signedIn
        listings.append(Listing(method: method.rawValue, path: path, entry: entry))
        router.on(RouterPath(path), method: method) { [site] request, context in
            let visit = try context.visit(on: site)
            guard let person = visit.person else { throw Refusal.signInFirst }
            if let permission, !permission.allows(person.role) { throw Refusal.notAllowed }
            let call = Call(
                visit: visit, person: person, reach: Reach(of: person), request: request,
                parameters: context.parameters)
            return try await handler(call)
        }
    }

    /// A page, with its answer to a `HEAD` request left to the router.
    mutating func get(
        _ path: String, needs permission: Permission?,
        _ handler: @escaping @Sendable (Call) async throws -> Response
    ) {
        on(.get, path, needs: permission, handler)
    }

    /// A form of a page: read whole, checked to come from a page of ours, and only then handed on.
    mutating func form(
        _ path: String, needs permission: Permission?, upTo byteCountMax: Int = 65_536,
        _ handler: @escaping @Sendable (Call, Form) async throws -> Response
    ) {
        on(.post, path, needs: permission) { call in
            let form = try await Form.read(call.request, visit: call.visit, upTo: byteCountMax)
            return try await handler(call, form)
        }
    }

    /// A form that needs no sign-in.
    mutating func openForm(
        _ path: String, _ handler: @escaping @Sendable (Form, Visit) async throws -> Response
    ) {
        open(.post, path) { request, visit, _ in
            try await handler(Form.read(request, visit: visit, upTo: 65_536), visit)
        }
    }
}
