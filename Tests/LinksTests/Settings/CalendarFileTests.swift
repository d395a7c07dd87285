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
