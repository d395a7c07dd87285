// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Links
import Messages
import NIOCore
import Store

/// `/hooks/messages/SECRET`: where a provider of short messages says what became of them.
///
/// The clouds sign nothing, so that the secret of the address is their proof; a gateway of the merchant's own signs
/// besides. A report that comes again, or late, changes nothing, so that replaying one gains nobody anything.
enum ReportHook {
    static let path = "/hooks/messages/{secret}"
    static let bodyByteCountMax = 1_048_576
    private static let actor = Actor(name: "gateway")

    static func route(_ gate: inout Gate) {
        gate.open(.post, path) { request, visit, parameters in
            let options = visit.site.options
            let told = try parameters.require("secret")
            // A wrong secret finds nothing here, as any other wrong address.
            guard !options.reportSecret.isEmpty, isSame(told, options.reportSecret),
                let provider = options.messaging.texts.provider
            else { throw Refusal.notFound }
            let buffer = try await request.body.collect(upTo: bodyByteCountMax)
            let body = Array(buffer.readableBytesView)
            if provider == .generic || provider == .huawei {
                let isSigned = ReportReading.isSigned(
                    body, timestamp: request.headers[.timestamp] ?? "", code: request.headers[.signature] ?? "",
                    secret: options.reportKey, now: options.clock.now())
                guard isSigned else { throw Refusal.signInFirst }
            }
            guard let reports = ReportReading.read(body, from: provider) else {
                throw Refusal.malformed("a JSON array of reports")
            }
            let outcome = try await visit.shop.noteReports(reports, by: actor)
            return answer(isTaken: !outcome.isEarly, provider)
        }
    }

    /// A provider that is to say it again hears so by the status and by the code that it looks at.
    private static func answer(isTaken: Bool, _ provider: ProviderRule.Provider) -> Response {
        let body = ReportReading.answer(isTaken: isTaken, to: provider)
        return Response(
            status: isTaken ? .ok : .serviceUnavailable, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// Compares digests, so that the time it takes tells nothing of the secret.
    private static func isSame(_ told: String, _ secret: String) -> Bool {
        SHA256.hash(data: Data(told.utf8)) == SHA256.hash(data: Data(secret.utf8))
    }
}

extension HTTPField.Name {
    fileprivate static let timestamp = Self("X-Counterfoil-Timestamp") ?? .date
    fileprivate static let signature = Self("X-Counterfoil-Signature") ?? .authorization
}
