// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A point in time, the same everywhere: milliseconds since 1970-01-01 00:00:00 UTC.
///
/// Held between the years 1 and 9999 and a day beyond: what lies outside is moved to the nearest end, so that
/// no later sum of times can overflow.
public struct Instant: Hashable, Sendable, Comparable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.earliest), Self.latest)
    }

    /// nil for a time that would have to be moved: what was written by somebody else is taken as it is or not at all.
    public init?(exactly milliseconds: Int64) {
        self.init(milliseconds: milliseconds)
        if self.milliseconds != milliseconds { return nil }
    }

    private static let earliest: Int64 = (-62_135_596_800 - 86_400) * 1_000
    private static let latest: Int64 = (253_402_300_799 + 86_400) * 1_000

    /// The instant this much later; the end of time where the sum lies beyond it.
    public func adding(milliseconds more: Int64) -> Instant {
        let (sum, overflow) = milliseconds.addingReportingOverflow(more)
        return Instant(milliseconds: overflow ? (more < 0 ? .min : .max) : sum)
    }

    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}
