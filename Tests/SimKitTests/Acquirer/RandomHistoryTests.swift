// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import ISO8583
import SimKit
import Tender
import Testing

/// Random days at a terminal with faults in every one.
@Suite struct RandomHistoryTests {
    private static let faults: [AcquirerFault] = [
        .lostRequest, .silence, .late, .double, .reordered, .cut, .restart, .overtaken, .lateApproval, .wrongMAC,
        .wrongAmount, .wrongTrace, .garbage, .code98, .code51, .codeA0, .posted98, .posted09, .signInAgain, .noTerminal,
    ]

    private func day(_ seed: UInt64, _ make: AcquirerMake) throws -> PureCounter {
        var chance = SplitMix64(seed: seed)
        var counter = PureCounter(make)
        try counter.signIn()
        for _ in 0..<chance.roll(in: 4...16) {
            if chance.happens(1, in: 2), let fault = chance.pick(Self.faults) {
                let subject: AcquirerFaultOrder.Subject = chance.happens(1, in: 4) ? .reversal : .money
                counter.host.order(AcquirerFaultOrder(fault, to: subject, times: chance.roll(in: 1...2)))
            }
            let open = counter.journal.filter { one in
                one.state.isApproved
                    && !counter.journal.contains { $0.request.original == one.id && $0.state.mayHoldMoney }
            }
            let earlier = chance.pick(open)
            let id: AttemptID
            switch (earlier?.request.kind, chance.roll(3)) {
            case (.sale?, 0): id = counter.begin(.void, earlier?.charged.minor ?? 1, original: earlier?.id)
            case (.sale?, 1):
                id = counter.begin(.refund, max(1, (earlier?.charged.minor ?? 2) / 2), original: earlier?.id)
            case (.preauth?, 0): id = counter.begin(.preauthVoid, earlier?.charged.minor ?? 1, original: earlier?.id)
            case (.preauth?, 1): id = counter.begin(.completion, earlier?.charged.minor ?? 1, original: earlier?.id)
            case (.preauth?, 2):
                id = counter.begin(.completionAdvice, earlier?.charged.minor ?? 1, original: earlier?.id)
            case (.completion?, 0):
                id = counter.begin(.completionVoid, earlier?.charged.minor ?? 1, original: earlier?.id)
            default:
                id = counter.begin(
                    chance.happens(1, in: 4) ? .preauth : .sale, Int64(chance.roll(in: 1...99_999)))
            }
            if chance.happens(1, in: 8) { _ = try counter.work(id, isKilled: true) }
            #expect(try counter.finish(id), "seed \(seed): \(id) does not end")
        }
        counter.host.clearFaults()
        for late in try counter.collect(within: 60_000) { try counter.takeLate(late.message) }
        for id in counter.order { #expect(try counter.finish(id), "seed \(seed): \(id) does not end") }
        return counter
    }

    @Test(arguments: [AcquirerMake.unionPay.dialect.name, AcquirerMake.standard.dialect.name])
    func `whatever happens on the line, both sides agree, and totals equal the journal`(_ name: String) throws {
        let make = name == AcquirerMake.unionPay.dialect.name ? AcquirerMake.unionPay : .standard
        for seed in UInt64(1)...80 {
            var counter = try day(seed, make)
            for attempt in counter.journal {
                let trace =
                    String(repeating: "0", count: 6 - attempt.request.voucher.text.utf8.count)
                    + attempt.request.voucher.text
                let entry = counter.host.ledger.booked.first { $0.key.trace == trace }
                let isHeld = entry.map { $0.state != .declined && $0.state != .reversed } ?? false
                #expect(
                    attempt.state.isApproved == isHeld, "seed \(seed): \(attempt.id) \(attempt.state) \(entry as Any)")
                if isHeld { #expect(attempt.charged.minor == entry?.amount, "seed \(seed): \(attempt.id)") }
            }
            #expect(counter.host.ledger.isSound, "seed \(seed)")
            let close = try counter.close()
            #expect(close.state == .closed && close.isBalanced == true, "seed \(seed): \(close.totals)")
        }
    }

    @Test func `an upload finds exactly the rows that differ, and goes on after a kill at each step`() throws {
        for seed in UInt64(1)...12 {
            var chance = SplitMix64(seed: seed)
            let before = try day(seed, .unionPay)
            var entries = before.journal.compactMap { BatchEntry(closing: $0) }
            guard entries.count > 1 else { continue }
            // One row is missing in our journal, one is of another amount, one the host never had.
            let gone = entries.remove(at: chance.roll(entries.count))
            let place = chance.roll(entries.count)
            let changed = entries[place]
            entries[place] = BatchEntry(
                changed.attempt, changed.kind, Money(minor: changed.amount.minor + 1), voucher: changed.voucher,
                isForeign: changed.isForeign)
            entries.append(BatchEntry("X", .sale, Money(minor: 77), voucher: "999000"))
            for kill in 0...(entries.count / 8 + 3) {
                var counter = before
                let close = try counter.close(entries, kills: [kill])
                #expect(close.state == .closed && close.isBalanced == false)
                let batch = counter.host.batches[.init(terminal: "30100001", batch: "000727")]
                func trace(_ entry: BatchEntry) -> String {
                    String(repeating: "0", count: 6 - entry.voucher.text.utf8.count) + entry.voucher.text
                }
                #expect(batch?.match?.unknownThere == [trace(gone)], "seed \(seed) kill \(kill)")
                #expect(batch?.match?.otherAmount == [trace(changed)], "seed \(seed) kill \(kill)")
                #expect(batch?.match?.unknownHere == ["999000"], "seed \(seed) kill \(kill)")
                // Only the rows whose answer was lost went out twice.
                let again = batch?.timesShown.values.filter { $0 > 1 } ?? []
                #expect(again.count <= 8 && again.allSatisfy { $0 == 2 }, "seed \(seed) kill \(kill)")
            }
        }
    }
}
