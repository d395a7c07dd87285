// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A SHA-256 value: 32 bytes.
public struct Digest: Hashable, Sendable {
    private let lanes: SIMD32<UInt8>

    /// nil unless there are exactly 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        lanes = SIMD32(bytes)
    }

    private init(lanes: SIMD32<UInt8>) { self.lanes = lanes }

    /// What the first record of a journal is chained to.
    public static let zero = Digest(lanes: .zero)
    /// Bytes in a digest.
    public static let byteCount = 32

    /// The bytes in order.
    public var bytes: [UInt8] { (0..<32).map { lanes[$0] } }

    /// Appends the bytes without a temporary array.
    func append(to bytes: inout [UInt8]) {
        for index in 0..<32 { bytes.append(lanes[index]) }
    }

    /// Whether the 32 bytes at an offset are this digest; false when they are not all there.
    func matches(_ bytes: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, offset <= bytes.count - 32 else { return false }
        for index in 0..<32 where bytes[offset + index] != lanes[index] { return false }
        return true
    }
}

/// SHA-256, given by the shell: this room has no cryptography of its own and never will.
public protocol Digesting: Sendable {
    /// The SHA-256 of a prefix byte, when there is one, followed by the bytes.
    func sha256(prefix: UInt8?, _ bytes: Span<UInt8>) -> Digest
}
