// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A point in time, the same everywhere: milliseconds since 1970-01-01 00:00:00 UTC.
public struct Instant: Hashable, Sendable, Comparable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public func adding(milliseconds more: Int64) -> Instant { Instant(milliseconds: milliseconds &+ more) }

    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}
