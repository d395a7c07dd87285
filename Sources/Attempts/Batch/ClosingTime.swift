// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The time of day at which a terminal's batches are closed, as a clock in the shop shows it.
///
///     yesterday 23:30 ─ attempts ─ today 23:30 ─ attempts ─ now
///                                      └ last: what was begun before it is due
public struct ClosingTime: Hashable, Sendable {
    /// Minutes after midnight, 0 to 1439.
    public let minute: Int

    /// nil for anything but `HH:MM`.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { digit in (48...57).contains(digit) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        self.minute = hour * 60 + minute
    }

    public var text: String { Self.pair(minute / 60) + ":" + Self.pair(minute % 60) }

    private static func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// The latest moment of this time that is not after `now`.
    public func last(until now: Instant, in zone: Zone) -> Instant {
        let today = zone.civil(at: now).date
        let at = moment(on: today, zone)
        return at <= now ? at : moment(on: today.adding(days: -1), zone)
    }

    /// The first moment of this time after `now`.
    public func next(after now: Instant, in zone: Zone) -> Instant {
        let today = zone.civil(at: now).date
        let at = moment(on: today, zone)
        return at > now ? at : moment(on: today.adding(days: 1), zone)
    }

    private func moment(on date: CivilDate, _ zone: Zone) -> Instant {
        zone.instant(of: CivilTime(date, secondOfDay: minute * 60))
    }
}
