// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The clock of a simulated world: it moves only when somebody moves it, and never backwards.
public struct WorldClock: Sendable, Hashable {
    public private(set) var now: Instant

    public init(_ now: Instant) { self.now = now }

    /// Moves on; a negative step is no step.
    public mutating func advance(milliseconds: Int64) { now = now.adding(milliseconds: max(0, milliseconds)) }

    /// Moves on to an instant; one in the past changes nothing.
    public mutating func reach(_ instant: Instant) { now = max(now, instant) }
}
