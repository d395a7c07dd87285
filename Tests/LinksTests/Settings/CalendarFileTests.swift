// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Store
import Tender
import Testing

@Suite struct CalendarFileTests {
    @Test func `a calendar file gives zone, day cut, days to settlement and closed days`() throws {
        let text = """
            zone = "Asia/Shanghai"
            cut_off = "04:00"
            settle_after_days = 1
            closed_days = ["2026-10-01", 2026-10-02]
            holidays = ["2026-10-03"]
            as_of = "2026-12-02"
            """
        let calendar = try CalendarFile.read(text: text, name: "calendar.toml")
        #expect(calendar.zone.name == "Asia/Shanghai")
        #expect(calendar.businessDay.cutOff == 14_400)
        #expect(calendar.asOf?.description == "2026-12-02")
        let night = try #require(CivilTime(text: "2026-10-01 03:59:59"))
        #expect(calendar.dueDate(of: night).description == "2026-10-04")
    }

    @Test func `sources have a clock, a day, a lag and holidays of their own`() throws {
        let text = """
            zone = "+08:00"
            [[source]]
            side = "acquirer"
            file = "adyen*.csv"
            zone = "Europe/Berlin"
            cut_off = "17:00"
            lag_days = 2
            closed_days = ["2026-12-25"]
            holidays = []
            [[source]]
            side = "till"
            zone = "-03:30"
            lag_days = 0
            """
        let calendar = try CalendarFile.read(text: text, name: "calendar.toml")
        #expect(calendar.zone == Zone(name: "+08:00", fixedOffset: 28_800))
        try #require(calendar.sources.count == 2)
        let (first, second) = (calendar.sources[0], calendar.sources[1])
        #expect(first.side == .acquirer && first.zone == SystemZone.named("Europe/Berlin"))
        #expect(first.fits(.acquirer, file: "adyen-11.csv") && !first.fits(.acquirer, file: "acquirer.csv"))
        #expect(first.businessDay == BusinessDay(cutOff: 61_200) && first.lagDays == 2)
        #expect(first.closedDays?.map(\.description) == ["2026-12-25"])
        #expect(second.zone?.offset(at: Instant(milliseconds: 0)) == -12_600 && second.lagDays == 0)
        #expect(second.file == nil && second.businessDay == nil && second.closedDays == nil)
    }

    @Test func `zones whose clocks are never changed are the system's too`() throws {
        for (name, offset) in Zone.steady {
            let zone = try #require(SystemZone.named(name))
            for utc in [1_000_000_000, 1_794_976_000, 1_782_864_000] as [Int64] {
                #expect(zone.offset(at: Instant(milliseconds: utc * 1_000)) == offset, "\(name)")
            }
        }
    }

    @Test func `an empty file is a calendar of defaults`() throws {
        #expect(try CalendarFile.read(text: "", name: "calendar.toml") == SettlementCalendar())
    }

    @Test(arguments: [
        (
            "zone = \"Asia/Shangha\"",
            "calendar.toml: zone = \"Asia/Shangha\" cannot be used; expected an IANA zone such as \"Asia/Shanghai\""
        ),
        ("cutoff = \"04:00\"", "calendar.toml: unknown key 'cutoff'; did you mean 'cut_off'?"),
        (
            "cut_off = \"24:00\"",
            "calendar.toml: cut_off = \"24:00\" cannot be used; expected a time of day such as \"04:00\""
        ),
        (
            "settle_after_days = -1",
            "calendar.toml: settle_after_days = -1 cannot be used; expected a whole number, 0–366"
        ),
        ("[[source]]\nlag_days = 1", "calendar.toml, row 1: 'side' is missing"),
        (
            "[[source]]\nside = \"tills\"",
            "calendar.toml, row 1: side = \"tills\" cannot be used; expected one of till, acquirer, receipts, orders"
        ),
        (
            "[[source]]\nside = \"till\"\nzone = \"+25:00\"",
            "calendar.toml, row 1: zone = \"+25:00\" cannot be used; expected an IANA zone or a fixed offset, such as "
                + "\"Europe/Paris\" or \"+08:00\""
        ),
        (
            "[[source]]\nside = \"till\"\nlag_day = 1",
            "calendar.toml, row 1: unknown key 'lag_day'; did you mean 'lag_days'?"
        ),
    ])
    func `a wrong line is named with its key`(_ text: String, _ message: String) {
        let error = #expect(throws: SettingsError.self) { try CalendarFile.read(text: text, name: "calendar.toml") }
        #expect(error?.explanation.english == message)
    }

    struct Moment: Sendable {
        let zone: String
        let utc: Int64
        let wall: String
    }

    @Test(arguments: [
        Moment(zone: "Asia/Shanghai", utc: 1_794_976_000, wall: "2026-11-18T12:26:40+08:00"),
        Moment(zone: "Europe/Berlin", utc: 1_774_745_999, wall: "2026-03-29T01:59:59+01:00"),
        Moment(zone: "Europe/Berlin", utc: 1_774_746_000, wall: "2026-03-29T03:00:00+02:00"),
        Moment(zone: "America/New_York", utc: 1_793_512_799, wall: "2026-11-01T01:59:59-04:00"),
        Moment(zone: "America/New_York", utc: 1_793_512_800, wall: "2026-11-01T01:00:00-05:00"),
        Moment(zone: "Asia/Kathmandu", utc: 1_794_976_000, wall: "2026-11-18T10:11:40+05:45"),
        Moment(zone: "Australia/Lord_Howe", utc: 1_782_864_000, wall: "2026-07-01T10:30:00+10:30"),
    ])
    func `a zone shows what its clocks show`(_ moment: Moment) throws {
        let zone = try #require(SystemZone.named(moment.zone))
        #expect(zone.rfc3339(Instant(milliseconds: moment.utc * 1_000)) == moment.wall)
    }

    @Test(arguments: ["", "Nowhere/Town", "../../etc/passwd", String(repeating: "A", count: 100)])
    func `an unknown zone is refused`(_ name: String) {
        #expect(SystemZone.named(name) == nil)
    }
}
