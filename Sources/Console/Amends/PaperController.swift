// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Refunds
import Store
import Tender

/// `/refunds/paper`: books of pre-numbered receipts, receipts written by hand, and slips that were left behind.
enum PaperController {
    static func route(_ gate: inout Gate) {
        gate.get("/refunds/paper", needs: .viewRefunds) { call in
            try await show(problem: nil, status: .ok, call)
        }
        gate.form("/refunds/paper/books", needs: .registerBooks) { call, form in
            guard
                let book = ReceiptBook(
                    name: (form["name"] ?? "").uppercased(), first: form["first"].flatMap { Int($0) } ?? -1,
                    last: form["last"].flatMap { Int($0) } ?? -1, store: form["store"] ?? "")
            else { return try await show(problem: call.words["refunds.badBook"], status: .unprocessableContent, call) }
            try await call.shop.registerBook(book, in: call.stores, by: call.actor)
            return .see("/refunds/paper?done=book-registered")
        }
        gate.form("/refunds/paper/receipts", needs: .keepPaper) { call, form in try await write(call, form) }
        gate.form("/refunds/paper/receipts/{id}/charge", needs: .keepPaper) { call, form in
            let number = try number(call)
            let detail = try await Lookup(call).detail(form["transaction"] ?? "")
            return try await after("receipt-matched", call) {
                try await call.shop.matchHandReceipt(
                    number, to: detail.summary.id, in: call.stores, by: call.actor
                ).words
            }
        }
        gate.form("/refunds/paper/receipts/{id}/spoiled", needs: .keepPaper) { call, form in
            let number = try number(call)
            return try await after("receipt-spoiled", call) {
                try await call.shop.spoilHandReceipt(
                    number, words: form["words"] ?? "", in: call.stores, by: call.actor
                ).words
            }
        }
        routeFound(&gate)
    }

    private static func routeFound(_ gate: inout Gate) {
        gate.form("/refunds/paper/found", needs: .keepPaper) { call, form in
            let slip = FoundSlip(
                store: form["store"] ?? "", terminal: form["terminal"] ?? "", voucher: form["voucher"] ?? "",
                amount: form["amount"].flatMap { try? Money(text: $0) }, foundAt: call.site.options.clock.now(),
                words: form["words"] ?? "")
            guard !slip.voucher.isEmpty || !slip.words.isEmpty else {
                return try await show(problem: call.words["refunds.badSlip"], status: .unprocessableContent, call)
            }
            let page = try await FormOnce(call, form).see("/refunds/paper?done=slip-found") {
                _ = try await call.shop.noteFoundSlip(slip, in: call.stores, by: call.actor)
            }
            return .see(page)
        }
        gate.form("/refunds/paper/found/{id}", needs: .keepPaper) { call, form in
            guard let number = UInt64(try call.parameters.require("id")) else { throw Refusal.notFound }
            let event: FoundSlipFile.Event =
                switch form["event"] {
                case "handedBack": .handedBack
                case "shredded": .shredded
                case "matched": .matched(try await Lookup(call).detail(form["transaction"] ?? "").summary.id)
                default: throw Refusal.invalid("event: matched, handedBack or shredded")
                }
            return try await after("slip-noted", call) {
                try await call.shop.noteFoundSlip(number, event, in: call.stores, by: call.actor).words
            }
        }
    }

    private static func number(_ call: Call) throws -> HandReceiptNumber {
        guard let number = HandReceiptNumber(try call.parameters.require("id")) else { throw Refusal.notFound }
        return number
    }

    private static func write(_ call: Call, _ form: Form) async throws -> Response {
        guard let number = HandReceiptNumber(form["number"] ?? ""), let text = form["amount"],
            let amount = try? Money(text: text)
        else { return try await show(problem: call.words["refunds.badReceipt"], status: .unprocessableContent, call) }
        let receipt = HandReceipt(
            number: number, amount: amount, items: form["items"] ?? "", writtenAt: try await call.site.now(),
            terminal: form["terminal"] ?? "", cashier: call.person.name, payer: form["payer"] ?? "")
        // The same number with the same content a second later is the same receipt.
        let page = try FormOnce(call, form)
        if try await page.before() != nil { return .see("/refunds/paper?done=receipt-entered") }
        switch try await call.shop.enterHandReceipt(receipt, in: call.stores, by: call.actor) {
        case .done:
            try await page.keep("done")
            return .see("/refunds/paper?done=receipt-entered")
        case .refused(let why): return try await show(problem: call.words.pick(why), status: .conflict, call)
        }
    }

    private static func after(
        _ done: String, _ call: Call, _ act: () async throws -> Bilingual?
    ) async throws -> Response {
        guard let why = try await act() else { return .see("/refunds/paper?done=\(done)") }
        return try await show(problem: call.words.pick(why), status: .conflict, call)
    }

    private static func show(
        problem: String?, status: HTTPResponse.Status, _ call: Call
    ) async throws -> Response {
        let page = RegistersPage(
            books: try await call.shop.receiptBooks(in: call.stores),
            receipts: try await call.shop.handReceipts(isOpen: false, in: call.stores),
            slips: try await call.shop.foundSlips(isKept: false, in: call.stores), problem: problem,
            now: call.site.options.clock.now(), once: Secret.make(), stores: try await call.storesInReach(),
            view: try await call.view(), clocks: try await Clockwork(call.site))
        return try await call.visit.render("refunds/paper", page, current: .refunds, status: status)
    }
}

extension AmendsAnswer {
    /// Why it was not done; nil when it was.
    var words: Bilingual? { if case .refused(let words) = self { words } else { nil } }
}
