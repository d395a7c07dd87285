// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What is known of a terminal from all its reports: of each reading the latest one that was told.
///
/// The same reports in any order, some of them twice, give the same state.
public struct DeviceState: Hashable, Sendable {
    /// A reading and when it was heard. Of two at one instant the larger stays, so that order decides nothing.
    public struct Reading<Value: Hashable & Sendable & Comparable>: Hashable, Sendable {
        public internal(set) var value: Value
        public internal(set) var at: Instant

        static func keep(_ old: inout Self?, _ value: Value?, at: Instant) {
            guard let value else { return }
            if let old, (at, value) <= (old.at, old.value) { return }
            old = Self(value: value, at: at)
        }
    }

    public let terminal: TerminalID
    public private(set) var firstHeard: Instant
    public private(set) var lastHeard: Instant
    public private(set) var battery: Reading<Battery>?
    public private(set) var celsius: Reading<Int>?
    public private(set) var version: Reading<String>?
    public private(set) var settings: Reading<String>?
    public private(set) var place: Reading<Place>?
    public private(set) var network: Reading<String>?
    /// What its own clock showed; the reading's time is by ours.
    public private(set) var clock: Reading<CivilTime>?
    public private(set) var unsent: Reading<Unsent>?
    /// What it told last without being asked.
    public private(set) var event: Reading<DeviceEvent>?
    public private(set) var paper: Reading<DevicePaper>?
    /// When it last said that nothing waits to be sent.
    private(set) var emptiedAt: Instant?
    /// The newest batches by number; at most `batchesMax`.
    private var batchReadings: [BatchNumber: Reading<BatchReport>] = [:]

    static let batchesMax = 16

    public struct Battery: Hashable, Sendable, Comparable {
        public let percent: Int
        public let isCharging: Bool

        public static func < (left: Self, right: Self) -> Bool {
            (left.percent, left.isCharging ? 1 : 0) < (right.percent, right.isCharging ? 1 : 0)
        }
    }

    /// Payments taken offline that it has not sent.
    public struct Unsent: Hashable, Sendable, Comparable {
        public let count: Int
        public let amount: Money?
        public let since: CivilTime?

        public static func < (left: Self, right: Self) -> Bool { left.order.lexicographicallyPrecedes(right.order) }
        private var order: [Int64] {
            [Int64(count), amount?.minor ?? .min, since?.secondsSinceEpoch ?? .min]
                + (amount?.currency.code ?? "").utf8.map { Int64($0) }
        }
    }

    public init(_ report: DeviceReport) {
        terminal = report.terminal
        firstHeard = report.at
        lastHeard = report.at
        hear(report)
    }

    /// The state after these reports; nil when none is of this terminal.
    public init?(_ reports: [DeviceReport], of terminal: TerminalID) {
        let told = reports.filter { $0.terminal == terminal }
        guard let first = told.first else { return nil }
        self.init(first)
        for report in told.dropFirst() { hear(report) }
    }

    /// Takes another report of the same terminal; one of another terminal changes nothing.
    public mutating func hear(_ report: DeviceReport) {
        guard report.terminal == terminal else { return }
        let at = report.at
        firstHeard = min(firstHeard, at)
        lastHeard = max(lastHeard, at)
        Reading.keep(
            &battery, report.battery.map { Battery(percent: $0, isCharging: report.isCharging ?? false) }, at: at)
        Reading.keep(&celsius, report.celsius, at: at)
        Reading.keep(&version, report.version, at: at)
        Reading.keep(&settings, report.settings, at: at)
        Reading.keep(&place, report.place, at: at)
        Reading.keep(&network, report.network, at: at)
        Reading.keep(&clock, report.clock, at: at)
        Reading.keep(&event, report.event, at: at)
        Reading.keep(&paper, report.paper, at: at)
        Reading.keep(
            &unsent, report.unsent.map { Unsent(count: $0, amount: report.unsentAmount, since: report.unsentSince) },
            at: at)
        if report.unsent == 0 { emptiedAt = max(emptiedAt ?? at, at) }
        if let batch = report.batch { hear(batch, at: at) }
    }

    private mutating func hear(_ batch: BatchReport, at: Instant) {
        Reading.keep(&batchReadings[batch.number], batch, at: at)
        guard batchReadings.count > Self.batchesMax else { return }
        let oldest = batchReadings.min { ($0.value.at, $0.key.text) < ($1.value.at, $1.key.text) }
        if let oldest { batchReadings[oldest.key] = nil }
    }

    /// Reports that make this state again, each of one reading: what need be kept of all that was ever told.
    public var reports: [DeviceReport] {
        var found = [DeviceReport(terminal: terminal, at: firstHeard), DeviceReport(terminal: terminal, at: lastHeard)]
        func keep<Value>(_ reading: Reading<Value>?, _ put: (inout DeviceReport, Value) -> Void) {
            guard let reading else { return }
            var report = DeviceReport(terminal: terminal, at: reading.at)
            put(&report, reading.value)
            found.append(report)
        }
        keep(battery) {
            $0.battery = $1.percent
            $0.isCharging = $1.isCharging
        }
        keep(celsius) { $0.celsius = $1 }
        keep(version) { $0.version = $1 }
        keep(settings) { $0.settings = $1 }
        keep(place) { $0.place = $1 }
        keep(network) { $0.network = $1 }
        keep(clock) { $0.clock = $1 }
        keep(event) { $0.event = $1 }
        keep(paper) { $0.paper = $1 }
        keep(emptiedAt.map { Reading(value: 0, at: $0) }) { $0.unsent = $1 }
        keep(unsent) {
            $0.unsent = $1.count
            $0.unsentAmount = $1.amount
            $0.unsentSince = $1.since
        }
        for batch in batchReadings.sorted(by: { $0.key.text < $1.key.text }) { keep(batch.value) { $0.batch = $1 } }
        return found
    }

    /// What it last said of its batches, by number.
    public var batches: [BatchReport] { batchReadings.values.map(\.value).sorted { $0.number.text < $1.number.text } }
}

extension Place: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        (left.latitude, left.longitude) < (right.latitude, right.longitude)
    }
}

extension BatchReport: Comparable {
    /// By number; of one batch the closed report after the open one.
    public static func < (left: Self, right: Self) -> Bool {
        let order = { (report: Self) in
            (
                report.number.text, report.closedAt?.secondsSinceEpoch ?? .min, report.count, report.amount.minor,
                report.amount.currency.code
            )
        }
        return order(left) < order(right)
    }
}
