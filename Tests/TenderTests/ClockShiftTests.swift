// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender
import Testing

@Suite struct ClockShiftTests {
    private static func second(_ utc: String) -> Int64 { CivilTime(text: utc)?.secondsSinceEpoch ?? 0 }

    static let newYork = Zone(
        name: "America/New_York",
        spans: [
            .init(from: .min, offset: -18_000), .init(from: second("2026-03-08 07:00:00"), offset: -14_400),
            .init(from: second("2026-11-01 06:00:00"), offset: -18_000),
        ])
    static let berlin = Zone(
        name: "Europe/Berlin",
        spans: [
            .init(from: .min, offset: 3_600), .init(from: second("2026-03-29 01:00:00"), offset: 7_200),
            .init(from: second("2026-10-25 01:00:00"), offset: 3_600),
        ])
    static let lordHowe = Zone(
        name: "Australia/Lord_Howe",
        spans: [
            .init(from: .min, offset: 39_600), .init(from: second("2026-04-04 15:00:00"), offset: 37_800),
            .init(from: second("2026-10-03 15:30:00"), offset: 39_600),
        ])
    static let zones = [newYork, berlin, lordHowe, .shanghai, .utc, Zone(name: "-03:30", fixedOffset: -12_600)]

    struct Moment: Sendable {
        let first: Zone
        let second: Zone
        let shown: String
        let becomes: String
    }

    @Test(arguments: [
        Moment(first: newYork, second: .shanghai, shown: "2026-07-01 20:00:00", becomes: "2026-07-02 08:00:00"),
        Moment(first: newYork, second: .shanghai, shown: "2026-12-31 20:00:00", becomes: "2027-01-01 09:00:00"),
        // Skipped in spring: read with the offset before the gap.
        Moment(first: newYork, second: .shanghai, shown: "2026-03-08 02:30:00", becomes: "2026-03-08 15:30:00"),
        // Shown twice in autumn: the first time.
        Moment(first: newYork, second: .shanghai, shown: "2026-11-01 01:30:00", becomes: "2026-11-01 13:30:00"),
        Moment(first: newYork, second: .shanghai, shown: "2026-11-01 02:00:00", becomes: "2026-11-01 15:00:00"),
        // The other clock is put back.
        Moment(first: .shanghai, second: berlin, shown: "2026-10-25 08:59:59", becomes: "2026-10-25 02:59:59"),
        Moment(first: .shanghai, second: berlin, shown: "2026-10-25 09:00:00", becomes: "2026-10-25 02:00:00"),
        Moment(first: .utc, second: .shanghai, shown: "0001-01-01 00:00:00", becomes: "0001-01-01 08:00:00"),
    ])
    func `a time of one clock is told by another`(_ moment: Moment) throws {
        let shift = try #require(ClockShift(from: moment.first, to: moment.second))
        let shown = try #require(CivilTime(text: moment.shown))
        #expect(shift.time(shown).description == moment.becomes)
    }

    @Test func `clocks that always show the same need no shift`() {
        for zone in Self.zones { #expect(ClockShift(from: zone, to: zone) == nil) }
        #expect(ClockShift(from: .shanghai, to: Zone(name: "+08:00", fixedOffset: 28_800)) == nil)
    }

    @Test(arguments: zones)
    func `stretches say what the zones themselves say, at every quarter of an hour of a year`(_ first: Zone) throws {
        for second in Self.zones where second != first {
            let shift = try #require(ClockShift(from: first, to: second))
            var differing: [String] = []
            for wall in stride(
                from: Self.second("2026-01-01 00:00:00"), to: Self.second("2027-01-01 00:00:00"), by: 900)
            {
                for wall in [wall - 1, wall] {
                    let time = CivilTime(secondsSinceEpoch: wall)
                    let plain = second.civil(at: first.instant(of: time))
                    if shift.time(time) != plain { differing.append("\(time) \(shift.time(time)) \(plain)") }
                }
            }
            #expect(differing == [], "\(first.name) to \(second.name)")
        }
    }

    @Test(arguments: [
        ("+08:00", 28_800), ("-03:30", -12_600), ("+00:00", 0), ("+18:00", 64_800), ("+18:01", nil), ("08:00", nil),
        ("+8:00", nil), ("+08:60", nil), ("+0800", nil), ("", nil), ("+08:0０", nil),
    ])
    func `a fixed offset is read`(_ text: String, _ seconds: Int32?) {
        #expect(Zone(offset: text).map { $0.offset(at: Instant(milliseconds: 0)) } == seconds)
    }

    @Test(arguments: [
        ("adyen*.csv", "adyen-2026-11.csv", true), ("adyen*.csv", "adyen.csv", true), ("*", "", true), ("", "", true),
        ("adyen*.csv", "adyen.csv.gz", false), ("*2026*.csv", "a-2026-2026.csv", true), ("a*b*c", "abcbc", true),
        ("a*b*c", "abcb", false), ("pos.csv", "pos.csv", true), ("pos.csv", "posXcsv", false), ("", "a", false),
        ("**店*", "门店一.csv", true),
    ])
    func `a profile names its files`(_ pattern: String, _ name: String, _ fits: Bool) {
        #expect(SourceProfile(side: .till, file: pattern).fits(.till, file: name) == fits)
        #expect(!SourceProfile(side: .till, file: pattern).fits(.acquirer, file: name))
    }
}
