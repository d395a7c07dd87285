// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

/// A program that speaks to the API with a bearer token.
struct Program: Sendable {
    struct Answer {
        let status: Int
        let headers: HTTPFields
        let body: [UInt8]

        var json: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]) ?? [:] }
        var items: [[String: Any]] { json["items"] as? [[String: Any]] ?? [] }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    let client: any TestClientProtocol
    let token: String

    static func signedIn(_ name: String, _ client: any TestClientProtocol) async throws -> Program {
        let guest = Program(client: client, token: "")
        let answer = try await guest.send(
            .post, "/api/v1/session", json: #"{"name":"\#(name)","password":"\#(Stage.password)"}"#)
        try #require(answer.status == 201, "sign-in of \(name): \(answer.text)")
        return Program(client: client, token: try #require(answer.json["token"] as? String))
    }

    func get(_ path: String) async throws -> Answer { try await send(.get, path) }

    func send(
        _ method: HTTPRequest.Method, _ path: String, json: String? = nil, key: String? = nil, type: String? = nil,
        more: [String: String] = [:]
    ) async throws -> Answer {
        var headers: HTTPFields = [:]
        if !token.isEmpty { headers[.authorization] = "Bearer \(token)" }
        if json != nil { headers[.contentType] = type ?? "application/json" }
        if let key, let name = HTTPField.Name("Idempotency-Key") { headers[name] = key }
        for (name, value) in more { if let name = HTTPField.Name(name) { headers[name] = value } }
        return try await client.execute(
            uri: path, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) }
        ) { response in
            Answer(
                status: response.status.code, headers: response.headers, body: Array(response.body.readableBytesView))
        }
    }
}
