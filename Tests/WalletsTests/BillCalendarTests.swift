// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Tender
import Testing
import Wallets

@Suite struct BillCalendarTests {
    private static let calendar = BillCalendar(.wechat)
    private static let day = CivilDate(year: 2026, month: 11, day: 25) ?? CivilDate(daysSinceEpoch: 0)

    private static func beijing(_ text: String) -> Instant {
        Zone.shanghai.instant(of: CivilTime(text: text) ?? CivilTime(secondsSinceEpoch: 0))
    }

    @Test(
        arguments: [
            ("2026-11-26 09:59:59", nil, "2026-11-26 10:00:00"), ("2026-11-26 10:00:00", nil, "now"),
            ("2026-11-26 10:20:00", .failed("busy"), "2026-11-26 10:40:00"),
            ("2026-11-26 10:40:00", .failed("busy"), "now"),
            ("2026-11-26 12:00:00", .imported, "2026-11-27 10:00:00"),
            ("2026-11-26 12:00:00", BillRecord.Outcome.none, "2026-11-27 10:00:00"),
        ] as [(String, BillRecord.Outcome?, String)])
    func `yesterday's bill is fetched from ten o'clock, and again every half hour`(
        _ now: String, _ outcome: BillRecord.Outcome?, _ wanted: String
    ) {
        let records = outcome.map { [Self.day: BillRecord($0, triedAt: Self.beijing("2026-11-26 10:10:00"))] } ?? [:]
        let errand = Self.calendar.next(at: Self.beijing(now), since: Self.day, records: records, traded: [])
        let at = errand.at <= Self.beijing(now) ? "now" : Zone.shanghai.civil(at: errand.at).description
        #expect(at == wanted)
        if at == "now" { #expect(errand.day == Self.day) }
    }

    @Test func `a bill that does not come rings at four o'clock, and one the wallet denies only where money was taken`()
    {
        let before = Self.beijing("2026-11-26 15:59:59")
        let after = Self.beijing("2026-11-26 16:00:00")
        let missing = { (now: Instant, records: [CivilDate: BillRecord], traded: Set<CivilDate>) in
            Self.calendar.missing(at: now, since: Self.day, records: records, traded: traded).map(\.day)
        }
        #expect(missing(before, [:], []) == [])
        #expect(missing(after, [:], []) == [Self.day])
        let denied = [Self.day: BillRecord(.none, triedAt: before)]
        #expect(missing(after, denied, []) == [])
        #expect(missing(after, denied, [Self.day]) == [Self.day])
        #expect(missing(after, [Self.day: BillRecord(.imported, triedAt: before)], [Self.day]) == [])
    }

    @Test
    func `a computer that was off for a week fetches seven bills, oldest first, and not more than the wallet keeps`() {
        let now = Self.beijing("2026-12-02 12:00:00")
        var records: [CivilDate: BillRecord] = [:]
        var fetched: [CivilDate] = []
        while case let errand = Self.calendar.next(at: now, since: Self.day, records: records, traded: []),
            errand.at <= now
        {
            fetched.append(errand.day)
            records[errand.day] = BillRecord(.imported, triedAt: now)
        }
        #expect(fetched == (0..<7).map { Self.day.adding(days: $0) })
        let evening = Self.beijing("2026-12-02 17:00:00")
        let years = Self.calendar.missing(at: evening, since: Self.day.adding(days: -2_000), records: [:], traded: [])
        #expect(years.count == BillCalendar.daysBack)
    }

    @Test(
        arguments: [
            (
                "{\"download_url\":\"https://x/f?token=1\",\"hash_type\":\"SHA1\",\"hash_value\":\"\(hash)\"}", 200,
                .at(address: "https://x/f?token=1", sha1: hash.lowercased())
            ),
            (
                "{\"download_url\":\"file:///etc\",\"hash_type\":\"SHA1\",\"hash_value\":\"\(hash)\"}", 200,
                .refused("unreadable")
            ),
            ("{\"code\":\"NO_STATEMENT_EXIST\",\"message\":\"\"}", 400, BillPlace.none),
        ] as [(String, Int, BillPlace)])
    func `where a bill lies`(_ body: String, _ status: Int, _ place: BillPlace) {
        guard case .answer(let answer) = Wire.weChat(body, status: status) else { return }
        #expect(BillPlace.weChat(answer, secrets: PlainSecrets()) == place)
    }

    private static let hash = "79BB0F45FC4C42234A918000B2668D689E2BDE04"
}
