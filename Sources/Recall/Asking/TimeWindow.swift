// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The stretch of wall-clock time a person means, and the moment they named if they named one.
public struct TimeWindow: Sendable, Hashable {
    public let from: CivilTime
    public let to: CivilTime
    /// The named moment (`15:03`); nil when only a day or a part of one was said.
    public let said: CivilTime?

    /// - Parameter said: must lie between the two ends; otherwise it is dropped.
    public init(from: CivilTime, to: CivilTime, said: CivilTime? = nil) {
        self.from = min(from, to)
        self.to = max(from, to)
        self.said = said.flatMap { $0 >= min(from, to) && $0 <= max(from, to) ? $0 : nil }
    }

    /// A moment and as many seconds to either side.
    public init(around moment: CivilTime, seconds: Int64) {
        self.init(from: moment.adding(seconds: -seconds), to: moment.adding(seconds: seconds), said: moment)
    }

    public var seconds: Int64 { to.secondsSinceEpoch &- from.secondsSinceEpoch }

    public func contains(_ time: CivilTime) -> Bool { time >= from && time <= to }

    /// The same window, so many times as long around its middle.
    public func widened(by factor: Int64) -> TimeWindow {
        let more = max(0, seconds) / 2 &* max(0, factor - 1)
        return TimeWindow(from: from.adding(seconds: -more), to: to.adding(seconds: more), said: said)
    }

    /// Seconds between a time and the named moment, or the window's nearer end when none was named.
    public func distance(to time: CivilTime) -> Int64 {
        if let said { return abs(time.secondsSinceEpoch &- said.secondsSinceEpoch) }
        if time < from { return from.secondsSinceEpoch &- time.secondsSinceEpoch }
        return time > to ? time.secondsSinceEpoch &- to.secondsSinceEpoch : 0
    }
}
