// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Journal

/// RFC 6962 §2.1 word for word: slow, recursive, and the twin of what the product computes in one passage.
struct NaiveTree {
    let leaves: [Digest]
    private let digesting = ReferenceDigesting()

    init(_ leaves: [Digest]) { self.leaves = leaves }

    func root(_ range: Range<Int>? = nil) -> Digest {
        let range = range ?? 0..<leaves.count
        if range.isEmpty { return digesting.sha256(prefix: nil, [UInt8]().span) }
        if range.count == 1 { return leaves[range.lowerBound] }
        let middle = range.lowerBound + split(range.count)
        let both = root(range.lowerBound..<middle).bytes + root(middle..<range.upperBound).bytes
        return digesting.sha256(prefix: 1, both.span)
    }

    func path(_ leaf: Int, _ range: Range<Int>) -> [Digest] {
        if range.count <= 1 { return [] }
        let middle = range.lowerBound + split(range.count)
        return leaf < middle
            ? path(leaf, range.lowerBound..<middle) + [root(middle..<range.upperBound)]
            : path(leaf, middle..<range.upperBound) + [root(range.lowerBound..<middle)]
    }

    func proof(_ old: Int, _ range: Range<Int>, isWhole: Bool) -> [Digest] {
        if old == range.upperBound { return isWhole ? [] : [root(range)] }
        let middle = range.lowerBound + split(range.count)
        return old <= middle
            ? proof(old, range.lowerBound..<middle, isWhole: isWhole) + [root(middle..<range.upperBound)]
            : proof(old, middle..<range.upperBound, isWhole: false) + [root(range.lowerBound..<middle)]
    }

    private func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}
