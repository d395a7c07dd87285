// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Crypto
public import Journal

/// SHA-256 of swift-crypto, for the journal.
public struct SystemDigesting: Digesting {
    public init() {}

    public func sha256(prefix: UInt8?, _ bytes: Span<UInt8>) -> Journal.Digest {
        var hash = SHA256()
        if let prefix { unsafe withUnsafeBytes(of: prefix) { unsafe hash.update(bufferPointer: $0) } }
        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        let value = hash.finalize()
        return unsafe value.withUnsafeBytes { unsafe Journal.Digest($0) } ?? .zero
    }
}
