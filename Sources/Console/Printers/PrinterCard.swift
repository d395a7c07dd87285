// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import Store
import Tender

/// A printer as a card: its lamp, what to do now, how it proves a print, and its last slips.
struct PrinterCard: Sendable {
    let name: String
    let store: String
    let lamp: Mark
    let tone: String
    /// What to do now; nil when nothing is to be done.
    let act: String?
    /// Since when it cannot print; nil while it can, or before anybody knows.
    let since: String?
    let proof: String
    let address: String
    let port: String
    let waiting: String?
    let unconfirmed: String?
    let openHref: String
    let allHref: String
    let lines: [ReceiptLine]
    let hasLines: Bool
    /// Said where no slip went through it; nil for those who may not see slips.
    let noSlips: String?
    let editHref: String

    init(_ state: PrinterState, last: [ReceiptRecord]?, from view: Viewpoint, clocks: Clockwork) {
        let words = view.words
        let lamp = PrinterLamp(state)
        name = state.record.name
        store = view.store(state.record.store)
        self.lamp = lamp.mark(words)
        tone = lamp.tone.rawValue
        act = lamp == .ready ? nil : words["printers.act.\(lamp.rawValue)"]
        let zone = clocks.zone(of: state.record.store)
        since = state.faultySince.flatMap { instant in
            lamp.tone == .bad
                ? words.text("printers.since", ["when": words.moment(zone.civil(at: instant))]) : nil
        }
        proof = words["printers.proof.\((state.condition?.proof ?? .unknown).rawValue)"]
        address = state.record.address.isEmpty ? words["printers.noAddress"] : state.record.address
        port = state.record.listenPort == 0 ? words["printers.noPort"] : String(state.record.listenPort)
        waiting = state.waiting > 0 ? words.text("printers.waiting", ["count": String(state.waiting)]) : nil
        unconfirmed =
            state.unconfirmed > 0 ? words.text("printers.unconfirmed", ["count": String(state.unconfirmed)]) : nil
        var query = ReceiptQuery()
        query.printer = name
        allHref = query.href
        query.isOpenOnly = true
        openHref = query.href
        lines = (last ?? []).map { ReceiptLine($0, from: view, clocks: clocks) }
        hasLines = !lines.isEmpty
        noSlips = last?.isEmpty == true ? words["printers.noSlips"] : nil
        editHref = "/printers?edit=\(PercentText.encode(name))#setup"
    }
}
