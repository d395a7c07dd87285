// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

/// One line per request on standard error: never a body, a cookie or a header, and no long run of digits.
struct RequestLog: RouterMiddleware {
    typealias Context = ConsoleContext

    let tally: Tally

    @concurrent func handle(
        _ request: Request, context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response = try await next(request, context)
        let time = ContinuousClock.now - start
        response.headers[.requestID] = context.id
        tally.count(status: response.status.code, route: context.endpointPath ?? "none", time: time)
        let level: Logger.Level = request.uri.path.hasPrefix("/assets/") ? .debug : .info
        context.logger.log(
            level: level, "\(request.method.rawValue) \(Self.address(of: request.uri)) \(response.status.code)",
            metadata: ["ms": "\(time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000)"]
        )
        return response
    }

    /// A pick-up code is half of a key: of the receipt page no more than the path is written down.
    static func address(of uri: URI) -> String {
        let isDoor = uri.path == ReceiptLink.path || uri.path.hasPrefix("\(ReceiptLink.path)/")
        return scrub(isDoor ? uri.path : uri.string)
    }

    /// The address with every run of more than six digits cut to its last four, and no control characters.
    static func scrub(_ address: String) -> String {
        var scrubbed = ""
        var digits: [UInt8] = []
        func flush() {
            if digits.count > 6 { scrubbed += "*" }
            scrubbed += String(decoding: digits.count > 6 ? digits.suffix(4) : digits[...], as: UTF8.self)
            digits = []
        }
        for byte in address.utf8.prefix(500) {
            if byte >= 48, byte <= 57 {
                digits.append(byte)
                continue
            }
            flush()
            scrubbed.unicodeScalars.append(byte > 32 && byte < 127 ? Unicode.Scalar(byte) : "?")
        }
        flush()
        return scrubbed
    }
}
