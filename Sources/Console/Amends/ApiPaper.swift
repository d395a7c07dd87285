// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Refunds
import Store
import Tender

/// `/api/v1/receipt-books`, `/api/v1/hand-receipts` and `/api/v1/found-slips`: paper that no printer of ours made.
enum ApiPaper {
    private struct BookBody: Decodable {
        let name: String
        let first: Int
        let last: Int
        let store: String
    }

    private struct ReceiptBody: Decodable {
        let number: String
        let amount: MoneyBody
        let items: String?
        let writtenAt: String?
        let terminal: String?
        let payer: String?
    }

    private struct ChargeBody: Decodable {
        let transaction: String
    }

    private struct WordsBody: Decodable {
        let words: String
    }

    private struct SlipBody: Decodable {
        let store: String
        let terminal: String?
        let voucher: String?
        let amount: MoneyBody?
        let words: String?
    }

    private struct EventBody: Decodable {
        let event: String
        let transaction: String?
    }

    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/receipt-books", needs: .viewRefunds, books) { call in
            let shape = AmendsShape(clock: try await Clockwork(call.site))
            return .json(ShopShape.list(try await call.shop.receiptBooks(in: call.stores).map(shape.book), next: nil))
        }
        gate.apiWrite(.post, "/api/v1/receipt-books", needs: .registerBooks, registerBook) { call, body in
            let told = try body.decode(BookBody.self)
            let made = ReceiptBook(
                name: told.name.uppercased(), first: told.first, last: told.last, store: told.store)
            guard let made else {
                throw Refusal.invalid(
                    "name: 1 to 8 letters and digits; first to last: 0 to 999999, at most \(ReceiptBook.mostReceipts)")
            }
            try await call.shop.registerBook(made, in: call.stores, by: call.actor)
            let known = try await call.shop.receiptBooks(in: call.stores).first { $0.book == made }
            guard let known else { throw Refusal.notFound }
            return (.created, AmendsShape(clock: try await Clockwork(call.site)).book(known))
        }
        routeReceipts(&gate)
        routeSlips(&gate)
    }

    // MARK: - Receipts written by hand

    private static func routeReceipts(_ gate: inout Gate) {
        gate.api("/api/v1/hand-receipts", needs: .viewRefunds, receipts) { call in
            let shape = AmendsShape(clock: try await Clockwork(call.site))
            let isOpen = Query(call.visit.query)["open"] == "true"
            let found = try await call.shop.handReceipts(isOpen: isOpen, in: call.stores)
            return .json(ShopShape.list(found.map(shape.receipt), next: nil))
        }
        gate.api("/api/v1/hand-receipts/{id}", needs: .viewRefunds, receipt) { call in
            let found = try await call.shop.handReceipt(try number(call), in: call.stores)
            return .json(AmendsShape(clock: try await Clockwork(call.site)).receipt(found))
        }
        gate.apiWrite(.post, "/api/v1/hand-receipts", needs: .keepPaper, writeReceipt) { call, body in
            let told = try body.decode(ReceiptBody.self)
            guard let number = HandReceiptNumber(told.number) else {
                throw Refusal.invalid("number: the book's name, a dash and digits, as in A-000123")
            }
            var time = try await call.site.now()
            if let text = told.writtenAt {
                let books = try await call.shop.receiptBooks(in: call.stores)
                let store = books.first { $0.book.holds(number) }.flatMap { StoreID($0.book.store) }
                guard let civil = try await Clockwork(call.site).civil(text, in: store) else {
                    throw Refusal.invalid("writtenAt: RFC 3339 with an offset")
                }
                time = civil
            }
            let receipt = HandReceipt(
                number: number, amount: try told.amount.money(), items: told.items ?? "", writtenAt: time,
                terminal: told.terminal ?? "", cashier: call.person.name, payer: told.payer ?? "")
            let answer = try await call.shop.enterHandReceipt(receipt, in: call.stores, by: call.actor)
            return try await result(answer, .created, call)
        }
        gate.apiWrite(.post, "/api/v1/hand-receipts/{id}/charge", needs: .keepPaper, matchReceipt) { call, body in
            let told = try body.decode(ChargeBody.self)
            let detail = try await Lookup(call).detail(told.transaction)
            let answer = try await call.shop.matchHandReceipt(
                try number(call), to: detail.summary.id, in: call.stores, by: call.actor)
            return try await result(answer, .ok, call)
        }
        gate.apiWrite(.post, "/api/v1/hand-receipts/{id}/spoiling", needs: .keepPaper, spoilReceipt) { call, body in
            let told = try body.decode(WordsBody.self)
            let answer = try await call.shop.spoilHandReceipt(
                try number(call), words: told.words, in: call.stores, by: call.actor)
            return try await result(answer, .ok, call)
        }
    }

    private static func number(_ call: Call) throws -> HandReceiptNumber {
        guard let number = HandReceiptNumber(try call.parameters.require("id")) else { throw Refusal.notFound }
        return number
    }

    private static func result(
        _ answer: AmendsAnswer<HandReceiptRecord>, _ status: HTTPResponse.Status, _ call: Call
    ) async throws -> (HTTPResponse.Status, JSON) {
        (status, AmendsShape(clock: try await Clockwork(call.site)).receipt(try answer.recorded()))
    }

    // MARK: - Slips that were left behind

    private static func routeSlips(_ gate: inout Gate) {
        gate.api("/api/v1/found-slips", needs: .viewRefunds, slips) { call in
            let query = Query(call.visit.query)
            let shape = AmendsShape(clock: try await Clockwork(call.site))
            let found =
                if let transaction = query["transaction"] {
                    try await call.shop.foundSlips(for: transaction, in: call.stores)
                } else {
                    try await call.shop.foundSlips(isKept: query["kept"] == "true", in: call.stores)
                }
            return .json(ShopShape.list(found.map(shape.slip), next: nil))
        }
        gate.apiWrite(.post, "/api/v1/found-slips", needs: .keepPaper, enterSlip) { call, body in
            let told = try body.decode(SlipBody.self)
            let slip = FoundSlip(
                store: told.store, terminal: told.terminal ?? "", voucher: told.voucher ?? "",
                amount: try told.amount?.money(), foundAt: call.site.options.clock.now(), words: told.words ?? "")
            let number = try await call.shop.noteFoundSlip(slip, in: call.stores, by: call.actor)
            return (.created, try await shown(number, call))
        }
        gate.apiWrite(.post, "/api/v1/found-slips/{id}/events", needs: .keepPaper, slipEvent) { call, body in
            guard let number = UInt64(try call.parameters.require("id")) else { throw Refusal.notFound }
            let told = try body.decode(EventBody.self)
            let event: FoundSlipFile.Event =
                switch told.event {
                case "handedBack": .handedBack
                case "shredded": .shredded
                case "matched": .matched(try await Lookup(call).detail(told.transaction ?? "").summary.id)
                default: throw Refusal.invalid("event: matched, handedBack or shredded")
                }
            _ = try await call.shop.noteFoundSlip(number, event, in: call.stores, by: call.actor).recorded()
            return (.ok, try await shown(number, call))
        }
    }

    private static func shown(_ number: UInt64, _ call: Call) async throws -> JSON {
        let record = try await call.shop.foundSlip(number, in: call.stores)
        return AmendsShape(clock: try await Clockwork(call.site)).slip(record)
    }
}
