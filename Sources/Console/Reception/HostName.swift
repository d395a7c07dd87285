// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The name part of a `Host` header.
enum HostName {
    static let loopback: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    /// Lower case, without the port; nil for anything that is not a name, an address or a bracketed IPv6 address.
    static func name(of host: String) -> String? {
        guard !host.isEmpty, host.utf8.count <= 255 else { return nil }
        let host = host.lowercased()
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return nil }
            return isPort(host[host.index(after: end)...]) ? String(host[...end]) : nil
        }
        let mark = host.firstIndex(of: ":") ?? host.endIndex
        guard isPort(host[mark...]), mark > host.startIndex else { return nil }
        return String(host[..<mark])
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.first == ":" && text.utf8.count <= 6 && text.dropFirst().allSatisfy(\.isASCIIDigit))
    }
}

extension Character {
    var isASCIIDigit: Bool { self >= "0" && self <= "9" }
}
