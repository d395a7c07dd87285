// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/printers`: lamps and last slips, and the set-up.
enum PrintersController {
    static func route(_ gate: inout Gate) {
        gate.get("/printers", needs: .viewPrinters) { call in
            let name = Query(call.visit.query)["edit"]
            let known = try await call.shop.printerStates(in: call.stores).first { $0.record.name == name }
            return try await show(known.map { PrinterDraft($0.record) } ?? PrinterDraft(), nil, call)
        }
        gate.form("/printers", needs: .changePrinters) { call, form in
            let draft = PrinterDraft(form)
            let all = try await call.shop.printerRecords()
            if let known = all.first(where: { $0.name == draft.name }), !call.reach.covers(known.store) {
                return try await show(draft, FormProblem("form.printer-name-taken"), call)
            }
            switch draft.record(stores: try await call.storesInReach(), others: all) {
            case .failure(let problem): return try await show(draft, problem, call)
            case .success(let printer):
                try await call.shop.putPrinter(printer, by: call.actor)
                return .see("/printers?done=printer-saved")
            }
        }
    }

    private static func show(_ draft: PrinterDraft, _ problem: FormProblem?, _ call: Call) async throws -> Response {
        let lookup = try await ReceiptLookup(call)
        let stores = try await call.storesInReach()
        let view = Viewpoint(words: call.words, stores: stores)
        let maySee = call.may(.viewReceipts)
        var cards: [PrinterCard] = []
        for state in try await call.shop.printerStates(in: call.stores) {
            var query = ReceiptQuery()
            query.printer = state.record.name
            let last = maySee ? try await lookup.list(query, limit: 3).elements : nil
            cards.append(PrinterCard(state, last: last, from: view, clocks: lookup.clocks))
        }
        let page = PrintersPage(
            cards, hasDesk: call.site.options.printDesk != nil, mayChange: call.may(.changePrinters), draft: draft,
            problem: problem, stores: stores, words: call.words)
        return try await call.render("printers/list", page, current: .printers, problem: problem)
    }
}
