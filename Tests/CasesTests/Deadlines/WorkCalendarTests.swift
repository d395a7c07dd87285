// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

@Suite struct WorkCalendarTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let start: String
        let deadline: CodeRow.Deadline
        let due: String?
    }

    /// 2026-11-20 is a Friday. The Wednesday after is a holiday, the Sunday after that is worked instead.
    static let office = WorkCalendar(
        week: WorkCalendar.office().week, holidays: days("2026-11-25"), makeUpDays: days("2026-11-29"))

    static let stories = [
        Story(
            testDescription: "an hour in the afternoon", start: "2026-11-20 15:03", deadline: .minutes(60),
            due: "2026-11-20 16:03"),
        Story(
            testDescription: "an hour until the evening ends in the evening", start: "2026-11-20 17:00",
            deadline: .minutes(60), due: "2026-11-20 18:00"),
        Story(
            testDescription: "an hour and a minute go on after the weekend", start: "2026-11-20 17:00",
            deadline: .minutes(61), due: "2026-11-23 09:01"),
        Story(
            testDescription: "what comes on Sunday begins on Monday", start: "2026-11-22 11:00",
            deadline: .minutes(30), due: "2026-11-23 09:30"),
        Story(
            testDescription: "four hours over a holiday", start: "2026-11-24 16:00", deadline: .minutes(240),
            due: "2026-11-26 11:00"),
        Story(
            testDescription: "one working day from Friday is Monday at the same time", start: "2026-11-20 15:03",
            deadline: .workingDays(1), due: "2026-11-23 15:03"),
        Story(
            testDescription: "a working day from the night is the evening of the next", start: "2026-11-19 23:00",
            deadline: .workingDays(1), due: "2026-11-23 09:00"),
        Story(
            testDescription: "two working days pass over the holiday", start: "2026-11-23 10:00",
            deadline: .workingDays(2), due: "2026-11-26 10:00"),
        Story(
            testDescription: "a Sunday that is worked counts", start: "2026-11-27 10:00", deadline: .workingDays(1),
            due: "2026-11-29 10:00"),
        Story(
            testDescription: "at once", start: "2026-11-22 11:00", deadline: .atOnce, due: "2026-11-22 11:00"),
        Story(testDescription: "no deadline", start: "2026-11-22 11:00", deadline: .none, due: nil),
        Story(
            testDescription: "an outside date that nobody has entered", start: "2026-11-22 11:00",
            deadline: .outside(Bilingual(zh: "开庭", en: "hearing")), due: nil),
        Story(
            testDescription: "more minutes than ten years have", start: "2026-11-22 11:00", deadline: .minutes(.max),
            due: nil),
        Story(
            testDescription: "more days than ten years have", start: "2026-11-22 11:00", deadline: .workingDays(.max),
            due: nil),
        Story(
            testDescription: "less than nothing is the next moment of work", start: "2026-11-22 11:00",
            deadline: .workingDays(.min), due: "2026-11-23 09:00"),
    ]

    static func days(_ texts: String...) -> Set<CivilDate> { Set(texts.compactMap { CivilDate(text: $0) }) }

    @Test(arguments: stories)
    func `a deadline counts the hours in which somebody works`(_ story: Story) throws {
        let start = try #require(CivilTime(text: story.start))
        #expect(Self.office.due(after: start, story.deadline) == story.due.flatMap { CivilTime(text: $0) })
    }

    @Test func `what is due on a Sunday must be done on Friday`() throws {
        let start = try #require(CivilTime(text: "2026-11-01 10:00"))
        let hearing = CodeRow.Deadline.outside(Bilingual(zh: "开庭", en: "hearing"))
        let sunday = try #require(CivilDate(text: "2026-11-22"))
        #expect(Self.office.due(after: start, hearing, outside: sunday)?.description == "2026-11-20 18:00:00")
    }

    @Test func `a bar's night belongs to the evening before`() throws {
        let night = WorkCalendar.Opening(from: 18 * 3_600, until: 26 * 3_600)
        let bar = WorkCalendar(week: [nil, nil, nil, nil, night, night])
        let late = try #require(CivilTime(text: "2026-11-22 01:30"))  // Sunday, of Saturday's night
        #expect(bar.due(after: late, .minutes(30))?.description == "2026-11-22 02:00:00")
        #expect(bar.due(after: late, .minutes(31))?.description == "2026-11-27 18:01:00")
        #expect(bar.due(after: late, .workingDays(1))?.description == "2026-11-28 01:30:00")
    }

    @Test func `a calendar that never opens has no deadlines, and says so soon`() {
        let never = WorkCalendar(week: [])
        #expect(never.due(after: Given.friday, .minutes(1)) == nil)
        #expect(never.due(after: Given.friday, .workingDays(1)) == nil)
        #expect(never.endOfWork(by: Given.friday.date) == nil)
        let end = CivilTime(secondsSinceEpoch: .max)
        #expect(WorkCalendar.office().due(after: end, .workingDays(3)) == nil)
        #expect(WorkCalendar.always().due(after: CivilTime(secondsSinceEpoch: .min), .minutes(5)) != nil)
    }

    @Test(arguments: UInt64(1)...30)
    func `minutes counted by stretches are minutes counted one by one`(_ seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let week = (0..<7).map { _ in chance.opening() }
        let from = Given.friday.date
        let holidays = Set(
            (0..<12).map { from.adding(days: $0) }.filter { _ in chance.pick([true, false, false, false]) })
        let calendar = WorkCalendar(week: week, holidays: holidays, makeUpDays: [from.adding(days: 5)])
        for _ in 0..<10 {
            let start = CivilTime(from).adding(seconds: Int64.random(in: 0..<14_400, using: &chance) * 60)
            let minutes = Int.random(in: 1..<2_000, using: &chance)
            let due = calendar.due(after: start, .minutes(minutes))
            #expect(due == naive(calendar, start, minutes))
            if let due { #expect(calendar.work(from: start, to: due) == Int64(minutes) * 60) }
        }
    }

    /// The same, looking at every minute.
    private func naive(_ calendar: WorkCalendar, _ start: CivilTime, _ minutes: Int) -> CivilTime? {
        var rest = minutes
        for minute in 0..<600_000 {
            let time = start.adding(seconds: Int64(minute) * 60)
            guard isWorked(time, calendar) else { continue }
            rest -= 1
            if rest == 0 { return time.adding(seconds: 60) }
        }
        return nil
    }

    private func isWorked(_ time: CivilTime, _ calendar: WorkCalendar) -> Bool {
        let today = calendar.opening(on: time.date).map { $0.from..<$0.until }
        let before = calendar.opening(on: time.date.adding(days: -1)).map { $0.from..<$0.until }
        return today?.contains(time.secondOfDay) == true || before?.contains(time.secondOfDay + 86_400) == true
    }
}

extension Chance {
    mutating func opening() -> WorkCalendar.Opening? {
        guard pick([true, true, true, false]) else { return nil }
        let from = Int.random(in: 0..<1_440, using: &self) * 60
        return WorkCalendar.Opening(from: from, until: from + Int.random(in: 1...1_440, using: &self) * 60)
    }
}
