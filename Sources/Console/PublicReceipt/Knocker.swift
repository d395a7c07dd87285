// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Links

/// Who knocks, for counting wrong tries.
///
///     client ─▶ proxy ─▶ proxy ─▶ console          X-Forwarded-For: (whatever the client wrote,) client, proxy
///                                     read from the right: the first that is no trusted proxy is who asks
///
/// A trusted proxy says in `X-Forwarded-For` whom it speaks for; what the visitor put in front is never reached.
/// Anybody else's word is not taken. Of an IPv6 address the network counts (the first 64 bits): a visitor owns all
/// of it.
enum Knocker {
    private static let forwarded = HTTPField.Name("X-Forwarded-For") ?? .origin
    /// Most proxies in a row.
    private static let hops = 16

    /// What tries are counted under.
    static func address(peer: String, headers: HTTPFields, trusted: [SenderRule] = SenderRule.loopback) -> String {
        network(of: client(peer: peer, headers: headers, trusted: trusted))
    }

    /// Address of whoever asks, as far as somebody who is trusted says.
    static func client(peer: String, headers: HTTPFields, trusted: [SenderRule]) -> String {
        var known = peer
        var chain = headers[values: forwarded].joined(separator: ",").split(separator: ",").suffix(hops)
        while trusted.contains(where: { $0.allows(known) }), let last = chain.popLast() {
            let next = last[...].trimmingBlanks
            guard !next.isEmpty, next.utf8.count <= 45,
                next.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" })
            else { break }
            known = String(next)
        }
        return known
    }

    /// The first four groups of an IPv6 address; an IPv4 address as it is.
    static func network(of address: String) -> String {
        guard address.contains(":"), !address.contains(".") else { return address }
        let bare = address.prefix { $0 != "%" }
        let halves = bare.split(separator: ":", omittingEmptySubsequences: false)
        var groups: [Substring] = []
        for group in halves {
            // "::" stands for as many zero groups as are missing; what follows it lies beyond the network or
            // is cut below.
            if group.isEmpty, !groups.isEmpty || halves.first?.isEmpty == true { break }
            groups.append(group)
        }
        let padded = (groups + Array(repeating: "0", count: 4)).prefix(4)
        return padded.joined(separator: ":") + "::/64"
    }
}
