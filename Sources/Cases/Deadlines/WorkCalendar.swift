// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// When somebody works: opening hours for each weekday, holidays, and free days that are worked after all (调休).
///
///     Mon 09:00 ▇▇▇▇▇ 18:00      Tue 09:00 ▇▇▇▇▇ 18:00      holiday      …
///                      └ a deadline sleeps here ┘
///
/// Times are those of the wall clock in `zone`. An opening belongs to the day on which it begins, also past midnight:
/// a bar that is open from 18:00 to 02:00 has `Opening(from: 18 h, until: 26 h)`.
public struct WorkCalendar: Hashable, Sendable {
    /// One stretch of work on a day.
    public struct Opening: Hashable, Sendable {
        /// Seconds after midnight, 0 to 86,399.
        public let from: Int
        /// Seconds after the same midnight, after `from`, at most 24 hours later.
        public let until: Int

        /// nil for a stretch that ends before it begins, is longer than a day, or begins on another day.
        public init?(from: Int, until: Int) {
            guard (0..<86_400).contains(from), until > from, until - from <= 86_400 else { return nil }
            self.from = from
            self.until = until
        }

        init(hours: ClosedRange<Int>) {
            from = hours.lowerBound * 3_600
            until = hours.upperBound * 3_600
        }

        var seconds: Int64 { Int64(until - from) }
    }

    public let zone: Zone
    /// Openings of the weekdays, Monday first; nil where nobody works.
    public let week: [Opening?]
    /// Days on which nobody works, whatever the weekday.
    public let holidays: Set<CivilDate>
    /// Days on which the hours of the first worked weekday apply, whatever the weekday: 调休.
    public let makeUpDays: Set<CivilDate>

    /// - Parameter week: seven, Monday first; a missing one is free, a further one is ignored.
    public init(
        zone: Zone = .shanghai, week: [Opening?], holidays: Set<CivilDate> = [], makeUpDays: Set<CivilDate> = []
    ) {
        self.zone = zone
        self.week = (0..<7).map { $0 < week.count ? week[$0] : nil }
        self.holidays = holidays
        self.makeUpDays = makeUpDays
    }

    /// Offices: Monday to Friday, nine to six.
    public static func office(in zone: Zone = .shanghai, holidays: Set<CivilDate> = []) -> WorkCalendar {
        let day = Opening(hours: 9...18)
        return WorkCalendar(zone: zone, week: [day, day, day, day, day], holidays: holidays)
    }

    /// Shops that never close: a minute is a minute.
    public static func always(in zone: Zone = .shanghai) -> WorkCalendar {
        WorkCalendar(zone: zone, week: [Opening?](repeating: Opening(hours: 0...24), count: 7))
    }

    /// The opening of a day; nil when nobody works.
    public func opening(on day: CivilDate) -> Opening? {
        if holidays.contains(day) { return nil }
        if makeUpDays.contains(day) { return week.lazy.compactMap { $0 }.first }
        return week[day.weekday - 1]
    }

    public func isWorkingDay(_ day: CivilDate) -> Bool { opening(on: day) != nil }
}
