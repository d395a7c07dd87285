// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crypto
import Foundation
import Hummingbird

/// Names of our cookies.
enum CookieName {
    static let session = "counterfoil_session"
    /// Ties a form to a browser before anybody has signed in.
    static let visit = "counterfoil_visit"
    static let language = "counterfoil_language"

    /// A cookie no script can read and no other site's form can send.
    static func make(_ name: String, _ value: String, isSecure: Bool, maxAge: Int? = nil) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: maxAge, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }
}

/// Random names that nobody can guess.
enum Secret {
    /// 32 random bytes in hexadecimal.
    static func make() -> String {
        unsafe SymmetricKey(size: .bits256).withUnsafeBytes { bytes in unsafe bytes.map { pair($0) }.joined() }
    }

    /// The token of an `Authorization: Bearer` header.
    static func bearer(_ header: String) -> String? {
        guard header.prefix(7).lowercased() == "bearer " else { return nil }
        return String(header.dropFirst(7)[...].trimmingBlanks)
    }
}
