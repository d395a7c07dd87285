// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender
import Testing

@Suite struct CalendarTests {
    @Test func `every day of four hundred years follows the one before`() throws {
        var expected = try #require(CivilDate(year: 1900, month: 1, day: 1))
        var weekday = 1
        for year in 1900...2300 {
            for month in 1...12 {
                for day in 1...CivilDate.length(ofMonth: month, year: year) {
                    let date = try #require(CivilDate(year: year, month: month, day: day))
                    guard date == expected, date.components == (year, month, day), date.weekday == weekday else {
                        Issue.record("\(year)-\(month)-\(day) came out as \(date), weekday \(date.weekday)")
                        return
                    }
                    expected = expected.adding(days: 1)
                    weekday = weekday % 7 + 1
                }
            }
        }
    }

    @Test(arguments: [
        ("2026-11-20", 20_777), ("2026/11/20", 20_777), ("20261120", 20_777), ("1970-01-01", 0),
        ("0001-01-01", -719_162),
        ("9999-12-31", 2_932_896), ("2024-02-29", 19_782),
    ])
    func `a day is read in three ways`(_ text: String, _ days: Int32) {
        #expect(CivilDate(text: text)?.daysSinceEpoch == days)
    }

    @Test(arguments: [
        "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-11-31", "0000-01-01", "2026-11/20", "2026-1-20", "26-11-20",
        "2026-11-20 ", "２０２６1120", "2026112",
    ])
    func `a day that does not exist is refused`(_ text: String) {
        #expect(CivilDate(text: text) == nil)
    }

    @Test func `days beyond the calendar are moved to its ends and nothing overflows`() {
        #expect(CivilDate(daysSinceEpoch: .max).description == "9999-12-31")
        #expect(CivilDate(daysSinceEpoch: .min).description == "0001-01-01")
        #expect(CivilDate(daysSinceEpoch: 0).adding(days: .max).description == "9999-12-31")
        #expect(CivilDate(daysSinceEpoch: 0).adding(days: .min).description == "0001-01-01")
        #expect(CivilTime(secondsSinceEpoch: .max).description == "9999-12-31 23:59:59")
        #expect(CivilTime(secondsSinceEpoch: .min).description == "0001-01-01 00:00:00")
        #expect(CivilTime(secondsSinceEpoch: 0).adding(seconds: .min).date.description == "0001-01-01")
        #expect(Instant(milliseconds: .min) < Instant(milliseconds: 0).adding(milliseconds: -1))
        #expect(Instant(milliseconds: .max).adding(milliseconds: .max) == Instant(milliseconds: .max))
        #expect(Zone.shanghai.civil(at: Instant(milliseconds: .max)).date.description == "9999-12-31")
        #expect(Zone.utc.rfc3339(Instant(milliseconds: .min)).hasPrefix("0001-01-01T00:00:00"))
    }

    @Test(arguments: [
        ("2026-11-20 15:03:07", "2026-11-20 15:03:07"), ("2026/11/20T15:03:07", "2026-11-20 15:03:07"),
        ("20261120 150307", "2026-11-20 15:03:07"), ("2026-11-20 15:03", "2026-11-20 15:03:00"),
        ("1969-12-31 23:59:59", "1969-12-31 23:59:59"),
    ])
    func `a time is read and written`(_ text: String, _ written: String) {
        #expect(CivilTime(text: text)?.description == written)
    }

    @Test(arguments: [
        "", "2026-11-20", "15:03:07", "2026-11-20 24:00:00", "2026-11-20 15:60:00", "2026-11-20 15:03:60",
        "2026-11-20 5:03:07", "2026-11-20T15:03:07Z", "2026-11-20 15:03:07.5",
    ])
    func `a time that no clock shows is refused`(_ text: String) {
        #expect(CivilTime(text: text) == nil)
    }

    @Test(arguments: [
        ("2026-11-20 03:59:59", "2026-11-19"), ("2026-11-20 04:00:00", "2026-11-20"),
        ("2026-11-20 23:59:59", "2026-11-20"),
        ("2026-01-01 00:30:00", "2025-12-31"), ("1970-01-01 00:00:00", "1969-12-31"),
    ])
    func `a bar that closes at four counts the night to the day before`(_ time: String, _ day: String) throws {
        let bar = try #require(BusinessDay(text: "04:00"))
        #expect(bar.day(of: try #require(CivilTime(text: time))).description == day)
    }

    @Test(arguments: ["24:00", "", "4:00", "04:60", "-1:00"])
    func `a day cut that no clock shows is refused`(_ text: String) {
        #expect(BusinessDay(text: text) == nil)
    }

    @Test func `a due date is carried over closed days, and a calendar closed for ever does not hang`() throws {
        let sold = try #require(CivilTime(text: "2026-09-30 12:00:00"))
        let holiday = Set((1...7).compactMap { CivilDate(year: 2026, month: 10, day: $0) })
        #expect(SettlementCalendar(closedDays: holiday).dueDate(of: sold).description == "2026-10-08")
        #expect(SettlementCalendar(settleAfterDays: 2, closedDays: []).dueDate(of: sold).description == "2026-10-02")
        let always = Set((0..<2_000).map { CivilDate(daysSinceEpoch: 20_000 + $0) })
        #expect(SettlementCalendar(closedDays: always).dueDate(of: sold) > sold.date)
        #expect(SettlementCalendar(settleAfterDays: .max).dueDate(of: sold).description == "9999-12-31")
        #expect(SettlementCalendar(settleAfterDays: -5).settleAfterDays == 0)
    }
}
