// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc

/// One entry of the list of senders: an address, or a network as `192.168.1.0/24`, `fd00::/8`.
public struct SenderRule: Sendable, Hashable {
    private let network: [UInt8]
    private let bits: Int

    /// This machine.
    public static let loopback = ["127.0.0.0/8", "::1"].compactMap { SenderRule($0) }

    /// nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let network = Self.bytes(String(first)) else { return nil }
        guard parts.count == 2 else {
            self.network = network
            bits = network.count * 8
            return
        }
        guard let bits = Int(parts[1]), (0...network.count * 8).contains(bits) else { return nil }
        self.network = network
        self.bits = bits
    }

    /// Whether an address, without port, belongs to it. An IPv4 address inside IPv6 counts as IPv4.
    public func allows(_ address: String) -> Bool {
        guard let bytes = Self.bytes(address), bytes.count == network.count else { return false }
        for bit in 0..<bits {
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            if bytes[bit / 8] & mask != network[bit / 8] & mask { return false }
        }
        return true
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 { return unsafe withUnsafeBytes(of: &four) { unsafe Array($0) } }
        var six = in6_addr()
        // A zone (`fe80::1%eth0`) says which wire, not who.
        let bare = text.prefix { $0 != "%" }
        guard unsafe inet_pton(AF_INET6, String(bare), &six) == 1 else { return nil }
        let bytes = unsafe withUnsafeBytes(of: &six) { unsafe Array($0) }
        return Array(bytes[..<12]) == Self.mapped ? Array(bytes[12...]) : bytes
    }

    private static let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
}
