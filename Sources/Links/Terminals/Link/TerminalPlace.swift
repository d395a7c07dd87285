// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Where a terminal listens.
struct TerminalPlace: Sendable, Hashable {
    let isSecure: Bool
    let host: String
    let port: Int
    let path: String

    /// nil for anything but `https://HOST[:PORT][/PATH]`, or `http`.
    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://") else { return nil }
        switch text[..<mark.lowerBound] {
        case "https": isSecure = true
        case "http": isSecure = false
        default: return nil
        }
        let rest = text[mark.upperBound...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let path = rest[slash...]
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        self.path = path.isEmpty ? "/nexo" : String(path)
        let host = String(rest[..<slash])
        let ports = isSecure ? ":8443" : ":80"
        guard let address = ListenAddress(host) ?? ListenAddress(host + ports), address.port > 0 else { return nil }
        self.host = address.host
        port = address.port
    }
}
