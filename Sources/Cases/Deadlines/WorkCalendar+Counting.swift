// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// Counting in working time. Everything is in whole seconds of the wall clock.
extension WorkCalendar {
    /// A calendar that is closed for longer than this never opens: far beyond any holiday.
    static let horizon = 400
    /// Days that are looked through for one answer at most: ten years.
    static let limit = 3_660

    /// The moment of work at or after a time; nil when nobody works for longer than a year.
    public func nextWork(from time: CivilTime) -> CivilTime? {
        for stretch in stretches(from: time, days: Self.horizon) { return max(time, stretch.start) }
        return nil
    }

    /// The moment that is so many seconds of work later; the end of a stretch belongs to it, so an hour from 17:00 on
    /// ends at 18:00 and not on the next morning.
    ///
    /// - Parameter seconds: negative counts as 0.
    /// - Returns: nil when it lies beyond ten years.
    public func adding(work seconds: Int64, to time: CivilTime) -> CivilTime? {
        var rest = max(0, seconds)
        for stretch in stretches(from: time, days: Self.limit) {
            let start = max(time, stretch.start)
            let length = stretch.end.secondsSinceEpoch - start.secondsSinceEpoch
            if rest <= length { return start.adding(seconds: rest) }
            rest -= length
        }
        return nil
    }

    /// Seconds of work between two times; 0 when the second is not later. At most ten years are looked through.
    public func work(from start: CivilTime, to end: CivilTime) -> Int64 {
        var sum: Int64 = 0
        guard end > start else { return 0 }
        for stretch in stretches(from: start, days: Self.limit) {
            guard stretch.start < end else { break }
            sum += min(end, stretch.end).secondsSinceEpoch - max(start, stretch.start).secondsSinceEpoch
        }
        return sum
    }

    /// The same time of day so many working days later, moved into that day's hours. What happens outside working
    /// hours counts as happening at the next opening.
    ///
    /// - Returns: nil when it lies beyond ten years.
    public func adding(workingDays count: Int, to time: CivilTime) -> CivilTime? {
        guard let start = nextWork(from: time) else { return nil }
        guard count > 0 else { return start }
        let first = day(ofWorkAt: start)
        let offset = start.secondsSinceEpoch - CivilTime(first).secondsSinceEpoch
        var rest = count
        for step in 1...Self.limit {
            let day = first.adding(days: step)
            guard let opening = opening(on: day) else { continue }
            rest -= 1
            if rest == 0 {
                let inHours = min(max(offset, Int64(opening.from)), Int64(opening.until))
                return CivilTime(day).adding(seconds: inHours)
            }
        }
        return nil
    }

    /// The end of work on a day, or of the last working day before it: what is due on a Sunday must be done on Friday.
    public func endOfWork(by day: CivilDate) -> CivilTime? {
        for back in 0..<Self.horizon {
            let day = day.adding(days: -back)
            if let opening = opening(on: day) { return CivilTime(day).adding(seconds: Int64(opening.until)) }
        }
        return nil
    }

    /// By when something is due that begins at a time.
    ///
    /// - Parameter outside: the date that `.outside` hangs on, as far as the case knows it.
    /// - Returns: nil where there is no deadline, or none that is known.
    public func due(
        after start: CivilTime, _ deadline: CodeRow.Deadline, outside: CivilDate? = nil
    ) -> CivilTime? {
        switch deadline {
        case .none: nil
        case .atOnce: start
        // Twenty years are more than is ever looked through, and cannot overflow.
        case .minutes(let count): adding(work: Int64(min(max(0, count), 10_512_000)) * 60, to: start)
        case .workingDays(let count): adding(workingDays: count, to: start)
        case .outside: outside.flatMap { endOfWork(by: $0) }
        }
    }

    /// The same between instants, in the zone of this calendar.
    public func due(after start: Instant, _ deadline: CodeRow.Deadline, outside: CivilDate? = nil) -> Instant? {
        due(after: zone.civil(at: start), deadline, outside: outside).map { zone.instant(of: $0) }
    }

    /// The day on which the stretch of work began that is going on at a time.
    private func day(ofWorkAt time: CivilTime) -> CivilDate {
        stretches(from: time, days: 2).first { $0.start <= time }?.day ?? time.date
    }
}

/// One stretch of work on the wall clock.
struct WorkStretch {
    let day: CivilDate
    let start: CivilTime
    let end: CivilTime
}

extension WorkCalendar {
    /// The stretches that end after a time, in order, without overlap.
    func stretches(from time: CivilTime, days: Int) -> some Sequence<WorkStretch> {
        // A stretch may have begun the day before and still last.
        let first = time.date.adding(days: -1)
        let all = (0...days + 1).lazy.compactMap { step -> WorkStretch? in
            let day = first.adding(days: step)
            // Beyond the calendar's end the last day would come again and again.
            guard Int(day.daysSinceEpoch) == Int(first.daysSinceEpoch) + step else { return nil }
            guard let opening = opening(on: day) else { return nil }
            let before = self.opening(on: day.adding(days: -1))
            // Where the night before lasts into this day, the second stretch begins where the first ends.
            let from = max(opening.from, (before?.until ?? 0) - 86_400)
            guard from < opening.until else { return nil }
            let start = CivilTime(day).adding(seconds: Int64(from))
            return WorkStretch(day: day, start: start, end: CivilTime(day).adding(seconds: Int64(opening.until)))
        }
        return all.filter { $0.end > time }
    }
}
