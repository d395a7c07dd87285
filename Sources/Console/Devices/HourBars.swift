// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// The last 24 hours of a terminal as bars, and the same as a table.
///
///     ████▄██ ██▂▂   full: heard · half: with gaps · low: silent · a dot: nobody expected to hear it
struct HourBars: Sendable {
    /// What an hour was like; the raw value names its word and its class.
    enum Kind: String, CaseIterable, Sendable {
        case heard, gaps, silent, quiet

        var height: Int {
            switch self {
            case .heard: 16
            case .gaps: 9
            case .silent: 4
            case .quiet: 1
            }
        }

        var tone: Mark.Tone {
            switch self {
            case .heard: .ok
            case .gaps: .warn
            case .silent: .bad
            case .quiet: .mute
            }
        }
    }

    struct Bar: Sendable, Equatable {
        let x: String
        let y: String
        let height: String
        let kind: String
    }

    struct Row: Sendable {
        let hour: String
        let mark: Mark
        let heard: String
        let silence: String
    }

    let bars: [Bar]
    let rows: [Row]
    /// The same in a sentence, for whoever does not see the bars.
    let label: String

    init(_ device: TerminalDevice, zone: Zone, now: Instant, words: Words) {
        let kinds = device.hours.map { Self.kind(of: $0, device, zone: zone, now: now) }
        bars = kinds.enumerated().map { index, kind in
            Bar(
                x: String(index * 4), y: String(16 - kind.height), height: String(kind.height), kind: kind.rawValue)
        }
        rows = zip(device.hours, kinds).reversed().map { hour, kind in
            let over = Self.minutesOver(of: hour, now)
            return Row(
                hour: words.moment(zone.civil(at: hour.start)),
                mark: Mark(kind.tone, words["devices.hour.\(kind.rawValue)"]), heard: String(hour.heard),
                silence: over == 0 ? "" : String(hour.longestSilence(until: over)))
        }
        let heard = device.hours.count { $0.heard > 0 }
        label = words.text(
            "devices.barsLabel",
            ["heard": String(heard), "silent": String(kinds.count { $0 == .silent })])
    }

    static func kind(of hour: HeardHour, _ device: TerminalDevice, zone: Zone, now: Instant) -> Kind {
        guard let health = device.health,
            hour.start.adding(milliseconds: HeardHour.milliseconds) > health.state.firstHeard
        else { return .quiet }
        let over = minutesOver(of: hour, now)
        // Minutes that may pass between two words, and one for where in its minute each fell.
        let patience = Int(clamping: health.policy.heartbeat / 60 + 1)
        if hour.heard == 0 {
            let isExpected = health.policy.isOpen(at: zone.civil(at: hour.start)) && over > patience
            return isExpected ? .silent : .quiet
        }
        return hour.longestSilence(until: over) > patience ? .gaps : .heard
    }

    private static func minutesOver(of hour: HeardHour, _ now: Instant) -> Int {
        Int(clamping: min(60, max(0, (now.milliseconds - hour.start.milliseconds) / 60_000)))
    }
}
