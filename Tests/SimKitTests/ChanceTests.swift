// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import SimKit
import Tender
import Testing

@Suite struct ChanceTests {
    @Test func `the generator gives the published numbers`() {
        // Reference values of SplitMix64 for seed 1234567.
        var chance = SplitMix64(seed: 1_234_567)
        let numbers = (0..<5).map { _ in chance.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test(arguments: [1, 2, 6, 100, 1 << 40])
    func `a die never shows a side that it has not`(_ sides: Int) {
        var chance = SplitMix64(seed: 7)
        #expect((0..<1_000).allSatisfy { _ in (0..<sides).contains(chance.roll(sides)) })
    }

    @Test func `a die without sides, an empty choice and empty weights give nothing`() {
        var chance = SplitMix64(seed: 7)
        #expect(chance.roll(0) == 0)
        #expect(chance.roll(-5) == 0)
        #expect(chance.pick([Int]()) == nil)
        #expect(chance.pickIndex(weights: []) == 0)
        #expect(chance.digits(-1).isEmpty)
    }

    @Test func `every side comes about as often`() {
        var chance = SplitMix64(seed: 11)
        var counts = Array(repeating: 0, count: 6)
        for _ in 0..<60_000 { counts[chance.roll(6)] += 1 }
        #expect(counts.allSatisfy { (9_500...10_500).contains($0) })
    }

    @Test func `weights are kept`() {
        var chance = SplitMix64(seed: 13)
        var counts = [0, 0, 0]
        for _ in 0..<10_000 { counts[chance.pickIndex(weights: [62, 0, 38])] += 1 }
        #expect(counts[1] == 0)
        #expect((6_000...6_400).contains(counts[0]))
    }

    @Test func `branches differ from each other and from their stem, and are repeatable`() {
        let stem = SplitMix64(seed: 1)
        var firsts = Set(
            (UInt64(0)..<100).map { number in
                var branch = stem.branch(number)
                return branch.next()
            })
        var own = stem
        firsts.insert(own.next())
        #expect(firsts.count == 101)
        #expect(stem.branch(3) == stem.branch(3))
    }

    @Test func `the world's clock never runs backwards`() {
        var clock = WorldClock(Instant(milliseconds: 1_000))
        clock.advance(milliseconds: -500)
        #expect(clock.now == Instant(milliseconds: 1_000))
        clock.advance(milliseconds: 500)
        clock.reach(Instant(milliseconds: 1_200))
        #expect(clock.now == Instant(milliseconds: 1_500))
        clock.reach(Instant(milliseconds: 9_000))
        #expect(clock.now == Instant(milliseconds: 9_000))
    }
}
