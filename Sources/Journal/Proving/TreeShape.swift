// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Which subtrees of an RFC 6962 tree a proof consists of, as ranges of leaves from 0.
///
///     tree of 7, leaf 4:            ·
///                               /       \
///                        [0,4) ⟵ 3        ·
///                                       /   \
///                                     ·      [6,7) ⟵ 2
///                                   /   \
///                                  4    [5,6) ⟵ 1
///
/// The shape depends on numbers alone, so it is known before any leaf is read.
enum TreeShape {
    /// Subtrees beside the way from a leaf to the root, lowest first (RFC 6962 §2.1.1); nil when there is no such leaf.
    static func inclusion(of leaf: UInt64, in size: UInt64) -> [Range<UInt64>]? {
        guard leaf < size else { return nil }
        var path: [Range<UInt64>] = []
        var (start, end) = (UInt64(0), size)
        while end - start > 1 {
            let middle = start + split(end - start)
            if leaf < middle {
                path.append(middle..<end)
                end = middle
            } else {
                path.append(start..<middle)
                start = middle
            }
        }
        return path.reversed()
    }

    /// Subtrees that show a tree to continue an earlier one (RFC 6962 §2.1.2); nil when it cannot.
    static func consistency(from old: UInt64, to size: UInt64) -> [Range<UInt64>]? {
        guard old > 0, old <= size else { return nil }
        var path: [Range<UInt64>] = []
        var (start, end) = (UInt64(0), size)
        var isWholeOld = true
        while old != end {
            let middle = start + split(end - start)
            if old <= middle {
                path.append(middle..<end)
                end = middle
            } else {
                path.append(start..<middle)
                start = middle
                isWholeOld = false
            }
        }
        if !isWholeOld { path.append(start..<end) }
        return path.reversed()
    }

    /// The largest power of two below a count of at least 2.
    private static func split(_ count: UInt64) -> UInt64 {
        1 << (UInt64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
