// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// The questions to ask the store for one query, most telling first.
///
///     exact numbers ─▶ card + amount + time ─▶ amount + time ─▶ card + time ─▶ card + amount ─▶ wider ─▶ time alone
struct RecallPlan: Sendable, Hashable {
    let probes: [Probe]

    init(_ query: MemoryQuery) {
        var probes: [Probe] = []
        let keys = query.readings.flatMap(\.keys)
        if !keys.isEmpty {
            var probe = Probe(.identifiers)
            probe.keys = keys.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            probes.append(probe)
        }
        for reading in query.readings { probes += Self.probes(of: reading) }
        // Stable order by step; equal questions are asked once.
        var seen = Set<Probe>()
        self.probes = probes.enumerated()
            .sorted { ($0.element.step.rawValue, $0.offset) < ($1.element.step.rawValue, $1.offset) }
            .map(\.element).filter { seen.insert($0).inserted }
    }

    private static func probes(of reading: Reading) -> [Probe] {
        var probes: [Probe] = []
        let cards = reading.cards.prefix(2).map(\.last4)
        let amounts = reading.amounts.prefix(3)
        for amount in amounts {
            for card in cards {
                if let window = reading.window {
                    probes.append(probe(.cardAmountTime, reading, card: card, amount: amount, window: window))
                }
                probes.append(probe(.cardAmount, reading, card: card, amount: amount))
            }
            if let window = reading.window {
                probes.append(probe(.amountTime, reading, amount: amount, window: window))
                probes.append(probe(.amountNearby, reading, amount: amount, window: window.widened(by: 4)))
            } else {
                probes.append(probe(.amount, reading, amount: amount))
            }
        }
        for card in cards {
            if let window = reading.window { probes.append(probe(.cardTime, reading, card: card, window: window)) }
            probes.append(probe(.card, reading, card: card))
        }
        return probes + timeProbes(reading)
    }

    /// Time alone answers only when nothing sharper was said, or the rest was remembered wrongly. Both ends are
    /// asked, so that a named moment in the middle of a busy window is not cut off by the limit.
    private static func timeProbes(_ reading: Reading) -> [Probe] {
        let hasFilter =
            !reading.types.isEmpty || !reading.codes.isEmpty || !reading.channels.isEmpty
            || !reading.stores.isEmpty || !reading.terminals.isEmpty || !reading.cashiers.isEmpty
        guard let window = reading.window else {
            guard hasFilter, reading.amounts.isEmpty, reading.cards.isEmpty, reading.keys.isEmpty else { return [] }
            return [probe(.time, reading, narrowed: true)]
        }
        guard let said = window.said else { return [probe(.time, reading, window: window, narrowed: true)] }
        var before = probe(.time, reading, window: TimeWindow(from: window.from, to: said, said: said), narrowed: true)
        var after = probe(.time, reading, window: TimeWindow(from: said, to: window.to, said: said), narrowed: true)
        before.order = .newestFirst
        after.order = .oldestFirst
        return [before, after]
    }

    private static func probe(
        _ step: Probe.Step, _ reading: Reading, card: String? = nil, amount: AmountRange? = nil,
        window: TimeWindow? = nil, narrowed: Bool = false
    ) -> Probe {
        var probe = Probe(step)
        probe.last4 = card
        probe.amount = amount
        probe.window = window
        probe.terminal = reading.terminals.count == 1 ? reading.terminals.first : nil
        probe.store = reading.stores.count == 1 ? reading.stores.first : nil
        if narrowed {
            probe.type = reading.types.count == 1 ? reading.types.first : nil
            probe.codes = reading.codes
            probe.cashier = reading.cashiers.count == 1 ? reading.cashiers.first : nil
        }
        return probe
    }
}
