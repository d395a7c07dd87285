// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The right edge of an RFC 6962 Merkle tree: the roots of its perfect subtrees, largest first.
///
///     7 leaves:      ·             peaks: [h(0…3), h(4…5), h(6)]
///                  /   \
///                ·       ·
///               / \     / \
///              · · · · · ·  ·
///
/// It is all that is needed to append a leaf and to know the root, however many leaves there are.
public struct RightEdge: Sendable, Hashable {
    /// Leaves so far.
    public private(set) var count: UInt64
    /// One for each bit set in `count`.
    public private(set) var peaks: [Digest]

    /// The edge of an empty tree.
    public init() {
        count = 0
        peaks = []
    }

    init(count: UInt64, peaks: [Digest]) {
        self.count = count
        self.peaks = peaks
    }

    /// Adds the hash of the next leaf.
    public mutating func append(_ leaf: Digest, by digesting: any Digesting) {
        var node = leaf
        var rest = count
        while rest & 1 == 1, let left = peaks.popLast() {
            node = Self.parent(left, node, by: digesting)
            rest >>= 1
        }
        peaks.append(node)
        count &+= 1
    }

    /// The root (MTH); of an empty tree the SHA-256 of nothing.
    public func root(by digesting: any Digesting) -> Digest {
        guard var node = peaks.last else { return digesting.sha256(prefix: nil, [UInt8]().span) }
        for left in peaks.dropLast().reversed() { node = Self.parent(left, node, by: digesting) }
        return node
    }

    /// SHA-256 over 0x01 and both children.
    static func parent(_ left: Digest, _ right: Digest, by digesting: any Digesting) -> Digest {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        left.append(to: &bytes)
        right.append(to: &bytes)
        return digesting.sha256(prefix: 0x01, bytes.span)
    }
}
