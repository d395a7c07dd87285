// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Testing

@testable import Journal

@Suite struct ProofTests {
    private let digesting = ReferenceDigesting()

    private func leaves(_ count: Int) -> [Digest] {
        (0..<count).map { digesting.sha256(prefix: 0, [UInt8(truncatingIfNeeded: $0), 7].span) }
    }

    private func outcome(
        _ leaves: [Digest], _ numbers: [UInt64], continuing: [UInt64] = []
    ) -> JournalProver.Outcome? {
        var prover = JournalProver(
            size: UInt64(leaves.count), proving: numbers, continuing: continuing, by: digesting)
        for (index, leaf) in leaves.enumerated() { prover.take(number: UInt64(index + 1), leaf: leaf) }
        return prover.outcome()
    }

    /// The eight leaves and roots that certificate transparency logs test with.
    static let known = [
        ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (
            "606162636465666768696a6b6c6d6e6f",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        ),
    ]

    @Test func `the published roots come out, and every leaf of them is proved`() throws {
        var leaves: [Digest] = []
        for (input, root) in Self.known {
            let bytes = try #require(Hexadecimal.bytes(of: input))
            leaves.append(digesting.sha256(prefix: 0, bytes.span))
            let found = try #require(outcome(leaves, (1...UInt64(leaves.count)).map { $0 }))
            #expect(Hexadecimal.text(of: found.root.bytes) == root)
            #expect(found.proofs.count == leaves.count)
            for proof in found.proofs { #expect(proof.leads(to: found.root, by: digesting)) }
        }
    }

    @Test func `proofs of every leaf of every tree equal those of the naive tree`() throws {
        for count in 1...40 {
            let leaves = leaves(count)
            let naive = NaiveTree(leaves)
            let all = (1...UInt64(count)).map { $0 }
            let found = try #require(outcome(leaves, all, continuing: all))
            #expect(found.root == naive.root())
            for (index, proof) in found.proofs.enumerated() {
                #expect(proof.path == naive.path(index, 0..<count))
                #expect(proof.leads(to: found.root, by: digesting))
            }
            for (index, proof) in found.continuations.enumerated() {
                #expect(proof.path == naive.proof(index + 1, 0..<count, isWhole: true))
                let earlier = naive.root(0..<(index + 1))
                #expect(proof.joins(earlier, to: found.root, by: digesting))
            }
        }
    }

    @Test(arguments: [1, 2, 3, 7, 8, 13])
    func `a proof with one thing changed leads nowhere`(_ count: Int) throws {
        let leaves = leaves(count)
        let found = try #require(outcome(leaves, (1...UInt64(count)).map { $0 }))
        let wrong = digesting.sha256(prefix: 9, [1].span)
        for proof in found.proofs {
            func leads(
                number: UInt64? = nil, size: UInt64? = nil, leaf: Digest? = nil, path: [Digest]? = nil
            ) -> Bool {
                InclusionProof(
                    number: number ?? proof.number, size: size ?? proof.size, leaf: leaf ?? proof.leaf,
                    path: path ?? proof.path
                ).leads(to: found.root, by: digesting)
            }
            #expect(leads())
            #expect(!leads(leaf: wrong))
            #expect(!leads(path: proof.path + [wrong]))
            #expect(!leads(number: 0))
            #expect(!leads(number: UInt64(count) + 1))
            if !proof.path.isEmpty { #expect(!leads(path: Array(proof.path.dropLast()))) }
            for index in proof.path.indices {
                var path = proof.path
                path[index] = wrong
                #expect(!leads(path: path))
            }
            for number in 1...UInt64(count) where number != proof.number { #expect(!leads(number: number)) }
        }
    }

    @Test func `an earlier journal that was rewritten is not continued`() throws {
        let leaves = leaves(21)
        let found = try #require(outcome(leaves, [], continuing: [9]))
        var other = Array(leaves.prefix(9))
        other[3] = digesting.sha256(prefix: 9, [1].span)
        let proof = try #require(found.continuations.first)
        #expect(!proof.joins(NaiveTree(other).root(), to: found.root, by: digesting))
        #expect(!ConsistencyProof(from: 0, size: 21, path: []).joins(.zero, to: found.root, by: digesting))
        #expect(!ConsistencyProof(from: 22, size: 21, path: []).joins(.zero, to: found.root, by: digesting))
        #expect(!ConsistencyProof(from: 9, size: 21, path: []).joins(.zero, to: found.root, by: digesting))
    }

    @Test func `what is not in the tree is not proved, and a passage cut short proves nothing`() throws {
        let found = try #require(outcome(leaves(5), [0, 6, 3, .max], continuing: [0, 6]))
        #expect(found.proofs.map(\.number) == [3])
        #expect(found.continuations.isEmpty)
        let prover = JournalProver(size: 3, proving: [1], by: digesting)
        #expect(prover.outcome() == nil)
    }
}
