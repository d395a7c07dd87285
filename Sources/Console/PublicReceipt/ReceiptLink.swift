// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Hummingbird

/// Address of the receipt page with a pick-up code in it, for the QR code on the till's screen and on paper.
/// It never holds the second fact.
enum ReceiptLink {
    static let path = "/r"

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
