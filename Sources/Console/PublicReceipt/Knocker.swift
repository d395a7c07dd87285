// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird

/// Who knocks, for counting wrong tries.
///
/// A proxy on this machine says in `X-Forwarded-For` whom it speaks for; its own word is the last one, whatever
/// the visitor put in front. Anybody else's word is not taken. Of an IPv6 address the network counts (the first
/// 64 bits): a visitor owns all of it.
enum Knocker {
    private static let forwarded = HTTPField.Name("X-Forwarded-For") ?? .origin

    static func address(peer: String, headers: HTTPFields) -> String {
        guard peer == "127.0.0.1" || peer == "::1", let chain = headers[values: forwarded].last,
            let last = chain.split(separator: ",").last.map({ $0[...].trimmingBlanks }), last.utf8.count <= 45,
            last.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" })
        else { return network(of: peer) }
        return network(of: String(last))
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
