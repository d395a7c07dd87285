// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What shows that a record is in a journal of a given size and root: RFC 6962 §2.1.1.
public struct InclusionProof: Sendable, Hashable {
    /// Number of the record, from 1. Its leaf has the index `number - 1`.
    public let number: UInt64
    /// Records in the tree.
    public let size: UInt64
    /// Hash of the record's leaf: SHA-256 over 0x00, number, type and payload.
    public let leaf: Digest
    /// Roots of the subtrees beside the way to the root, lowest first.
    public let path: [Digest]

    /// A proof that somebody else wrote down.
    public init(number: UInt64, size: UInt64, leaf: Digest, path: [Digest]) {
        self.number = number
        self.size = size
        self.leaf = leaf
        self.path = path
    }

    /// Whether the proof leads from the leaf to this root (RFC 9162 §2.1.3.2).
    public func leads(to root: Digest, by digesting: any Digesting) -> Bool {
        guard number >= 1, number <= size else { return false }
        var (index, last) = (number - 1, size - 1)
        var node = leaf
        for sibling in path {
            guard last > 0 else { return false }
            if index & 1 == 1 || index == last {
                node = RightEdge.parent(sibling, node, by: digesting)
                while index & 1 == 0, index != 0 {
                    index >>= 1
                    last >>= 1
                }
            } else {
                node = RightEdge.parent(node, sibling, by: digesting)
            }
            index >>= 1
            last >>= 1
        }
        return last == 0 && node == root
    }
}

/// What shows that a journal continues an earlier state of itself: RFC 6962 §2.1.2.
public struct ConsistencyProof: Sendable, Hashable {
    /// Records in the earlier tree, from 1.
    public let from: UInt64
    /// Records in the later one.
    public let size: UInt64
    public let path: [Digest]

    /// A proof that somebody else wrote down.
    public init(from: UInt64, size: UInt64, path: [Digest]) {
        self.from = from
        self.size = size
        self.path = path
    }

    /// Whether a tree of `size` records with the later root continues that of `from` records with the earlier
    /// (RFC 9162 §2.1.4.2).
    public func joins(_ earlier: Digest, to later: Digest, by digesting: any Digesting) -> Bool {
        guard from >= 1, from <= size else { return false }
        if from == size { return path.isEmpty && earlier == later }
        var rest = path[...]
        if from.nonzeroBitCount == 1 { rest = [earlier] + rest }
        guard let first = rest.popFirst() else { return false }
        var (index, last) = (from - 1, size - 1)
        while index & 1 == 1 {
            index >>= 1
            last >>= 1
        }
        var (old, new) = (first, first)
        for node in rest {
            guard last > 0 else { return false }
            if index & 1 == 1 || index == last {
                old = RightEdge.parent(node, old, by: digesting)
                new = RightEdge.parent(node, new, by: digesting)
                while index & 1 == 0, index != 0 {
                    index >>= 1
                    last >>= 1
                }
            } else {
                new = RightEdge.parent(new, node, by: digesting)
            }
            index >>= 1
            last >>= 1
        }
        return last == 0 && old == earlier && new == later
    }
}
