// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// A terminal as a row of the page of devices.
struct DeviceLine: Sendable {
    struct Reading: Sendable, Equatable {
        let name: String
        let text: String
    }

    let terminal: String
    let href: String
    let store: String
    let mark: Mark
    let lastHeard: String
    /// What it told of itself, the most useful first.
    let readings: [Reading]
    let findings: [DeviceFindingLine]
    let bars: HourBars
    let hasBars: Bool

    init(_ device: TerminalDevice, _ cases: DeviceCases, from view: Viewpoint, zone: Zone, now: Instant) {
        let words = view.words
        terminal = device.terminal.text
        href = Self.href(device.terminal)
        store = view.store(device.store)
        mark = Self.mark(device.health, words)
        lastHeard = device.health.map { words.moment(zone.civil(at: $0.lastHeard)) } ?? words["devices.neverHeard"]
        readings = DeviceReadings.brief(device.health, zone: zone, words)
        findings =
            device.health.map { health in
                health.findings.map { DeviceFindingLine($0, of: health, cases, words) }
            } ?? []
        bars = HourBars(device, zone: zone, now: now, words: words)
        hasBars = device.health != nil
    }

    static func href(_ terminal: TerminalID) -> String { "/devices/\(PercentText.encode(terminal.text))" }

    /// Offline before anything else; then how many things are not in order.
    static func mark(_ health: TerminalHealth?, _ words: Words) -> Mark {
        guard let health else { return Mark(.mute, words["devices.state.never"]) }
        if health.findings.contains(where: { $0.code == .dv01 }) { return Mark(.bad, words["devices.state.offline"]) }
        let count = Set(health.findings.map(\.code)).count
        return count == 0
            ? Mark(.ok, words["devices.state.ok"])
            : Mark(.warn, words.text("devices.state.trouble", ["count": String(count)]))
    }
}
