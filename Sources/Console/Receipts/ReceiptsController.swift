// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import NIOCore
import Printing
import Store

/// `/receipts`: every slip; `/receipts/{id}`: one of them, and as `.png`, `.pdf`, `.txt` and `.bin`.
enum ReceiptsController {
    static func route(_ gate: inout Gate) {
        gate.get("/receipts", needs: .viewReceipts) { call in
            let query = ReceiptQuery(Query(call.visit.query))
            let lookup = try await ReceiptLookup(call)
            let page = ReceiptsPage(
                query: query, list: try await lookup.list(query),
                printers: try await call.shop.printerStates(in: call.stores),
                stores: try await call.storesInReach(), clocks: lookup.clocks, words: call.words)
            return try await call.render("receipts/list", page, current: .receipts)
        }
        gate.get("/receipts/{id}", needs: .viewReceipts) { call in
            let parts = try call.parameters.require("id").split(
                separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            let detail = try await ReceiptLookup(call).detail(parts.first ?? "")
            guard parts.count == 2 else { return try await show(detail, call) }
            return try await ReceiptFile.response(String(parts[1]), of: detail, call)
        }
        gate.get("/receipts/{id}/code.png", needs: .handReceipts) { call in
            let detail = try await ReceiptLookup(call).detail(call.parameters.require("id"))
            guard let code = detail.codes.first else { throw Refusal.notFound }
            return try await ReceiptFile.code(call.receiptAddress(of: code), call)
        }
        ReceiptDesk.route(&gate)
    }

    /// The page of one receipt, after an act that was refused with the reason on top.
    static func show(
        _ detail: ReceiptDetail, problem: ReceiptPage.Problem? = nil, status: HTTPResponse.Status = .ok, _ call: Call
    ) async throws -> Response {
        let acts =
            call.may(.handReceipts)
            ? ReceiptActs(
                detail, once: Secret.make(), hasDesk: call.site.options.printDesk != nil,
                printers: try await call.shop.printerStates(in: call.stores), link: call.receiptAddress,
                words: call.words) : nil
        let page = ReceiptPage(
            detail, acts: acts, problem: problem, stores: try await call.storesInReach(),
            clocks: try await Clockwork(call.site), words: call.words)
        return try await call.visit.render("receipts/one", page, current: .receipts, status: status)
    }
}
