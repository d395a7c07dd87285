// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// What a terminal told of itself beside what is expected of it (参数比对).
struct DeviceReadings: Sendable {
    struct Row: Sendable {
        let name: String
        /// What it told; a dash where it never did.
        let told: String
        /// When it was told; nil where it never was.
        let when: String?
        let expected: String
        let mark: Mark
    }

    let rows: [Row]

    private struct Maker {
        let health: TerminalHealth
        let zone: Zone
        let words: Words

        func row(_ name: String, _ code: FindingCode, _ told: String?, _ at: Instant?, expected: String) -> Row {
            let isWrong = health.findings.contains { $0.code == code }
            let mark =
                told == nil
                ? Mark(.mute, words["devices.notTold"])
                : isWrong ? Mark(.bad, icon: "warn", words["devices.differs"]) : Mark(.ok, words["devices.agrees"])
            return Row(
                name: words["devices.reading.\(name)"], told: told ?? "–",
                when: at.map { words.moment(zone.civil(at: $0)) }, expected: expected, mark: mark)
        }
    }

    init(_ health: TerminalHealth, zone: Zone, words: Words) {
        let make = Maker(health: health, zone: zone, words: words)
        let (state, policy) = (health.state, health.policy)
        let expected = { (name: String, values: [String: String]) in words.text("devices.expected.\(name)", values) }
        let compared: [Row] = [
            make.row(
                "heard", .dv01, words.moment(zone.civil(at: state.lastHeard)), state.lastHeard,
                expected: expected("heard", ["seconds": String(policy.heartbeat)])),
            make.row(
                "battery", .dv03, state.battery.map { Self.battery($0.value, words) }, state.battery?.at,
                expected: expected("battery", ["percent": String(policy.batteryMin)])),
            make.row(
                "celsius", .dv03, state.celsius.map { "\($0.value) ℃" }, state.celsius?.at,
                expected: "\(policy.celsiusMin) – \(policy.celsiusMax) ℃"),
            make.row(
                "version", .dv04, state.version?.value, state.version?.at,
                expected: policy.versionMin.map { expected("version", ["version": $0]) } ?? words["devices.anything"]),
            make.row(
                "settings", .dv05, state.settings?.value, state.settings?.at,
                expected: policy.settings ?? words["devices.anything"]),
            make.row(
                "place", .dv06, state.place.map { Self.place($0.value) }, state.place?.at,
                expected: policy.place.map {
                    expected("place", ["metres": String(policy.radius), "place": Self.place($0)])
                } ?? words["devices.anything"]),
            make.row(
                "network", .dv06, state.network?.value, state.network?.at,
                expected: policy.network ?? words["devices.anything"]),
            make.row(
                "clock", .dv07, state.clock.map { Self.drift($0, zone, words) }, state.clock?.at,
                expected: expected("clock", ["seconds": String(policy.clockTolerance)])),
            make.row(
                "unsent", .py16, state.unsent.map { Self.unsent($0.value, words) }, state.unsent?.at,
                expected: expected("unsent", ["hours": String(policy.offlinePatience / 3_600)])),
        ]
        rows = compared + Self.told(state, zone, words)
    }

    /// What is told and held against nothing; only where it ever was.
    private static func told(_ state: DeviceState, _ zone: Zone, _ words: Words) -> [Row] {
        let paper = state.paper.map { ("paper", $0.value.label, $0.at, $0.value == .ok || $0.value == .low) }
        let event = state.event.map {
            ("event", $0.value.label, $0.at, $0.value != .securityAlarm && $0.value != .outOfOrder)
        }
        return [paper, event].compactMap { $0 }.map { name, label, at, isFine in
            let text = words.pick(label)
            return Row(
                name: words["devices.reading.\(name)"], told: text, when: words.moment(zone.civil(at: at)),
                expected: words["devices.anything"], mark: isFine ? Mark(.mute, text) : Mark(.bad, icon: "warn", text))
        }
    }

    /// The few that a row of the list has room for.
    static func brief(_ health: TerminalHealth?, zone: Zone, _ words: Words) -> [DeviceLine.Reading] {
        guard let state = health?.state else { return [] }
        let all: [(String, String?)] = [
            ("battery", state.battery.map { battery($0.value, words) }),
            ("celsius", state.celsius.map { "\($0.value) ℃" }),
            ("unsent", state.unsent.map { unsent($0.value, words) }), ("version", state.version?.value),
            ("settings", state.settings?.value), ("clock", state.clock.map { drift($0, zone, words) }),
            ("network", state.network?.value), ("paper", state.paper.map { words.pick($0.value.label) }),
            ("event", state.event.map { words.pick($0.value.label) }),
        ]
        return all.compactMap { name, text in
            text.map { DeviceLine.Reading(name: words["devices.reading.\(name)"], text: $0) }
        }
    }

    private static func battery(_ battery: DeviceState.Battery, _ words: Words) -> String {
        words.text(
            battery.isCharging ? "devices.charging" : "devices.discharging", ["percent": String(battery.percent)])
    }

    private static func unsent(_ unsent: DeviceState.Unsent, _ words: Words) -> String {
        let sum = unsent.count > 0 ? unsent.amount.map { " · \(words.amount($0))" } ?? "" : ""
        return "\(unsent.count)\(sum)"
    }

    private static func drift(_ clock: DeviceState.Reading<CivilTime>, _ zone: Zone, _ words: Words) -> String {
        let (drift, overflow) = clock.value.secondsSinceEpoch.subtractingReportingOverflow(
            zone.civil(at: clock.at).secondsSinceEpoch)
        guard !overflow else { return words.moment(clock.value) }
        return words.text(
            drift == 0 ? "devices.onTime" : drift > 0 ? "devices.fast" : "devices.slow",
            ["seconds": String(drift.magnitude)])
    }

    /// `31.062000, 121.100000`.
    private static func place(_ place: Charges.Place) -> String {
        "\(degrees(place.latitude)), \(degrees(place.longitude))"
    }

    private static func degrees(_ millionths: Int32) -> String {
        let size = Int64(millionths).magnitude
        let rest = String(size % 1_000_000)
        return "\(millionths < 0 ? "-" : "")\(size / 1_000_000)." + String(repeating: "0", count: 6 - rest.count) + rest
    }
}
