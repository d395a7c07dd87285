// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Many store-days and what they came to.
public struct World: Sendable, Hashable {
    public private(set) var days = 0
    public private(set) var figures = DayFigures()
    /// The first breaches, by seed.
    public private(set) var breaches: [Breach] = []
    public private(set) var brokenDays = 0
    /// One number for all traces, in the order of their seeds.
    public private(set) var trace: UInt64 = 0

    /// Most breaches that are kept.
    public static let breachLimit = 50

    public init() {}

    /// Adds a day; days are to be added in the order of their seeds.
    public mutating func add(_ day: DayReport) {
        days += 1
        figures.add(day.figures)
        if !day.breaches.isEmpty { brokenDays += 1 }
        breaches += day.breaches.prefix(max(0, Self.breachLimit - breaches.count))
        trace = (trace &* 0x9E37_79B9_7F4A_7C15) ^ day.trace
        trace ^= trace >> 29
    }

    /// Lives through one store-day.
    ///
    /// - Parameters:
    ///   - seed: everything that happens follows from it.
    ///   - bug: a mistake that the shop makes on purpose; nil for the shop as it is.
    ///   - isTold: keeps the trace as lines for people.
    public static func day(seed: UInt64, bug: SeededBug? = nil, isTold: Bool = false) -> DayReport {
        StoreDay.live(seed: seed, bug: bug, isTold: isTold)
    }

    /// Seconds of virtual time of one store-day.
    public static let secondsPerDay = 86_400
}
