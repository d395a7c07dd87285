// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import SimKit
import Testing

@Suite struct WorldTests {
    @Test func `unlucky days break no invariant`() {
        var world = World()
        for seed in 1...14 as ClosedRange<UInt64> {
            let day = World.day(seed: seed)
            #expect(day.breaches.isEmpty, "\(day.breaches.first?.what ?? ""): \(day.breaches.first?.replay ?? "")")
            let figures = day.figures
            // No day is without a death, an outage and lost messages.
            #expect(figures.kills > 0 && figures.outages > 0 && figures.lost > 0, "seed \(seed): \(figures)")
            world.add(day)
        }
        let figures = world.figures
        #expect(figures.approved > 280 && figures.unknown > 140 && figures.explained > 14, "\(figures)")
        // Two a day are too few for the median of a campaign, which is a second (docs/campaigns/world.md).
        #expect((figures.recovery(percent: 50) ?? .max) <= 10_000, "\(figures.recoveries)")
    }

    @Test(arguments: [7, 240, 1_234_567] as [UInt64])
    func `the same seed is the same day, told or not`(_ seed: UInt64) {
        let first = World.day(seed: seed)
        let again = World.day(seed: seed, isTold: true)
        #expect(first.trace == again.trace && first.figures == again.figures)
        #expect(first.lines.isEmpty && again.lines.count == again.traced)
        #expect(first.trace != World.day(seed: seed + 1).trace)
    }

    /// Days known to find the mistakes that others do not find at once: looked at first, for the test's sake alone.
    private static let knownFinders: [SeededBug: UInt64] = [
        .actsBeforeSync: 2, .tellsBeforeSync: 6, .forgetsAtRestart: 6, .believesWrongCode: 10,
        .believesFirstNotFound: 7, .believesCancellation: 3, .matchesVoucherAlone: 18, .clockOrdersJournal: 7,
        .partIsWhole: 5, .forgetsSlip: 2, .saysPrintedWhenSent: 72, .resendsBatchRows: 22,
    ]

    /// A world that finds nothing proves nothing: each mistake must be found soon.
    @Test(arguments: SeededBug.allCases)
    func `a mistake in the shop's program is found`(_ bug: SeededBug) {
        let seeds = (Self.knownFinders[bug].map { [$0] } ?? []) + Array(1...400 as ClosedRange<UInt64>)
        let found = seeds.first { !World.day(seed: $0, bug: bug).breaches.isEmpty }
        #expect(found != nil, "\(bug.rawValue): \(bug.explanation)")
    }

    @Test func `days lived side by side are the days lived one after another`() async {
        var alone = World()
        for seed in 1...6 as ClosedRange<UInt64> { alone.add(World.day(seed: seed)) }
        for lanes in [2, 3] as [UInt64] {
            let days = await withTaskGroup(of: [DayReport].self) { group in
                for lane in 0..<lanes {
                    group.addTask { (1...6).filter { $0 % lanes == lane }.map { World.day(seed: $0) } }
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
            var together = World()
            for day in days.sorted(by: { $0.seed < $1.seed }) { together.add(day) }
            #expect(together == alone)
        }
    }

    @Test func `a breach names the command that shows it again`() throws {
        let day = try #require(
            (1...50 as ClosedRange<UInt64>).lazy.map { World.day(seed: $0, bug: .ignoresKey) }
                .first { !$0.breaches.isEmpty })
        let breach = try #require(day.breaches.first)
        #expect(breach.replay == "counterfoil simulate world --seeds 1 --from \(day.seed) --trace")
        #expect(breach.invariant == .i2)
    }
}
