// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What one store-day came to.
public struct DayReport: Sendable, Hashable {
    public let seed: UInt64
    public let figures: DayFigures
    public let breaches: [Breach]
    /// One number for all that happened, in order.
    public let trace: UInt64
    /// Notes in the trace.
    public let traced: Int
    /// The trace for people; empty unless it was asked for.
    public let lines: [String]
}
