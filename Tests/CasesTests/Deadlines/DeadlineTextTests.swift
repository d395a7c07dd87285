// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Testing

@Suite struct DeadlineTextTests {
    static let weeks = [
        "", "09:00-22:00", "1-5 09:00-18:00", "1-5 09:00-18:00, 6 10:00-16:00", "18:00-02:00", "7 00:00-24:00",
    ]

    @Test(arguments: weeks)
    func `hours are read as they are written`(_ text: String) throws {
        #expect(try #require(WorkWeek(text: text)).text == text)
    }

    static let brokenWeeks = [
        "9-5", "8 09:00-18:00", "5-1 09:00-18:00", "1 09:00-18:00, 1 10:00-11:00", "1-5", "09:00-25:00", ",",
        "1-5-6 09:00-10:00",
        "a b c", "-1 09:00-10:00",
    ]

    @Test(arguments: brokenWeeks)
    func `hours that mean nothing are refused`(_ text: String) {
        #expect(WorkWeek(text: text) == nil)
    }

    @Test func `every code's own times are read as they are written`() throws {
        for row in CodeTable.rows {
            let times = try #require(DeadlineRules.standardTimes(of: row.code))
            #expect(DeadlineText.times(DeadlineText.text(of: times), of: row.code) == times, "\(row.code)")
        }
    }

    @Test(arguments: [
        "", "5 min", "5 min / ", "0 d / 1 d", "-1 min / 1 h", "1 y / 2 y", "9999999 min / 1 h", "400 d / 1 d",
    ])
    func `times that mean nothing, or more than a year, are refused`(_ text: String) throws {
        let code = try #require(FindingCode("RC-01"))
        #expect(DeadlineText.times(text, of: code) == nil)
    }

    @Test func `both languages are understood`() throws {
        let code = try #require(FindingCode("RC-01"))
        #expect(DeadlineText.times("5 分钟 / 2 工作日", of: code) == DeadlineText.times("5 min / 2 d", of: code))
    }
}
