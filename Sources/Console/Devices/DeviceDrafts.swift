// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// What is expected of a terminal, as a form holds it.
struct DevicePolicyDraft: Sendable, Equatable {
    var heartbeat = ""
    var opens = ""
    var closes = ""
    var batteryMin = ""
    var celsiusMin = ""
    var celsiusMax = ""
    var versionMin = ""
    var settings = ""
    var latitude = ""
    var longitude = ""
    var radius = ""
    var network = ""
    var clock = ""
    var offline = ""

    init(_ policy: DevicePolicy) {
        heartbeat = String(policy.heartbeat)
        opens = policy.hours.map { Self.clock($0.opens) } ?? ""
        closes = policy.hours.map { Self.clock($0.closes) } ?? ""
        batteryMin = String(policy.batteryMin)
        celsiusMin = String(policy.celsiusMin)
        celsiusMax = String(policy.celsiusMax)
        versionMin = policy.versionMin ?? ""
        settings = policy.settings ?? ""
        latitude = policy.place.map { String($0.latitude) } ?? ""
        longitude = policy.place.map { String($0.longitude) } ?? ""
        radius = String(policy.radius)
        network = policy.network ?? ""
        clock = String(policy.clockTolerance)
        offline = String(policy.offlinePatience)
    }

    init(_ form: Form) {
        heartbeat = form["heartbeat"] ?? ""
        opens = form["opens"] ?? ""
        closes = form["closes"] ?? ""
        batteryMin = form["batteryMin"] ?? ""
        celsiusMin = form["celsiusMin"] ?? ""
        celsiusMax = form["celsiusMax"] ?? ""
        versionMin = form["versionMin"] ?? ""
        settings = form["settings"] ?? ""
        latitude = form["latitude"] ?? ""
        longitude = form["longitude"] ?? ""
        radius = form["radius"] ?? ""
        network = form["network"] ?? ""
        clock = form["clock"] ?? ""
        offline = form["offline"] ?? ""
    }

    private static func clock(_ second: Int) -> String {
        String(CivilTime(CivilDate(daysSinceEpoch: 0), secondOfDay: second).clock.prefix(5))
    }

    /// - Parameter settings: what stays approved where this person may not approve; nil where they may.
    /// - Throws: `Refusal.invalid` with the field.
    func policy(keeping approved: String??) throws -> DevicePolicy {
        let point: DeviceBody.Point? =
            latitude.isEmpty && longitude.isEmpty
            ? nil : .init(latitude: try number(latitude, "latitude"), longitude: try number(longitude, "longitude"))
        return try DevicePolicyBody(
            terminal: nil, heartbeatSeconds: number(heartbeat, "heartbeat"), opens: opens.isEmpty ? nil : opens,
            closes: closes.isEmpty ? nil : closes, batteryMin: number(batteryMin, "batteryMin"),
            celsiusMin: number(celsiusMin, "celsiusMin"), celsiusMax: number(celsiusMax, "celsiusMax"),
            versionMin: versionMin.isEmpty ? nil : versionMin,
            settings: approved ?? (settings.isEmpty ? nil : settings), place: point,
            radiusMetres: number(radius, "radius"), network: network.isEmpty ? nil : network,
            clockSeconds: number(clock, "clock"), offlineSeconds: number(offline, "offline")
        ).policy
    }

    private func number<Number: FixedWidthInteger>(_ text: String, _ name: String) throws -> Number {
        guard let number = Number(text) else { throw Refusal.invalid(name) }
        return number
    }
}

/// What somebody read off a terminal, as a form holds it.
struct DeviceReportDraft: Sendable, Equatable {
    var battery = ""
    var isCharging = false
    var celsius = ""
    var version = ""
    var settings = ""
    var network = ""
    /// `15:03:20`, as the terminal shows it.
    var clock = ""
    var unsent = ""
    var unsentAmount = ""
    var batch = ""
    var batchCount = ""
    var batchAmount = ""
    var isBatchClosed = false

    init() {}

    init(_ form: Form) {
        battery = form["battery"] ?? ""
        isCharging = form["charging"] == "1"
        celsius = form["celsius"] ?? ""
        version = form["version"] ?? ""
        settings = form["settings"] ?? ""
        network = form["network"] ?? ""
        clock = form["clock"] ?? ""
        unsent = form["unsent"] ?? ""
        unsentAmount = form["unsentAmount"] ?? ""
        batch = form["batch"] ?? ""
        batchCount = form["batchCount"] ?? ""
        batchAmount = form["batchAmount"] ?? ""
        isBatchClosed = form["batchClosed"] == "1"
    }

    /// - Throws: `Refusal.invalid` with the field. A field that is left empty was not read.
    func report(of terminal: TerminalID, at now: Instant, zone: Zone) throws -> DeviceReport {
        let here = zone.civil(at: now)
        var report = DeviceReport(terminal: terminal, at: now)
        report.battery = try read(battery, "battery") { Int($0) }
        report.isCharging = battery.isEmpty ? nil : isCharging
        report.celsius = try read(celsius, "celsius") { Int($0) }
        report.version = version.isEmpty ? nil : version
        report.settings = settings.isEmpty ? nil : settings
        report.network = network.isEmpty ? nil : network
        report.clock = try read(clock, "clock") { CivilTime(text: "\(here.date) \($0)") }
        report.unsent = try read(unsent, "unsent") { Int($0) }
        report.unsentAmount = try read(unsentAmount, "unsentAmount") { try? Money(text: $0) }
        if !batch.isEmpty {
            guard let number = BatchNumber(batch), let count = Int(batchCount),
                let amount = try? Money(text: batchAmount)
            else { throw Refusal.invalid("batch") }
            report.batch = BatchReport(
                number: number, closedAt: isBatchClosed ? here : nil, count: count, amount: amount)
        }
        return report
    }

    private func read<Value>(_ text: String, _ name: String, _ body: (String) -> Value?) throws -> Value? {
        guard !text.isEmpty else { return nil }
        guard let value = body(text) else { throw Refusal.invalid(name) }
        return value
    }
}
