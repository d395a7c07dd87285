// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Evidence
import Testing

@Suite struct SeededSampleTests {
    static let list = (1...100).map { "RF\($0)" }

    @Test func `the same seed, list and size draw the same, in whatever order the list comes`() {
        let first = SeededSample.draw(10, of: Self.list, seed: 7)
        #expect(first == SeededSample.draw(10, of: Self.list.reversed(), seed: 7))
        #expect(first != SeededSample.draw(10, of: Self.list, seed: 8))
        #expect(first.count == 10 && Set(first).count == 10 && first == first.sorted())
        #expect(Set(first).isSubset(of: Set(Self.list)))
    }

    @Test(arguments: [(-1, 0), (0, 0), (1, 1), (100, 100), (500, 100)])
    func `never more than there are, never fewer than asked for`(_ asked: Int, _ given: Int) {
        #expect(SeededSample.draw(asked, of: Self.list, seed: 3).count == given)
    }

    @Test func `every record is drawn about equally often`() {
        var counts: [String: Int] = [:]
        for seed in 0..<2_000 {
            let drawn = SeededSample.draw(5, of: Array(Self.list.prefix(20)), seed: UInt64(seed))
            for item in drawn { counts[item, default: 0] += 1 }
        }
        #expect(counts.count == 20)
        for (item, count) in counts { #expect((400...600).contains(count), "\(item): \(count)") }
    }
}
