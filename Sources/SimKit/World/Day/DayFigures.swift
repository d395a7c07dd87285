// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What happened in one store-day, counted; days are added up.
public struct DayFigures: Sendable, Hashable {
    public var sales = 0
    public var attempts = 0
    public var approved = 0
    public var declined = 0
    public var reversed = 0
    public var givenBack = 0
    public var unknown = 0
    public var refusals = 0
    public var kills = 0
    public var powerLosses = 0
    public var lost = 0
    public var outages = 0
    public var faults = 0
    public var late = 0
    public var records = 0
    public var slips = 0
    public var copies = 0
    public var explained = 0
    public var events = 0
    public var batches = 0
    /// How long after the way back was there an unknown outcome was known: counts for each step of `bounds`.
    public var recoveries = [Int](repeating: 0, count: bounds.count + 1)

    /// Milliseconds.
    public static let bounds: [Int64] = [
        250, 500, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000, 30_000, 45_000, 60_000, 90_000, 120_000, 180_000, 240_000,
        300_000, 600_000,
    ]

    public init() {}

    mutating func recover(after milliseconds: Int64) {
        let place = Self.bounds.firstIndex { milliseconds <= $0 } ?? Self.bounds.count
        recoveries[place] += 1
    }

    mutating func add(_ other: Self) {
        sales += other.sales
        attempts += other.attempts
        approved += other.approved
        declined += other.declined
        reversed += other.reversed
        givenBack += other.givenBack
        unknown += other.unknown
        refusals += other.refusals
        kills += other.kills
        powerLosses += other.powerLosses
        lost += other.lost
        outages += other.outages
        faults += other.faults
        late += other.late
        records += other.records
        slips += other.slips
        copies += other.copies
        explained += other.explained
        events += other.events
        batches += other.batches
        for place in recoveries.indices { recoveries[place] += other.recoveries[place] }
    }

    /// The counts with their names, in the order of a report.
    public var counts: [(name: String, count: Int)] {
        [
            ("sales", sales), ("attempts", attempts), ("charges approved", approved), ("declined", declined),
            ("reversed", reversed), ("refunds and voids", givenBack), ("answers lost: outcome unknown", unknown),
            ("answers that came late", late), ("presses refused", refusals), ("kills", kills),
            ("of them power losses", powerLosses), ("outages", outages), ("messages lost", lost),
            ("other faults", faults), ("journal records", records), ("slips", slips), ("marked copies", copies),
            ("batches closed", batches), ("differences that a finding explains", explained), ("events", events),
        ]
    }

    /// The bound below which this share of recoveries lies; nil when there were none, or it is beyond every bound.
    public func recovery(percent: Int) -> Int64? {
        let all = recoveries.reduce(0, +)
        guard all > 0 else { return nil }
        var seen = 0
        for (place, count) in recoveries.enumerated() {
            seen += count
            if seen * 100 >= all * percent { return place < Self.bounds.count ? Self.bounds[place] : nil }
        }
        return nil
    }
}
