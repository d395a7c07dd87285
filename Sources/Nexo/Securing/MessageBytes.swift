// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
public import JSON

/// How many bytes a field of a fixed length has.
public protocol ByteCount: Sendable {
    static var count: Int { get }
}

public enum Sixteen: ByteCount { public static let count = 16 }
public enum ThirtyTwo: ByteCount { public static let count = 32 }

/// Bytes of a fixed length, base64 in messages.
public struct MessageBytes<Count: ByteCount>: NexoValue {
    public let bytes: [UInt8]

    /// Zeros.
    public init() { bytes = [UInt8](repeating: 0, count: Count.count) }

    /// nil for another length.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Count.count else { return nil }
        self.bytes = bytes
    }

    public init(_ node: JSONNode) throws(NexoError) {
        guard let bytes = node.string.flatMap({ Base64.bytes(of: $0) }), bytes.count == Count.count else {
            throw NexoError(.blob(expected: "\(Count.count) bytes"), at: node.offset)
        }
        self.bytes = bytes
    }

    public var node: JSONNode { .text(Base64.text(of: bytes)) }
    public static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
