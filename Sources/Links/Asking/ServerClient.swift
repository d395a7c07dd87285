// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// Speaks to the API of a running server, as a program on the command line does.
public struct ServerClient: Sendable {
    /// What the server said.
    public struct Answer: Sendable, Hashable {
        public let status: Int
        /// JSON, at most a megabyte.
        public let body: [UInt8]
    }

    /// Why there is no answer.
    public enum Failure: Error, Sendable, Hashable {
        /// Not an address that begins with `http://` or `https://`.
        case address(String)
        case unreachable(String)
    }

    private let address: String
    private let token: String?

    /// - Parameter token: of a session; nil before sign-in.
    public init(address: String, token: String? = nil) throws(Failure) {
        guard address.hasPrefix("http://") || address.hasPrefix("https://") else { throw .address(address) }
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.token = token
    }

    /// - Parameters:
    ///   - body: JSON for a request that writes; nil asks.
    ///   - key: makes a repeated write harmless.
    public func send(path: String, body: [UInt8]? = nil, key: String? = nil) async throws(Failure) -> Answer {
        var request = HTTPClientRequest(url: address + path)
        if let body {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let key { request.headers.add(name: "Idempotency-Key", value: key) }
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(15))
            let bytes = try await response.body.collect(upTo: 1 << 20)
            return Answer(status: Int(response.status.code), body: Array(bytes.readableBytesView))
        } catch {
            throw .unreachable("\(address): \(error)")
        }
    }
}
