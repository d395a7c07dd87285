// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

@Suite struct OutsideRouteTests {
    /// Friday 2026-11-20.
    static let friday = CivilDate(daysSinceEpoch: 20_777)
    static let weekdays: @Sendable (CivilDate) -> Bool = { $0.weekday <= 5 }

    @Test(arguments: OutsideRoute.known)
    func `a route names its steps in both languages and people to call who are in the book`(_ route: OutsideRoute) {
        let book = DirectoryBook()
        #expect(route.directory.allSatisfy { book[$0] != nil })
        #expect(route.steps.count >= 3)
        for text in [route.name, route.fits] + route.steps.map(\.title) + route.steps.map(\.limit.label) {
            #expect(text.chinese.contains { $0 >= "一" && $0 <= "龥" })
            #expect(!text.english.isEmpty && !text.english.contains { $0 >= "一" && $0 <= "龥" })
        }
    }

    @Test func `the regulator decides within seven working days, and the shop answers before`() throws {
        let route = try #require(OutsideRoute.of(.cs04))
        let days = route.calendar(from: Self.friday, isWorkingDay: Self.weekdays)
        #expect(days.map { $0?.description } == ["2026-11-23", "2026-11-27", "2026-12-01", "2027-02-02"])
        #expect(route.needsHold)
    }

    @Test func `a holiday moves the date`() throws {
        let route = try #require(OutsideRoute.of(.cs04))
        let closed = Self.friday.adding(days: 3)
        let days = route.calendar(from: Self.friday) { $0.weekday <= 5 && $0 != closed }
        #expect(days[2]?.description == "2026-12-02")
    }

    @Test func `a court's own dates come from its letters, and the appeal has none before the judgment`() throws {
        let route = try #require(OutsideRoute.of(.cs05))
        let days = route.calendar(from: Self.friday, isWorkingDay: Self.weekdays)
        #expect(days.map { $0?.description } == ["2026-11-23", "2026-12-05", nil, nil, nil, nil])
    }

    @Test func `a shop sets its own limits`() throws {
        let route = try #require(OutsideRoute.of(.cs04)).setting([2: .workingDays(5), 99: .byLetter])
        #expect(route.steps.count == 4)
        #expect(route.calendar(from: Self.friday, isWorkingDay: Self.weekdays)[2]?.description == "2026-11-27")
    }

    @Test func `a calendar without working days ends all the same`() throws {
        let route = try #require(OutsideRoute.of(.cs04))
        #expect(route.calendar(from: Self.friday) { _ in false }.count == 4)
    }

    @Test func `the signs at the till say it in both languages`() {
        for sign in CounterSign.allCases {
            let words = sign.words(hotline: "400-000-0000", statementName: "示例超市")
            #expect(words?.chinese.isEmpty == false && words?.english.isEmpty == false)
        }
        #expect(CounterSign.howToReachUs.words(hotline: "", statementName: "") == nil)
        #expect(
            CounterSign.noSlipIsNotNoCharge.words(hotline: "", statementName: "")?.chinese
                == "没出小票不等于没扣款，请勿重复付款，先让店员查询")
    }
}
