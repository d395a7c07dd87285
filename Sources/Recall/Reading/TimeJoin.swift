// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Joins the days, times of day and relative times of one text into the window they mean together.
///
///     昨天 + 下午 + 3点   ─▶   yesterday 14:00 … 16:00, said 15:00
struct TimeJoin {
    let now: CivilTime
    let businessDay: BusinessDay
    var days: [ClosedRange<CivilDate>] = []
    var clocks: [ClockSpan] = []
    var moments: [TimeWindow] = []

    init(now: CivilTime, businessDay: BusinessDay) {
        self.now = now
        self.businessDay = businessDay
    }

    mutating func add(_ meaning: Meaning) {
        switch meaning {
        case .day(let days): self.days.append(days)
        case .clock(let span): clocks.append(span)
        case .moment(let window): moments.append(window)
        default: break
        }
    }

    var window: TimeWindow? {
        if let moment = moments.first, days.isEmpty, clocks.isEmpty { return moment }
        let clock = joinedClock
        if let first = days.map(\.lowerBound).min(), let last = days.map(\.upperBound).max() {
            return window(from: first, to: last, clock)
        }
        guard let clock else { return moments.first }
        // A time without a day is the latest such time; ten minutes' slack for a clock that runs ahead.
        let start = CivilTime(now.date).adding(seconds: Int64(clock.said ?? clock.from))
        let day = start > now.adding(seconds: 600) ? now.date.adding(days: -1) : now.date
        return window(on: day, clock)
    }

    private func window(from first: CivilDate, to last: CivilDate, _ clock: ClockSpan?) -> TimeWindow {
        if let clock, first == last { return window(on: first, clock) }
        // The small hours after the last day still count to it where the business day ends late.
        let end = CivilTime(last, secondOfDay: 86_399).adding(seconds: Int64(businessDay.cutOff))
        return TimeWindow(from: CivilTime(first), to: end)
    }

    private func window(on day: CivilDate, _ clock: ClockSpan) -> TimeWindow {
        // A span may begin before midnight or run past it, so it is added, not set.
        let midnight = CivilTime(day)
        return TimeWindow(
            from: midnight.adding(seconds: Int64(clock.from)), to: midnight.adding(seconds: Int64(clock.to)),
            said: clock.said.map { midnight.adding(seconds: Int64($0)) })
    }

    /// A named time beats a part of the day; two named times are the ends of a stretch.
    private var joinedClock: ClockSpan? {
        let named = clocks.filter { $0.said != nil }
        guard let first = named.first else {
            guard let part = clocks.first else { return nil }
            return clocks.dropFirst().reduce(part) { ClockSpan(from: min($0.from, $1.from), to: max($0.to, $1.to)) }
        }
        if let second = named.dropFirst().first, let from = first.said, let to = second.said, to > from {
            return ClockSpan(from: from - 300, to: to + 300)
        }
        guard let part = clocks.first(where: { $0.said == nil }), let said = first.said else { return first }
        // `下午 … 3点` said apart: half a day later when only that falls into the part.
        guard !(part.from...part.to).contains(said), (part.from...part.to).contains(said + 43_200) else { return first }
        return ClockSpan(from: first.from + 43_200, to: first.to + 43_200, said: said + 43_200)
    }
}
