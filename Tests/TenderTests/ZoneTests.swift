// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender
import Testing

/// Clocks that jump: every local time means one instant, and every instant is shown as one local time.
@Suite struct ZoneTests {
    /// Berlin in 2026: forward at 01:00 UTC on 29 March, back at 01:00 UTC on 25 October.
    static let berlin = Zone(
        name: "Europe/Berlin",
        spans: [
            .init(from: .min, offset: 3_600), .init(from: 1_774_746_000, offset: 7_200),
            .init(from: 1_792_890_000, offset: 3_600),
        ])
    /// Lord Howe moves by half an hour; Apia once skipped a whole day.
    static let lordHowe = Zone(
        name: "Australia/Lord_Howe",
        spans: [
            .init(from: .min, offset: 39_600), .init(from: 1_775_314_800, offset: 37_800),
            .init(from: 1_791_041_400, offset: 39_600),
        ])
    static let newYork = Zone(
        name: "America/New_York",
        spans: [
            .init(from: .min, offset: -18_000), .init(from: 1_772_953_200, offset: -14_400),
            .init(from: 1_793_512_800, offset: -18_000),
        ])

    struct Case: Sendable {
        let zone: Zone
        let wall: String
        let utc: Int64
    }

    @Test(arguments: [
        Case(zone: .shanghai, wall: "2026-11-20 15:03:07", utc: 1_795_158_187),
        Case(zone: .utc, wall: "1970-01-01 00:00:00", utc: 0),
        Case(zone: berlin, wall: "2026-03-29 01:59:59", utc: 1_774_745_999),
        // Skipped: the offset before the gap gives the instant.
        Case(zone: berlin, wall: "2026-03-29 02:30:00", utc: 1_774_747_800),
        Case(zone: berlin, wall: "2026-03-29 03:00:00", utc: 1_774_746_000),
        // Shown twice: the first one is meant.
        Case(zone: berlin, wall: "2026-10-25 02:30:00", utc: 1_792_888_200),
        Case(zone: berlin, wall: "2026-10-25 03:00:00", utc: 1_792_893_600),
        Case(zone: newYork, wall: "2026-03-08 02:30:00", utc: 1_772_955_000),
        Case(zone: newYork, wall: "2026-11-01 01:30:00", utc: 1_793_511_000),
        Case(zone: lordHowe, wall: "2026-10-04 02:15:00", utc: 1_791_042_300),
    ])
    func `a local time means one instant`(_ example: Case) throws {
        let time = try #require(CivilTime(text: example.wall))
        #expect(example.zone.instant(of: time).milliseconds == example.utc * 1_000)
    }

    @Test(arguments: [berlin, newYork, lordHowe, .shanghai, .utc])
    func `what a clock shows leads back, by the rule of gaps and repeats`(_ zone: Zone) {
        for start in [1_772_953_200, 1_774_746_000, 1_775_314_800, 1_791_041_400, 1_792_890_000, 1_793_512_800]
            as [Int64]
        {
            for second in stride(from: start - 14_400, through: start + 14_400, by: 300) {
                let wall = zone.civil(at: Instant(milliseconds: second * 1_000))
                let back = zone.instant(of: wall).milliseconds / 1_000
                // The earliest instant in a day around at which the clock shows this.
                let shown = stride(from: second - 10_800, through: second, by: 300).first {
                    zone.civil(at: Instant(milliseconds: $0 * 1_000)) == wall
                }
                #expect(back == shown)
            }
        }
    }

    @Test func `seconds before 1970 are cut downwards`() {
        #expect(Zone.utc.civil(at: Instant(milliseconds: -1)).description == "1969-12-31 23:59:59")
        #expect(Zone.utc.civil(at: Instant(milliseconds: -1_000)).description == "1969-12-31 23:59:59")
    }

    @Test(arguments: [
        (Zone.shanghai, "2026-11-20T15:03:07+08:00"), (Zone.utc, "2026-11-20T07:03:07+00:00"),
        (newYork, "2026-11-20T02:03:07-05:00"), (Zone(name: "half", fixedOffset: -12_600), "2026-11-20T03:33:07-03:30"),
    ])
    func `an instant is written with its offset`(_ zone: Zone, _ text: String) {
        #expect(zone.rfc3339(Instant(milliseconds: 1_795_158_187_000)) == text)
    }

    @Test func `a time near the ends of the calendar does not trap`() {
        for zone in [Zone.shanghai, Self.newYork] {
            for seconds in [Int64.min, .max, 0] {
                _ = zone.civil(at: zone.instant(of: CivilTime(secondsSinceEpoch: seconds)))
            }
        }
    }
}
