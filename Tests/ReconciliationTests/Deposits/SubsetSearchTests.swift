// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Testing

/// The search against all subsets, looked at one by one.
@Suite struct SubsetSearchTests {
    /// Sets of the smallest size that add up to a target.
    static func smallest(_ values: [Int64], _ target: Int64, upTo most: Int) -> [[Int]] {
        var best: [[Int]] = []
        for mask in 1..<(1 << values.count) {
            let items = values.indices.filter { mask >> $0 & 1 == 1 }
            guard items.count <= most, items.reduce(0, { $0 + values[$1] }) == target else { continue }
            if let size = best.first?.count, items.count > size { continue }
            if let size = best.first?.count, items.count < size { best = [] }
            best.append(items)
        }
        return best
    }

    static func agrees(_ answer: SubsetSearch.Answer, _ sets: [[Int]]) -> Bool {
        switch answer {
        case .unique(let items): sets == [items]
        case .ambiguous(let one, let other):
            sets.count > 1 && one != other && sets.contains(one) && sets.contains(other)
        case .none: sets.isEmpty
        case .undecided(let size): sets.allSatisfy { $0.count > size }
        }
    }

    static func values(_ dice: inout Dice) -> [Int64] {
        let spread = [4, 40, 5_000][dice.roll(3)]
        return (0..<(1 + dice.roll(12))).map { _ in Int64(dice.roll(spread) - (dice.roll(3) == 0 ? spread / 2 : 0)) }
    }

    @Test(arguments: 0..<60)
    func `the smallest sets are those of all subsets, whatever the way they are searched`(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        let values = Self.values(&dice)
        for _ in 0..<20 {
            let picked = values.filter { _ in dice.roll(3) == 0 }
            let target = dice.roll(4) == 0 ? Int64(dice.roll(9_000) - 1_000) : picked.reduce(0, +)
            guard target != 0 else { continue }
            // Enough for halves, too little for halves, next to nothing.
            for budget in [100_000, values.count < 6 ? 14 : 120, 3] {
                let answer = SubsetSearch(values, budget: budget).answer(Int128(target))
                let most = if case .undecided = answer { values.count } else { budget == 100_000 ? values.count : 8 }
                let sets = Self.smallest(values, target, upTo: most)
                #expect(Self.agrees(answer, sets), "\(values) to \(target) with \(budget): \(answer), all: \(sets)")
            }
        }
    }

    @Test func `a set is found where the budget allows, and else it says up to which size it looked`() {
        // Powers of two: every sum has exactly one set.
        let powers = (0..<24).map { Int64(1) << $0 }
        let target = Int128(0b1000_0100_0010_0001)
        #expect(SubsetSearch(powers, budget: 20_000).answer(target) == .unique([0, 5, 10, 15]))
        #expect(SubsetSearch(powers, budget: 2_500).answer(target) == .unique([0, 5, 10, 15]))
        #expect(SubsetSearch(powers, budget: 300).answer(target) == .undecided(upTo: 2))
    }

    @Test func `F5 greedy taking misses the set that fits, the search does not`() {
        // Taking the largest that still fits gives 60 + 30 and stops at 90.
        #expect(SubsetSearch([60, 50, 50, 30], budget: 1_000).answer(100) == .unique([1, 2]))
    }

    @Test(arguments: 0..<8)
    func `the table of sums numbers them as a dictionary would`(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed) + 5)
        var table = SumTable(expecting: seed.isMultiple(of: 2) ? 0 : 400)
        var twin: [Int64: Int] = [:]
        for _ in 0..<3_000 {
            let sum = (Int64(dice.roll(1_500)) - 700) * [1, 1 << 40, 64][dice.roll(3)]
            #expect(table.number(of: sum) == twin[sum])
            let known = twin[sum]
            let (number, isNew) = table.insert(sum)
            #expect(isNew == (known == nil) && number == known ?? twin.count)
            twin[sum] = number
        }
    }

    @Test func `sums that fit no word are not decided`() {
        #expect(SubsetSearch([.max, 1], budget: 1_000).answer(Int128(Int64.max)) == .undecided(upTo: 0))
        #expect(SubsetSearch([.min], budget: 1_000).answer(5) == .undecided(upTo: 0))
    }
}
