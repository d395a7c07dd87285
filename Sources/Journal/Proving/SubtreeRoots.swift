// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Collects the roots of wanted subtrees while the leaves of a journal pass by once.
///
/// Memory is that of the wanted roots and the right edge, however long the journal is.
struct SubtreeRoots {
    private struct Node {
        let range: Range<UInt64>
        let hash: Digest
    }

    private let digesting: any Digesting
    private let wanted: Set<Range<UInt64>>
    private var edge: [Node] = []
    private var found: [Range<UInt64>: Digest] = [:]
    private(set) var count: UInt64 = 0

    init(_ wanted: Set<Range<UInt64>>, by digesting: any Digesting) {
        self.wanted = wanted
        self.digesting = digesting
    }

    mutating func append(_ leaf: Digest) {
        var node = Node(range: count..<(count + 1), hash: leaf)
        count += 1
        note(node)
        while let left = edge.last, left.range.count == node.range.count {
            edge.removeLast()
            node = joined(left, node)
        }
        edge.append(node)
    }

    /// The roots, with those that end at the last leaf.
    func finished() -> (root: Digest, subtrees: [Range<UInt64>: Digest]) {
        guard var node = edge.last else {
            return (digesting.sha256(prefix: nil, [UInt8]().span), [:])
        }
        var copy = self
        for left in edge.dropLast().reversed() { node = copy.joined(left, node) }
        return (node.hash, copy.found)
    }

    private mutating func joined(_ left: Node, _ right: Node) -> Node {
        let node = Node(
            range: left.range.lowerBound..<right.range.upperBound,
            hash: RightEdge.parent(left.hash, right.hash, by: digesting))
        note(node)
        return node
    }

    private mutating func note(_ node: Node) {
        if wanted.contains(node.range) { found[node.range] = node.hash }
    }
}
