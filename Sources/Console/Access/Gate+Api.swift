// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Gate {
    static let apiBodyByteCountMax = 1_048_576

    /// A route of the API that reads.
    mutating func api(
        _ path: String, needs permission: Permission?, _ operation: Operation,
        _ handler: @escaping @Sendable (Call) async throws -> Response
    ) {
        on(.get, path, needs: permission, handler)
        describe(operation)
    }

    /// A route of the API that writes: a JSON body, and the same answer again for the same `Idempotency-Key`.
    ///
    /// - Parameter isKept: false for bodies with a password, of which not even a digest is kept.
    mutating func apiWrite(
        _ method: HTTPRequest.Method, _ path: String, needs permission: Permission?, _ operation: Operation,
        isKept: Bool = true,
        _ handler: @escaping @Sendable (Call, Body) async throws -> (HTTPResponse.Status, JSON)
    ) {
        on(method, path, needs: permission) { call in
            try Self.checkProgram(call)
            let body = try await Body(call.request, upTo: Self.apiBodyByteCountMax)
            guard isKept else {
                let (status, value) = try await handler(call, body)
                return .json(value, status: status)
            }
            let once = try Once(call, path: call.visit.path, digest: body.digest)
            return try await once.answer { try await handler(call, body) }
        }
        describe(isKept ? operation.idempotent : operation)
    }

    /// A browser's cookie alone is no proof that a page of ours asked; a bearer token is.
    static func checkProgram(_ call: Call) throws {
        try CrossSite.check(call.request)
        guard !call.visit.isBearer else { return }
        guard CrossSite.isValid(call.request.headers[.csrfToken], for: call.visit.secret) else {
            throw Refusal.forgedForm
        }
    }
}

/// The JSON body of a request, read whole.
struct Body: Sendable {
    let bytes: Data
    /// SHA-256 in hexadecimal, to tell whether a repeated key comes with the same body.
    let digest: String

    init(_ request: Request, upTo byteCountMax: Int) async throws {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        guard type.hasPrefix("application/json") else { throw Refusal.unsupportedType }
        let buffer = try await request.body.collect(upTo: byteCountMax)
        bytes = Data(buffer.readableBytesView)
        digest = SHA256.hash(data: bytes).map { pair($0) }.joined()
    }

    /// - Throws: `Refusal.malformed`, which names the place and never the content.
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: bytes)
        } catch let error as DecodingError {
            throw Refusal.malformed(Self.place(of: error))
        }
    }

    private static func place(of error: DecodingError) -> String {
        let name = { (path: [any CodingKey]) in
            path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        }
        return switch error {
        case .keyNotFound(let key, let context): "\(name(context.codingPath)).\(key.stringValue) is missing"
        case .typeMismatch(_, let context): "\(name(context.codingPath)) has the wrong type"
        case .valueNotFound(_, let context): "\(name(context.codingPath)) is null"
        case .dataCorrupted(let context) where context.codingPath.isEmpty: "the body is not JSON"
        case .dataCorrupted(let context): "\(name(context.codingPath)) is not allowed"
        @unknown default: "the body cannot be read"
        }
    }
}
