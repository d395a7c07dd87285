// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// Terminals as programs read them.
struct DeviceShape: Sendable {
    let clock: Clockwork
    let cases: DeviceCases

    func device(_ device: TerminalDevice) -> JSON { .object(members(device)) }

    private func members(_ device: TerminalDevice) -> [(String, JSON)] {
        let findings = TransactionShape(clock: clock)
        return [
            ("terminal", .text(device.terminal.text)), ("store", JSON(device.store?.text)),
            ("merchant", JSON(device.merchant?.text)),
            ("lastHeard", JSON(device.health.map { clock.text($0.lastHeard) })),
            ("findings", .list((device.health?.findings ?? []).map(findings.finding))),
            ("case", JSON(cases.device(device.terminal)?.id.text)),
            ("readings", readings(device.health?.state)),
            (
                "hours",
                .list(
                    device.hours.map {
                        ["start": .text(clock.text($0.start)), "minutesHeard": .integer(Int64($0.heard))]
                    })
            ),
        ]
    }

    func story(_ story: TerminalStory) -> JSON {
        .object(
            members(story.device) + [
                ("policy", DevicePolicyBody.json(story.policy, of: story.hasOwnPolicy ? story.device.terminal : nil)),
                ("batches", .list((story.device.health?.batches ?? []).map(batch))),
                ("reports", .list(story.reports.map { ["at": .text(clock.text($0.at)), "readings": readings($0)] })),
            ])
    }

    /// The latest of each reading, and nothing of those that were never told.
    private func readings(_ state: DeviceState?) -> JSON {
        guard let state else { return [:] }
        var latest = DeviceReport(terminal: state.terminal, at: state.lastHeard)
        latest.battery = state.battery?.value.percent
        latest.isCharging = state.battery?.value.isCharging
        latest.celsius = state.celsius?.value
        latest.version = state.version?.value
        latest.settings = state.settings?.value
        latest.network = state.network?.value
        latest.place = state.place?.value
        latest.unsent = state.unsent?.value.count
        latest.unsentAmount = state.unsent?.value.amount
        latest.event = state.event?.value
        latest.paper = state.paper?.value
        return readings(latest)
    }

    private func readings(_ report: DeviceReport) -> JSON {
        let members: [(String, JSON?)] = [
            ("battery", report.battery.map { .integer(Int64($0)) }),
            ("charging", report.isCharging.map { .boolean($0) }),
            ("celsius", report.celsius.map { .integer(Int64($0)) }), ("version", report.version.map { .text($0) }),
            ("settings", report.settings.map { .text($0) }), ("network", report.network.map { .text($0) }),
            (
                "place",
                report.place.map {
                    ["latitude": .integer(Int64($0.latitude)), "longitude": .integer(Int64($0.longitude))]
                }
            ),
            ("unsent", report.unsent.map { .integer(Int64($0)) }),
            ("unsentAmount", report.unsentAmount.map { JSON($0) }),
            ("event", report.event.map { .text($0.name) }), ("paper", report.paper.map { .text($0.name) }),
        ]
        return .object(members.compactMap { name, value in value.map { (name, $0) } })
    }

    private func batch(_ book: BatchBook) -> JSON {
        [
            "number": .text(book.number.text), "count": .integer(Int64(book.count)), "amount": JSON(book.amount),
            "reportedCount": book.report.map { .integer(Int64($0.count)) } ?? .null,
            "reportedAmount": book.report.map { JSON($0.amount) } ?? .null,
            "isClosed": .boolean(book.report?.closedAt != nil),
        ]
    }
}
