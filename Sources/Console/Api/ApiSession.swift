// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import NIOCore
import Store

/// `/api/v1/session`: a program signs in as a person and gets a token for `Authorization: Bearer`.
enum ApiSession {
    private struct Credentials: Decodable {
        let name: String
        let password: String
    }

    static func route(_ gate: inout Gate) {
        gate.open(.post, "/api/v1/session") { request, visit, _ in
            try CrossSite.check(request)
            let credentials = try await Body(request, upTo: 4_096).decode(Credentials.self)
            switch try await visit.shop.signIn(
                name: credentials.name, password: credentials.password, from: visit.peer)
            {
            case .welcome(let person, let token):
                return .json(["token": .text(token), "person": ShopShape.person(person)], status: .created)
            case .wrong: throw Refusal.signInFirst
            case .locked(let until):
                throw Refusal.tooManyRequests(secondsToWait: SessionController.minutes(until: until, visit) * 60)
            }
        }
        gate.describe(signIn)
        gate.on(.delete, "/api/v1/session", needs: nil) { call in
            try Gate.checkProgram(call)
            if let token = call.visit.session { await call.shop.signOut(token) }
            return Response(status: .noContent)
        }
        gate.describe(Operation("signOut", "End the session", status: 204))
        gate.api(
            "/api/v1/session", needs: nil,
            Operation(
                "getSession", "Who is signed in, and the token that writes with a cookie need",
                answer: .json(Schemas.reference("Session")))
        ) { call in
            .json([
                "person": ShopShape.person(call.person), "csrf": .text(call.visit.csrf),
                "version": .text(call.site.options.version),
            ])
        }
    }

    private static let signIn = Operation(
        "signIn", "Sign in; the token goes into `Authorization: Bearer`",
        body: .json([
            "type": "object", "required": ["name", "password"],
            "properties": ["name": ["type": "string"], "password": ["type": "string", "format": "password"]],
        ]),
        status: 201,
        answer: .json([
            "type": "object", "required": ["token", "person"],
            "properties": ["token": ["type": "string"], "person": Schemas.reference("Person")],
        ]),
        problems: [415, 429])
}
