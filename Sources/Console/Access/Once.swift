// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import NIOCore
import Store
import Synchronization

/// A write that happens once, however often it is sent with the same `Idempotency-Key`.
struct Once: Sendable {
    private let call: Call
    private let key: String?
    private let digest: String

    /// - Parameter path: belongs to the key, so that one key on two routes is two keys.
    init(_ call: Call, path: String, digest: String) throws {
        self.call = call
        self.digest = digest
        guard let key = call.request.headers[.idempotencyKey] else {
            self.key = nil
            return
        }
        guard !key.isEmpty, key.utf8.count <= 128 else {
            throw Refusal.malformed("Idempotency-Key: 1 to 128 bytes")
        }
        self.key = "\(call.request.method.rawValue) \(path) \(key)"
    }

    /// The first answer again, or the act's.
    func answer(_ act: () async throws -> (HTTPResponse.Status, JSON)) async throws -> Response {
        guard let key else {
            let (status, value) = try await act()
            return .json(value, status: status)
        }
        let name = call.person.name
        guard call.site.underway.enter("\(name) \(key)") else {
            throw Refusal.conflict("a request with this Idempotency-Key is underway")
        }
        defer { call.site.underway.leave("\(name) \(key)") }
        if let kept = try await call.shop.answer(toKey: key, by: name, body: digest) { return Self.repeated(kept) }
        let (status, value) = try await act()
        let text = String(decoding: value.bytes, as: UTF8.self)
        try await call.shop.keepAnswer("\(status.code) \(text)", toKey: key, by: name, body: digest)
        return .json(value, status: status)
    }

    private static func repeated(_ kept: String) -> Response {
        let parts = kept.split(separator: " ", maxSplits: 1)
        let status = parts.first.flatMap { Int($0) } ?? 200
        return Response(
            status: .init(code: status), headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: parts.count == 2 ? String(parts[1]) : "null")))
    }
}

/// Names of acts that are being done right now.
final class Underway: Sendable {
    private let names = Mutex<Set<String>>([])

    /// False when the act is already being done.
    func enter(_ name: String) -> Bool { names.withLock { $0.insert(name).inserted } }

    func leave(_ name: String) { names.withLock { _ = $0.remove(name) } }
}
