// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// Terminals and printers of the caller's stores: state, last word, readings, a day of bars, and what is not in order
/// with the way to its case.
struct DevicesPage: Sendable {
    struct Printer: Sendable {
        let name: String
        let store: String
        let lamp: Mark
        let finding: String?
        let caseHref: String?
        let caseNumber: String
        let testHref: String?
    }

    let title: String
    let lead: String
    let terminals: [DeviceLine]
    let hasTerminals: Bool
    let printers: [Printer]
    let hasPrinters: Bool
    let empty: Blank?
    /// Names this page, so that a test slip asked for twice is one.
    let once: String
    let policyHref: String?

    init(
        _ devices: [TerminalDevice], _ states: [PrinterState], _ cases: DeviceCases, call: Call, view: Viewpoint,
        clocks: Clockwork, now: Instant
    ) {
        let words = view.words
        title = words["devices.title"]
        terminals = devices.map { DeviceLine($0, cases, from: view, zone: clocks.zone(of: $0.store), now: now) }
        hasTerminals = !terminals.isEmpty
        let mayTest = call.may(.printTestSlips) && call.site.options.printDesk != nil
        printers = states.map { state in
            let one = cases.one(
                .dv02, about: [WatchSubject(.printer, state.record.name)], store: state.record.store)
            return Printer(
                name: state.record.name, store: view.store(state.record.store), lamp: PrinterLamp(state).mark(words),
                finding: state.finding.map { words.pick($0.explanation) }, caseHref: one.map { "/cases/\($0.id)" },
                caseNumber: one?.id.text ?? "",
                testHref: mayTest && !state.record.address.isEmpty
                    ? "/devices/printers/\(PercentText.encode(state.record.name))/test" : nil)
        }
        hasPrinters = !printers.isEmpty
        let bad = devices.count { $0.health?.findings.isEmpty == false } + states.count { $0.finding != nil }
        lead = words.text(
            "devices.lead",
            [
                "all": String(devices.count + states.count), "bad": String(bad), "time": view.moment(now),
            ])
        empty =
            hasTerminals || hasPrinters
            ? nil
            : Blank(
                icon: "terminals", heading: words["devices.empty"], lines: [words["devices.emptyWhy"]],
                acts: call.may(.changeTerminals)
                    ? [.init(text: words["devices.bind"], href: "/terminals", isMain: true)] : [])
        once = Secret.make()
        policyHref = call.may(.changeTerminals) ? "/devices/policy" : nil
    }
}
