// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Makes proofs in one passage over a journal.
///
///     records ─▶ leaves ─▶ right edge ─▶ root
///                  └─▶ the subtrees that the proofs need
///
/// The size is chosen first, so a journal that grows meanwhile does not matter.
public struct JournalProver {
    /// What one passage found.
    public struct Outcome: Sendable, Hashable {
        /// Records in the tree.
        public let size: UInt64
        public let root: Digest
        /// In the order of their numbers.
        public let proofs: [InclusionProof]
        /// From each earlier size that was asked, in order.
        public let continuations: [ConsistencyProof]
    }

    private let size: UInt64
    private let numbers: [UInt64]
    private let earlier: [UInt64]
    private let digesting: any Digesting
    private var roots: SubtreeRoots
    private var leaves: [UInt64: Digest] = [:]
    private let wantedNumbers: Set<UInt64>

    /// - Parameters:
    ///   - size: records in the tree that is proved.
    ///   - numbers: records to prove; those beyond the size are left out.
    ///   - earlier: sizes whose continuation to prove; those beyond the size are left out.
    public init(
        size: UInt64, proving numbers: some Sequence<UInt64>, continuing earlier: [UInt64] = [],
        by digesting: any Digesting
    ) {
        self.size = size
        self.digesting = digesting
        wantedNumbers = Set(numbers.filter { $0 >= 1 && $0 <= size })
        self.numbers = wantedNumbers.sorted()
        self.earlier = earlier.filter { $0 >= 1 && $0 <= size }
        var ranges: Set<Range<UInt64>> = []
        for number in self.numbers { ranges.formUnion(TreeShape.inclusion(of: number - 1, in: size) ?? []) }
        for old in self.earlier { ranges.formUnion(TreeShape.consistency(from: old, to: size) ?? []) }
        roots = SubtreeRoots(ranges, by: digesting)
    }

    /// Whether all the records of the tree have passed by.
    public var isComplete: Bool { roots.count == size }

    /// Takes the next record; those beyond the size change nothing.
    public mutating func take(_ record: RecordFrame) {
        take(number: record.number, leaf: record.leaf(by: digesting))
    }

    mutating func take(number: UInt64, leaf: Digest) {
        guard roots.count < size else { return }
        if wantedNumbers.contains(number) { leaves[number] = leaf }
        roots.append(leaf)
    }

    /// The proofs; nil while records are missing.
    public func outcome() -> Outcome? {
        guard isComplete else { return nil }
        let (root, subtrees) = roots.finished()
        let proofs = numbers.compactMap { number -> InclusionProof? in
            guard let leaf = leaves[number], let shape = TreeShape.inclusion(of: number - 1, in: size) else {
                return nil
            }
            return InclusionProof(number: number, size: size, leaf: leaf, path: shape.compactMap { subtrees[$0] })
        }
        let continuations = earlier.compactMap { old -> ConsistencyProof? in
            guard let shape = TreeShape.consistency(from: old, to: size) else { return nil }
            return ConsistencyProof(from: old, size: size, path: shape.compactMap { subtrees[$0] })
        }
        return Outcome(size: size, root: root, proofs: proofs, continuations: continuations)
    }
}

extension RecordFrame {
    /// The bytes a record's leaf is made of, without the 0x00 before them: number (8, little-endian), type, payload.
    public var leafBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(9 + payload.count)
        for index in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(index)))) }
        bytes.append(type)
        bytes.append(contentsOf: payload)
        return bytes
    }

    /// The RFC 6962 leaf: SHA-256 over 0x00 and `leafBytes`.
    public func leaf(by digesting: any Digesting) -> Digest { digesting.sha256(prefix: 0x00, leafBytes.span) }
}
