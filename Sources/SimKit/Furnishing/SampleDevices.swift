// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// What the sample's terminals say of themselves: one is in order, each of the others has a trouble of its own, and
/// what the shop expects of them.
extension SampleShop {
    /// The code that each terminal's reports raise, besides being heard.
    public static let deviceTroubles: [FindingCode] = [.dv01, .dv03, .dv04, .dv05, .dv06, .dv07, .py16, .st03]

    /// What is expected of a terminal. All but one are heard once a day only, so that the sample stays as it was told
    /// while somebody looks at it.
    public func devicePolicy(of terminal: SampleTerminal) -> DevicePolicy {
        let store = terminal.store
        var policy = DevicePolicy()
        policy.heartbeat = terminal.id != terminals.last?.id ? 2 * 86_400 : 1_800
        policy.versionMin = "3.2.0"
        policy.settings = "a1f0-\(store)"
        policy.place = Self.place(of: store)
        policy.network = store == "S01" ? "shop-lan-1" : "shop-lan-2"
        return policy
    }

    private static func place(of store: StoreID) -> Place? {
        store == "S01"
            ? Place(latitude: 31_000_000, longitude: 121_000_000) : Place(latitude: 31_050_000, longitude: 121_100_000)
    }

    /// The terminal that left a batch open two days ago, and that batch; it closed the others.
    public var openBatch: (terminal: TerminalID, number: BatchNumber)? {
        terminals.last.map { ($0.id, Numbering().batch(on: today.adding(days: -2), since: today.adding(days: -59))) }
    }

    /// Heartbeats of the last day before a terminal's report, every twenty minutes while the shop is open.
    public func devicePulses(before report: DeviceReport) -> [DeviceReport] {
        (1...72).map { report.at.adding(milliseconds: -Int64($0) * 1_200_000) }
            .filter { (8..<23).contains(Int(Zone.shanghai.civil(at: $0).clock.prefix(2)) ?? 0) }
            .map { DeviceReport(terminal: report.terminal, at: $0) }
    }

    /// Reports of all terminals, as they stand at an instant; the last one of each.
    public func deviceReports(at now: Instant) -> [DeviceReport] {
        terminals.enumerated().map { index, terminal in
            var report = plain(terminal, at: now.adding(milliseconds: -20_000))
            trouble(index, &report, now: now)
            return report
        }
    }

    private func plain(_ terminal: SampleTerminal, at now: Instant) -> DeviceReport {
        let policy = devicePolicy(of: terminal)
        var report = DeviceReport(terminal: terminal.id, at: now)
        report.battery = 86
        report.isCharging = true
        report.celsius = 31
        report.version = "3.4.1"
        report.settings = policy.settings
        report.place = policy.place
        report.network = policy.network
        report.clock = Zone.shanghai.civil(at: now)
        report.unsent = 0
        return report
    }

    /// Two terminals have two troubles each: there are more codes than terminals.
    private func trouble(_ index: Int, _ report: inout DeviceReport, now: Instant) {
        let clock = Zone.shanghai.civil(at: now)
        switch index {
        case 0: report.settings = "b77c-S01"
        case 1: report.clock = clock.adding(seconds: 412)
        case 2:
            report.battery = 9
            report.isCharging = false
            report.version = "3.1.9"
        case 3: report.place = Place(latitude: 31_062_000, longitude: 121_100_000)
        case 4:
            report.unsent = 1
            report.unsentAmount = Money(minor: 16_400)
            report.unsentSince = CivilTime(today.adding(days: -2), secondOfDay: 78_720)
        default:
            report = plain(terminals[index], at: now.adding(milliseconds: -5_400_000))
            report.batch = BatchReport(
                number: openBatch?.number ?? "000158", closedAt: nil, count: 12, amount: Money(minor: 248_600))
        }
    }
}
