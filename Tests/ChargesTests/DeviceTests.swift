// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender
import Testing

/// What a terminal said of itself, and what Counterfoil makes of it at three in the afternoon.
@Suite struct DeviceTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let told: [DeviceReport]
        var at = "2026-11-20 15:00:00"
        var codes: [String] = []

        var findings: [Finding] {
            guard let state = DeviceState(told, of: "T0000001") else { return [] }
            return state.findings(DeviceTests.policy, zone: .shanghai, now: Given.instant(at))
        }
    }

    /// The shop is open from nine to ten in the evening and stands at the People's Square.
    static let policy: DevicePolicy = {
        var policy = DevicePolicy()
        policy.hours = DevicePolicy.Hours(opens: 9 * 3_600, closes: 22 * 3_600)
        policy.versionMin = "2.9"
        policy.settings = "a1b2"
        policy.place = Place(latitude: 31_230_000, longitude: 121_470_000)
        policy.network = "shop-lan"
        return policy
    }()

    static func said(_ text: String = "2026-11-20 14:59:00", _ fill: (inout DeviceReport) -> Void = { _ in })
        -> DeviceReport
    {
        var report = DeviceReport(terminal: "T0000001", at: Given.instant(text))
        fill(&report)
        return report
    }

    static func batch(_ number: BatchNumber, _ closed: String?, _ count: Int, _ minor: Int64) -> BatchReport {
        BatchReport(
            number: number, closedAt: closed.flatMap { CivilTime(text: $0) }, count: count, amount: Money(minor: minor))
    }

    static let stories = [
        Story(testDescription: "heard a minute ago", told: [said()]),
        Story(testDescription: "never heard at all", told: []),
        Story(
            testDescription: "silent for four minutes in opening hours", told: [said("2026-11-20 14:56:00")],
            codes: ["DV-01"]),
        Story(
            testDescription: "silent at night, when the shop is closed", told: [said("2026-11-20 21:59:00")],
            at: "2026-11-21 03:00:00"),
        Story(
            testDescription: "two minutes after opening it may still be starting",
            told: [said("2026-11-20 21:59:00")], at: "2026-11-21 09:02:00"),
        Story(
            testDescription: "not switched on in the morning", told: [said("2026-11-20 21:59:00")],
            at: "2026-11-21 09:04:00", codes: ["DV-01"]),
        Story(
            testDescription: "twelve per cent of charge", told: [said { $0.battery = 12 }], codes: ["DV-03"]),
        Story(
            testDescription: "twelve per cent, on the cradle",
            told: [
                said {
                    $0.battery = 12
                    $0.isCharging = true
                }
            ]),
        Story(testDescription: "left in the sun", told: [said { $0.celsius = 61 }], codes: ["DV-03"]),
        Story(testDescription: "version 2.10 is newer than 2.9", told: [said { $0.version = "V2.10.0" }]),
        Story(testDescription: "version 2.8.9", told: [said { $0.version = "V2.8.9" }], codes: ["DV-04"]),
        Story(testDescription: "the settings are the approved ones", told: [said { $0.settings = "a1b2" }]),
        Story(
            testDescription: "somebody changed the settings", told: [said { $0.settings = "ffff" }], codes: ["DV-05"]),
        Story(
            testDescription: "changed, and put back",
            told: [said("2026-11-20 14:58:00") { $0.settings = "ffff" }, said { $0.settings = "a1b2" }]),
        Story(
            testDescription: "at the other end of the square",
            told: [said { $0.place = Place(latitude: 31_231_000, longitude: 121_471_000) }]),
        Story(
            testDescription: "in another district",
            told: [said { $0.place = Place(latitude: 31_230_000, longitude: 121_520_000) }], codes: ["DV-06"]),
        Story(testDescription: "on somebody's hot spot", told: [said { $0.network = "iPhone" }], codes: ["DV-06"]),
        Story(
            testDescription: "its clock is fifty seconds slow",
            told: [said { $0.clock = CivilTime(text: "2026-11-20 14:58:10") }]),
        Story(
            testDescription: "its clock is on summer time",
            told: [said { $0.clock = CivilTime(text: "2026-11-20 15:59:00") }], codes: ["DV-07"]),
        Story(
            testDescription: "two payments taken offline this morning",
            told: [
                said {
                    $0.unsent = 2
                    $0.unsentSince = CivilTime(text: "2026-11-20 10:00:00")
                }
            ]),
        Story(
            testDescription: "two payments of yesterday are still in the terminal",
            told: [
                said {
                    $0.unsent = 2
                    $0.unsentAmount = Money(minor: 12_000)
                    $0.unsentSince = CivilTime(text: "2026-11-19 14:00:00")
                }
            ], codes: ["PY-16"]),
        Story(
            testDescription: "it says how many but not since when: since it last had none",
            told: [
                said("2026-11-19 13:00:00") { $0.unsent = 0 }, said("2026-11-20 10:00:00") { $0.unsent = 1 }, said(),
            ], codes: ["PY-16"]),
        Story(
            testDescription: "they were sent in the end",
            told: [
                said("2026-11-20 10:00:00") {
                    $0.unsent = 2
                    $0.unsentSince = CivilTime(text: "2026-11-19 10:00:00")
                }, said { $0.unsent = 0 },
            ]),
        Story(
            testDescription: "everything at once",
            told: [
                said("2026-11-20 14:00:00") {
                    $0.battery = 3
                    $0.version = "1"
                    $0.settings = "ffff"
                    $0.network = "iPhone"
                    $0.clock = CivilTime(text: "2026-11-20 13:00:00")
                }
            ], codes: ["DV-01", "DV-03", "DV-04", "DV-05", "DV-06", "DV-07"]),
    ]

    @Test(arguments: stories)
    func `a terminal ends with its codes`(_ story: Story) {
        #expect(story.findings.map(\.code.text) == story.codes)
    }

    @Test(arguments: stories)
    func `each is explained in both languages and says what to do`(_ story: Story) {
        for finding in story.findings {
            for text in [finding.explanation, finding.nextAction] {
                #expect(text.chinese.contains { $0 >= "一" && $0 <= "龥" })
                #expect(!text.english.isEmpty && !text.english.contains { $0 >= "一" && $0 <= "龥" })
            }
            #expect(finding.evidence == ["T0000001"])
        }
    }

    struct Batch: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let report: BatchReport?
        var isReporting = true
        var at = "2026-11-21 09:00:00"
        let codes: [String]
    }

    static let batches = [
        Batch(
            testDescription: "closed and in balance", report: batch("000001", "2026-11-20 22:05:00", 3, 17_400),
            codes: []),
        Batch(
            testDescription: "closed, and a payment short", report: batch("000001", "2026-11-20 22:05:00", 2, 11_600),
            codes: ["ST-03"]),
        Batch(
            testDescription: "the same sum of another number of payments",
            report: batch("000001", "2026-11-20 22:05:00", 4, 17_400), codes: ["ST-03"]),
        Batch(testDescription: "open, and the day goes on", report: nil, at: "2026-11-20 23:59:59", codes: []),
        Batch(testDescription: "open, and the day has ended", report: nil, codes: ["ST-03"]),
        Batch(
            testDescription: "a terminal that never reports batches", report: nil, isReporting: false, codes: []),
        Batch(
            testDescription: "it says itself that the batch is open", report: batch("000001", nil, 3, 17_400),
            isReporting: false, codes: ["ST-03"]),
    ]

    @Test(arguments: batches)
    func `a batch is closed and adds up, or is ST-03`(_ story: Batch) {
        let book = BatchBook(
            terminal: "T0000001", number: "000001", firstAt: Given.soldAt, count: 3, amount: Money(minor: 17_400),
            report: story.report, isReporting: story.isReporting)
        let finding = book.finding(Given.calendar(asOf: nil), now: Given.instant(story.at))
        #expect([finding].compactMap { $0?.code.text } == story.codes)
        if let finding { #expect(!finding.explanation.chinese.isEmpty && !finding.explanation.english.isEmpty) }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `the order in which reports come in changes nothing, and a report told twice adds nothing`(_ seed: UInt64)
        throws
    {
        var chance = Chance(seed: seed &* 6_700_417)
        let reports = (0..<(1 + chance.below(40))).map { _ in chance.report() }
        let state = try #require(DeviceState(reports, of: "T0000001"))
        #expect(DeviceState(state.reports, of: "T0000001") == state, "what is kept makes the state again")
        for report in reports { #expect(try DeviceReport(decoding: report.encoded()[...]) == report) }
        #expect(try DevicePolicy(decoding: Self.policy.encoded()[...]) == Self.policy)
        for _ in 0..<4 {
            let other = DeviceState((reports + reports).shuffled(using: &chance), of: "T0000001")
            #expect(other == state)
            let now = Instant(milliseconds: chance.oneIn(4) ? Int64(bitPattern: chance.next()) : 1_795_000_000_000)
            let findings = state.findings(Self.policy, zone: .shanghai, now: now)
            #expect(findings == other?.findings(Self.policy, zone: .shanghai, now: now))
            #expect(findings.map(\.code) == Set(findings.map(\.code)).sorted())
        }
    }

    @Test(arguments: [
        ("1.2.3", "1.2.3", false), ("1.2", "1.2.0", false), ("1.2", "1.2.1", true), ("V1.04", "1.5", true),
        ("2.10", "2.9", false), ("99999999999999999999998", "99999999999999999999999", true), ("beta", "1.0", false),
        ("1.0", "", false), ("3", "2.9.9", false),
    ])
    func `versions are compared as people read them`(_ version: String, _ needed: String, _ isOlder: Bool) {
        #expect(VersionNumber.isOlder(version, than: needed) == isOlder)
    }

    @Test func `metres on the map are about right`() throws {
        let shanghai = try #require(Place(latitude: 31_230_000, longitude: 121_470_000))
        let beijing = try #require(Place(latitude: 39_904_000, longitude: 116_407_000))
        #expect((1_050_000...1_090_000).contains(shanghai.metres(to: beijing)))
        let west = try #require(Place(latitude: 0, longitude: -179_999_000))
        let east = try #require(Place(latitude: 0, longitude: 179_999_000))
        #expect(west.metres(to: east) < 300)
        #expect(Place(latitude: 90_000_001, longitude: 0) == nil)
        #expect(Place(latitude: .min, longitude: 0) == nil)
    }
}

extension Chance {
    mutating func report() -> DeviceReport {
        var report = DeviceReport(
            terminal: oneIn(6) ? "T0000002" : "T0000001",
            at: Instant(milliseconds: oneIn(9) ? Int64(bitPattern: next()) : 1_795_000_000_000 + Int64(below(20))))
        if oneIn(40) == false { report.terminal = "T0000001" }
        report.battery = maybe { $0.pick([.min, -1, 0, 15, 100, .max]) }
        report.isCharging = maybe { $0.oneIn(2) }
        report.celsius = maybe { $0.pick([.min, -40, 20, 80, .max]) }
        report.version = maybe { $0.pick(["", "1", "2.8", "2.10", "…"]) }
        report.settings = maybe { $0.pick(["a1b2", "ffff"]) }
        report.place = maybe { Place(latitude: Int32($0.below(90_000_001)), longitude: Int32($0.below(180_000_001))) }
        report.network = maybe { $0.pick(["shop-lan", "iPhone"]) }
        report.clock = maybe { $0.time() }
        report.unsent = maybe { $0.pick([.min, 0, 1, 2, .max]) }
        report.unsentAmount = maybe { $0.money() }
        report.unsentSince = maybe { $0.time() }
        report.event = maybe { $0.pick(DeviceEvent.allCases) }
        report.paper = maybe { $0.pick(DevicePaper.allCases) }
        report.batch = maybe { chance in
            BatchReport(
                number: BatchNumber(String(100_000 + chance.below(40))) ?? "000001",
                closedAt: chance.maybe { $0.time() }, count: chance.below(9), amount: chance.money())
        }
        return report
    }
}
