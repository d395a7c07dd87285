// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store

/// A strip on top of a page: a printer cannot print, or slips wait for a person.
struct PrintAlert: Sendable, Equatable {
    /// Code of the device finding; nil for slips that wait.
    let code: String?
    let tone: String
    let icon: String
    let text: String
    let act: String
    let href: String

    /// Payments without a result, then what stands in the way of slips in the caller's stores, devices first.
    static func all(_ call: Call) async throws -> [PrintAlert] {
        let payments = try await payments(call)
        guard call.may(.viewPrinters) else { return payments }
        let findings = try await call.shop.deviceFindings(in: call.stores)
        let states = try await call.shop.printerStates(in: call.stores)
        return try await payments + offline(call) + all(findings, states, call.words)
    }

    /// Terminals with an open case of being offline.
    private static func offline(_ call: Call) async throws -> [PrintAlert] {
        guard call.may(.viewDevices), call.may(.viewCases) else { return [] }
        var filter = CaseFilter()
        filter.standing = .open
        filter.code = .dv01
        filter.isWatched = true
        let cases = try await call.shop.cases(filter, in: call.stores, cursor: nil, limit: 4).elements
        let names = cases.compactMap(\.subject).map { $0.name.isEmpty ? call.words["devices.manyStores"] : $0.name }
        guard !names.isEmpty else { return [] }
        let shown = names.prefix(3).joined(separator: call.words["common.comma"]) + (names.count > 3 ? " …" : "")
        return [
            PrintAlert(
                code: FindingCode.dv01.text, tone: Mark.Tone.bad.rawValue, icon: "terminals",
                text: call.words.text("devices.band", ["what": shown]), act: call.words["devices.bandAct"],
                href: "/devices")
        ]
    }

    /// Numbers that are missing in the last days, for those who look at whole days.
    static func gaps(_ call: Call) async throws -> [PrintAlert] {
        guard call.may(.viewDay) else { return [] }
        let today = try await call.site.today()
        let query = GapQuery(Query(""), today: today, earliest: call.reach.earliest(today: today))
        let count = try await query.report(call).gaps.count
        guard count > 0 else { return [] }
        return [
            PrintAlert(
                code: "RC-10", tone: Mark.Tone.warn.rawValue, icon: "warn",
                text: call.words.text("gaps.band", ["count": String(count)]), act: call.words["gaps.bandAct"],
                href: "/receipts/gaps")
        ]
    }

    static func all(_ findings: [DeviceFinding], _ states: [PrinterState], _ words: Words) -> [PrintAlert] {
        var alerts = findings.map { finding in
            PrintAlert(
                code: finding.code.text, tone: Mark.Tone.bad.rawValue, icon: "printers",
                text: words.pick(finding.explanation), act: words.pick(finding.nextAction), href: "/printers")
        }
        let open = states.reduce(0) { $0 + $1.unconfirmed }
        if open > 0 {
            alerts.append(
                PrintAlert(
                    code: nil, tone: Mark.Tone.unknown.rawValue, icon: "unknown",
                    text: words.text("receipts.openBand", ["count": String(open)]), act: words["receipts.openAct"],
                    href: "/receipts?open=1"))
        }
        return alerts
    }
}
