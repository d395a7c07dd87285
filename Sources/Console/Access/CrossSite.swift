// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// Keeps other sites from posting our forms with a visitor's cookie: a token in the form that only a page of
/// ours can hold, and the browser's own word about where the form came from.
enum CrossSite {
    static let field = "_csrf"
    private static let purpose = Data("counterfoil form".utf8)

    /// The token of a browser: a keyed hash of its secret cookie, so nothing needs to be stored.
    static func token(for secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: purpose, using: SymmetricKey(data: Data(secret.utf8)))
        return code.map { pair($0) }.joined()
    }

    /// Compares in constant time.
    static func isValid(_ token: String?, for secret: String) -> Bool {
        guard let token, let bytes = bytes(ofHexadecimal: token) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            bytes, authenticating: purpose, using: SymmetricKey(data: Data(secret.utf8)))
    }

    /// False when the browser says that the request began on another site.
    static func isSameSite(_ request: Request, host: String?) -> Bool {
        if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" { return false }
        guard let origin = request.headers[.origin] else { return true }
        guard let host, let mark = origin.range(of: "://") else { return false }
        return origin[mark.upperBound...].lowercased() == host.lowercased()
    }

    private static func bytes(ofHexadecimal text: String) -> [UInt8]? {
        let digits = Array(text.utf8.prefix(129))
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = nibble(digits[index]), let low = nibble(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 97...102: digit - 87
        default: nil
        }
    }
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site") ?? .origin
    static let idempotencyKey = Self("Idempotency-Key") ?? .origin
    static let lastEventID = Self("Last-Event-ID") ?? .origin
    static let csrfToken = Self("X-CSRF-Token") ?? .origin
    static let requestID = Self("X-Request-ID") ?? .origin
    static let frameOptions = Self("X-Frame-Options") ?? .origin
    static let robots = Self("X-Robots-Tag") ?? .origin
    static let noSniff = Self("X-Content-Type-Options") ?? .origin
    static let referrerPolicy = Self("Referrer-Policy") ?? .origin
    static let openerPolicy = Self("Cross-Origin-Opener-Policy") ?? .origin
    static let permissionsPolicy = Self("Permissions-Policy") ?? .origin
}

extension CrossSite {
    /// - Throws: `Refusal.forgedForm` when the browser says that another site began the request.
    static func check(_ request: Request) throws {
        guard isSameSite(request, host: request.head.authority) else { throw Refusal.forgedForm }
    }
}
