// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird

/// `/api/openapi.json`: made of the routes themselves, so that it cannot say anything else.
enum OpenAPI {
    static let path = "/api/openapi.json"

    /// The document, as OpenAPI 3.1 wants it.
    static func document(_ listings: [Gate.Listing], version: String) -> JSON {
        var paths: [(String, JSON)] = []
        let described = listings.filter { $0.operation != nil }
        for path in Set(described.map(\.path)).sorted() {
            let methods = described.filter { $0.path == path }.compactMap { listing in
                listing.operation.map { (listing.method.lowercased(), operation($0, listing)) }
            }
            paths.append((path, .object(methods)))
        }
        return .object([
            ("openapi", "3.1.0"),
            (
                "info",
                [
                    "title": "Counterfoil", "version": .text(version),
                    "summary": "What really happened with each payment, and how we know",
                    "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
                ]
            ),
            ("servers", [["url": "/"]]), ("paths", .object(paths)),
            (
                "components",
                [
                    "schemas": .object(Schemas.all),
                    "securitySchemes": [
                        "bearer": ["type": "http", "scheme": "bearer"],
                        "cookie": ["type": "apiKey", "in": "cookie", "name": .text(CookieName.session)],
                    ],
                ]
            ),
        ])
    }

    private static func operation(_ operation: Operation, _ listing: Gate.Listing) -> JSON {
        var members: [(String, JSON)] = [
            ("operationId", .text(operation.id)), ("summary", .text(operation.summary)),
            ("tags", [.text(tag(listing.path))]),
        ]
        if !operation.parameters.isEmpty { members.append(("parameters", .list(operation.parameters.map(parameter)))) }
        if let body = operation.body {
            members.append(("requestBody", ["required": true, "content": content(body)]))
        }
        members.append(("responses", .object(responses(operation, listing))))
        let either: JSON = [["bearer": []], ["cookie": []]]
        members.append(("security", listing.entry == .open ? [] : either))
        if case .needs(let permission) = listing.entry {
            members.append(("x-permission", .text(permission.rawValue)))
        }
        return .object(members)
    }

    private static func parameter(_ parameter: Operation.Parameter) -> JSON {
        [
            "name": .text(parameter.name), "in": .text(parameter.place), "required": .boolean(parameter.isRequired),
            "description": .text(parameter.summary), "schema": parameter.schema,
        ]
    }

    private static func content(_ content: Operation.Content) -> JSON {
        let value: JSON = ["schema": content.schema]
        return .object([(content.type, value)])
    }

    private static func responses(_ operation: Operation, _ listing: Gate.Listing) -> [(String, JSON)] {
        var good: [(String, JSON)] = [("description", "Done")]
        if let answer = operation.answer { good.append(("content", content(answer))) }
        var responses = [(String(operation.status), JSON.object(good))]
        let always = listing.entry == .open ? [400, 401] : [400, 401, 403]
        for status in Set(always + operation.problems).sorted() {
            let text = HTTPResponse.Status(code: status).reasonPhrase
            let problem = Operation.Content(type: "application/problem+json", schema: Schemas.reference("Problem"))
            let answer: JSON = ["description": .text(text.isEmpty ? "Refused" : text), "content": content(problem)]
            responses.append((String(status), answer))
        }
        return responses
    }

    private static func tag(_ path: String) -> String {
        path.split(separator: "/").dropFirst(2).first.map(String.init) ?? "api"
    }
}
