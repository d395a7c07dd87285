// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Hummingbird

/// Address of the receipt page with a pick-up code in it, for the QR code on the till's screen and on paper.
/// It never holds the second fact.
enum ReceiptLink {
    static let path = "/r"

    /// The host of an address such as `https://r.example.cn:8443/`; nil for none.
    static func host(of address: String) -> String? {
        guard let start = address.range(of: "://")?.upperBound else { return nil }
        return HostName.name(of: String(address[start...].prefix { $0 != "/" }))
    }

    /// Whether a path is the customers': the receipt page, what it looks like, and whether we are alive.
    static func isDoor(_ path: String) -> Bool {
        path == Self.path || path.hasPrefix("\(Self.path)/") || path.hasPrefix("/assets/") || path == "/healthz"
    }

    /// - Parameters:
    ///   - base: as the assembly set it (`https://r.example.cn`); empty for the address this request came to.
    static func address(of code: String, base: String, isSecure: Bool, request: Request) -> String {
        var base = base
        if base.isEmpty { base = "\(isSecure ? "https" : "http")://\(request.head.authority ?? "localhost")" }
        while base.hasSuffix("/") { base.removeLast() }
        return "\(base)\(path)?c=\(PercentText.encode(code))"
    }
}

extension Call {
    /// Where a customer opens the receipt of this code.
    func receiptAddress(of code: String) -> String {
        ReceiptLink.address(
            of: code, base: site.options.receiptAddress, isSecure: site.options.secureCookies, request: request)
    }
}
