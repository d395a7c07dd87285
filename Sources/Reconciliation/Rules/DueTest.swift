// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Whether a transaction's settlement should have come: the calendar asked once, so that a row costs one
/// comparison.
struct DueTest: Sendable {
    /// Wall-clock second from which on settlement is not yet due.
    let notDueFrom: Int64
    private let cutOff: Int64

    /// - Parameter notDueFrom: where it is known already.
    init(_ calendar: SettlementCalendar, asOf: CivilDate, notDueFrom known: Int64? = nil) {
        cutOff = Int64(calendar.businessDay.cutOff)
        if let known {
            notDueFrom = known
            return
        }
        // Due dates only move forward with the day, so the first business day not yet due decides. It lies within
        // the days to settlement plus the longest closure the calendar will skip.
        var first = asOf.adding(days: -calendar.settleAfterDays - 367)
        let last = asOf.adding(days: 2)
        while first < last, Self.isDue(first, calendar, asOf: asOf) { first = first.adding(days: 1) }
        notDueFrom = CivilTime(first, secondOfDay: calendar.businessDay.cutOff).secondsSinceEpoch
    }

    private static func isDue(_ day: CivilDate, _ calendar: SettlementCalendar, asOf: CivilDate) -> Bool {
        let time = CivilTime(day, secondOfDay: calendar.businessDay.cutOff)
        return calendar.dueDate(of: time) <= asOf
    }

    @inline(__always)
    func isDue(seconds: Int64) -> Bool { seconds < notDueFrom }

    /// Business day of a wall-clock second, as days since 1970.
    @inline(__always)
    func businessDay(seconds: Int64) -> Int32 {
        let shifted = seconds &- cutOff
        let day = shifted >= 0 ? shifted / 86_400 : (shifted &- 86_399) / 86_400
        return Int32(truncatingIfNeeded: day)
    }
}
