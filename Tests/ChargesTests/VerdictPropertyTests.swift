// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tariffs
import Tender
import Testing

/// What must hold of every verdict, whatever was said.
@Suite struct VerdictPropertyTests {
    /// Anything that anybody might tell us, from nothing to a heap of contradictions.
    struct Heap {
        let observations: [Observation]
        let surroundings: Surroundings
        let tariff: Tariff
        let calendar: SettlementCalendar
        let now: Instant

        init(_ chance: inout Chance) {
            observations = (0..<chance.below(14)).map { _ in chance.observation() }
            surroundings = Self.surroundings(&chance)
            tariff = Tariff(rows: (0..<chance.below(6)).map { _ in Self.row(&chance) })
            calendar = SettlementCalendar(
                zone: chance.pick([.shanghai, .utc]),
                businessDay: BusinessDay(cutOff: chance.below(86_400)) ?? .midnight,
                settleAfterDays: chance.pick([0, 1, 2, .max]), closedDays: Set((0..<3).map { _ in chance.day() }),
                asOf: chance.maybe { $0.day() })
            now = Instant(
                milliseconds: chance.oneIn(8)
                    ? Int64(bitPattern: chance.next()) : 1_795_000_000_000 + Int64(chance.below(1 << 33)))
        }

        static func surroundings(_ chance: inout Chance) -> Surroundings {
            var surroundings = Surroundings()
            surroundings.linked = (0..<chance.below(4)).map { _ in movement(&chance) }
            surroundings.original = chance.maybe { movement(&$0) }
            surroundings.otherTypes = chance.oneIn(4) ? [movement(&chance)] : []
            surroundings.lookAlikes = (0..<chance.below(3)).map { _ in
                Surroundings.LookAlike(
                    id: "T\(chance.below(9))", at: chance.maybe { $0.time() }, order: chance.maybe { _ in "ORDER-1" },
                    hasSale: chance.oneIn(2), isEarlier: chance.oneIn(2), type: chance.oneIn(3) ? .preauth : .sale,
                    isByOrder: chance.oneIn(3))
            }
            surroundings.isTillKept = !chance.oneIn(4)
            surroundings.isClearingComplete = chance.oneIn(2)
            surroundings.boundStore = chance.maybe { $0.pick(["S1", "S2"]) }
            surroundings.boundMerchant = chance.maybe { $0.pick(["898440154110001", "898440154110002"]) }
            return surroundings
        }

        static func movement(_ chance: inout Chance) -> Surroundings.Movement {
            Surroundings.Movement(
                id: "T\(chance.below(9))", type: chance.pick(TransactionType.allCases),
                amount: chance.maybe { $0.money() }, state: chance.pick([.done, .pending, .failed, .unknown]),
                at: chance.maybe { $0.time() })
        }

        static func row(_ chance: inout Chance) -> TariffRow {
            TariffRow(
                product: chance.pick(["*", "credit", "debit", "qr"]),
                rate: Rate(partsPerBillion: Int64(chance.below(1_000_000_001))) ?? .zero,
                fixed: chance.pick([0, 1, .max, .min]), floor: chance.maybe { $0.pick([0, 5, .max]) },
                cap: chance.maybe { $0.pick([0, 2_000, .min]) }, rounding: chance.pick(Rounding.allCases),
                refund: chance.pick(RefundFee.allCases), validFrom: chance.maybe { $0.day() })
        }

        func verdict(_ observations: [Observation]) -> Verdict {
            Verdict.judge(
                observations, surroundings: surroundings, tariff: tariff, calendar: calendar, now: now)
        }

