// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

/// A browser for tests: keeps cookies, and takes the form's token from the page it last saw.
final class Browser: Sendable {
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let text: String

        var location: String? { headers[.location] }
    }

    private struct Memory {
        var cookies: [String: String] = [:]
        var token = ""
    }

    private let client: any TestClientProtocol
    private let memory = Mutex(Memory())

    init(_ client: any TestClientProtocol) { self.client = client }

    /// A browser whose person has signed in.
    static func signedIn(_ name: String, _ client: any TestClientProtocol) async throws -> Browser {
        let browser = Browser(client)
        _ = try await browser.get("/signin")
        let answer = try await browser.post("/signin", ["name": name, "password": Stage.password])
        try #require(answer.status == 303, "sign-in of \(name): \(answer.status) \(answer.text)")
        return browser
    }

    var token: String { memory.withLock { $0.token } }
    var session: String? { memory.withLock { $0.cookies["counterfoil_session"] } }

    func forgetToken() { memory.withLock { $0.token = "" } }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await send(path, .get, headers, nil)
    }

    func post(_ path: String, _ fields: [String: String], headers: HTTPFields = [:]) async throws -> Answer {
        try await post(path, fields.map { ($0.key, $0.value) }, headers: headers)
    }

    func post(_ path: String, _ fields: [(String, String)], headers: HTTPFields = [:]) async throws -> Answer {
        let all = [("_csrf", token)] + fields
        let body = all.map { "\(escape($0.0))=\(escape($0.1))" }.joined(separator: "&")
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(path, .post, headers, ByteBuffer(string: body))
    }

    func upload(_ path: String, name: String, content: String, token: String? = nil) async throws -> Answer {
        let boundary = "----test\(UInt32.max)"
        var body = "--\(boundary)\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n\(token ?? self.token)\r\n"
        body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n"
        body += "Content-Type: text/csv\r\n\r\n\(content)\r\n--\(boundary)--\r\n"
        let headers: HTTPFields = [.contentType: "multipart/form-data; boundary=\(boundary)"]
        return try await send(path, .post, headers, ByteBuffer(string: body))
    }

    /// Follows redirects to the page at their end.
    func follow(_ answer: Answer) async throws -> Answer {
        var answer = answer
        for _ in 0..<5 {
            guard let location = answer.location else { return answer }
            answer = try await get(location)
        }
        return answer
    }

    func send(
        _ path: String, _ method: HTTPRequest.Method, _ headers: HTTPFields, _ body: ByteBuffer?
    ) async throws -> Answer {
        var headers = headers
        let cookies = memory.withLock { $0.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if !cookies.isEmpty { headers[.cookie] = cookies }
        return try await client.execute(uri: path, method: method, headers: headers, body: body) { response in
            let text = String(buffer: response.body)
            self.remember(response.headers, text)
            return Answer(status: response.status.code, headers: response.headers, text: text)
        }
    }

    private func remember(_ headers: HTTPFields, _ text: String) {
        memory.withLock { memory in
            for cookie in headers[values: .setCookie] {
                let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
                guard let name = pair.first.map(String.init) else { continue }
                let value = pair.count == 2 ? String(pair[1]) : ""
                memory.cookies[name] = value.isEmpty ? nil : value
            }
            if let found = text.range(of: "name=\"_csrf\" value=\"") {
                memory.token = String(text[found.upperBound...].prefix { $0 != "\"" })
            }
        }
    }

    private func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