        var verdict: Verdict { verdict(observations) }
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func `no heap of observations traps, and the order they came in changes nothing`(_ seed: UInt64) {
        var chance = Chance(seed: seed &* 7_919)
        for _ in 0..<20 {
            let heap = Heap(&chance)
            let verdict = heap.verdict
            for _ in 0..<3 { #expect(heap.verdict(heap.observations.shuffled(using: &chance)) == verdict) }
        }
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func `what is told twice counts once`(_ seed: UInt64) {
        var chance = Chance(seed: seed &* 104_729)
        for _ in 0..<20 {
            let heap = Heap(&chance)
            #expect(heap.verdict(heap.observations + heap.observations) == heap.verdict)
            // The same rows in a later file, at another line, at a later time.
            let again = heap.observations.map { observation in
                var later = observation
                later.recordedAt = Instant(milliseconds: max(observation.recordedAt.milliseconds, 0))
                    .adding(milliseconds: 86_400_000)
                guard later.recordedAt > observation.recordedAt, observation.origin.line > 0 else { return observation }
                later.origin = Origin(name: "later.csv", line: observation.origin.line, byte: 1)
                return later
            }
            #expect(heap.verdict(heap.observations + again) == heap.verdict)
        }
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func `findings are sorted, each code once, and each rests on something`(_ seed: UInt64) {
        var chance = Chance(seed: seed &* 31)
        for _ in 0..<20 {
            let verdict = Heap(&chance).verdict
            let codes = verdict.findings.map(\.code)
            #expect(codes == Set(codes).sorted())
            for finding in verdict.findings {
                #expect(!finding.explanation.chinese.isEmpty && !finding.explanation.english.isEmpty)
                #expect(finding.nextAction == finding.code.nextAction)
                #expect(!finding.evidence.isEmpty)
            }
        }
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func `an open outcome always warns against a second charge`(_ seed: UInt64) {
        var chance = Chance(seed: seed &* 1_009)
        for _ in 0..<20 {
            let verdict = Heap(&chance).verdict
            switch verdict.money {
            case .unknown, .pending: #expect(verdict.explanation.chinese.contains("请勿重复付款"))
            case .notCharged, .charged, .reversed, .refunded: break
            }
        }
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func `money is believed as the highest source has it, and no amount is made up`(_ seed: UInt64) {
        var chance = Chance(seed: seed &* 65_537)
        for _ in 0..<20 {
            let heap = Heap(&chance)
            let believed = heap.verdict.believed
            let amounts = heap.observations.filter { $0.facts.amount != nil }
            let highest = amounts.map(\.source).max()
            let candidates = amounts.filter { $0.source == highest }.map(\.facts.amount)
            #expect(believed.amount == nil ? candidates.isEmpty : candidates.contains(believed.amount))
        }
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func `what went back is what the refunds sum to, and never seems more than was taken unless it is`(_ seed: UInt64) {
        var chance = Chance(seed: seed &* 257)
        for _ in 0..<20 {
            let taken = Int64(1 + chance.below(100_000))
            let refunds = (0..<chance.below(5)).map { index in
                Surroundings.Movement(
                    id: "T\(index)", type: .refund, amount: Money(minor: Int64(chance.below(60_000))),
                    state: chance.pick([.done, .failed]))
            }
            var surroundings = Surroundings()
            surroundings.linked = refunds
            let verdict = Given.verdict([Given.till(amount: Money(minor: taken))], surroundings)
            let sum = refunds.filter { $0.state == .done }.compactMap(\.amount?.minor).reduce(0, +)
            if sum == 0 {
                #expect(verdict.money == .charged)
            } else {
                #expect(verdict.money == .refunded(Money(minor: sum), isFull: sum >= taken))
            }
            #expect(verdict.findings.contains { $0.code == .rf01 } == (sum > taken))
        }
    }

    @Test func `a flood of equal rows is judged at once`() {
        var rows = (0..<3_000).map { Given.clearing(line: $0 + 1, occurrence: 1) }
        rows += (0..<3_000).map { Given.live(.inquiry, $0 == 0 ? .approved : .pending) }
        #expect(Given.codes(Given.verdict(rows + [Given.till()])).isEmpty)
    }
}
