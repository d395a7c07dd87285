// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Recall
import Store

/// `/transactions`: the list and the one search box; `/transactions/{id}`: one, with its verdict and why.
enum TransactionsController {
    static let searchByteCountMax = 8_000

    static func route(_ gate: inout Gate) {
        gate.get("/transactions", needs: .viewTransactions) { call in
            let query = Query(call.visit.query)
            guard let text = query["q"] else { return try await list(call, ListFilter(query)) }
            return try await search(call, text)
        }
        gate.get("/transactions.csv", needs: .viewTransactions) { call in
            let filter = ListFilter(Query(call.visit.query))
            let lookup = try await Lookup(call)
            return CommaText.response("transactions.csv", header: CommaText.transactionHeader) { cursor in
                let page = try await lookup.list(filter.starting(at: cursor), limit: 500)
                return (page.elements.map(CommaText.cells), page.nextCursor)
            }
        }
        gate.get("/transactions/{id}", needs: .viewTransactions) { call in
            let lookup = try await Lookup(call)
            let detail = try await lookup.detail(call.parameters.require("id"))
            var page = TransactionPage(
                detail: detail, slips: try await slips(of: detail, call), refunds: try await refunds(of: detail, call),
                contacts: try await ContactLink.all(of: [detail.summary.id], call),
                stores: try await call.storesInReach(), now: try await call.site.now(), words: call.words,
                zone: try await call.site.zone())
            page.payments = try await PaymentPanel(detail, call)
            return try await call.render("transactions/one", page, current: .transactions)
        }
        PersonWord.route(&gate)
    }

    private static func refunds(of detail: TransactionDetail, _ call: Call) async throws -> RefundPanel? {
        guard call.may(.viewRefunds) else { return nil }
        return RefundPanel(
            try await call.shop.refunds(of: detail.summary.id, in: call.stores), of: detail.summary,
            from: try await call.view(), clocks: try await Clockwork(call.site))
    }

    private static func slips(of detail: TransactionDetail, _ call: Call) async throws -> TransactionSlips? {
        guard call.may(.viewReceipts) else { return nil }
        return TransactionSlips(
            try await call.shop.receipts(of: detail.summary.id, in: call.stores), of: detail,
            mayHand: call.may(.handReceipts), mayRecord: call.may(.recordObservations), once: Secret.make(),
            from: Viewpoint(words: call.words, stores: try await call.storesInReach()),
            clocks: try await Clockwork(call.site))
    }

    private static func list(_ call: Call, _ filter: ListFilter) async throws -> Response {
        let list = try await Lookup(call).list(filter)
        let page = TransactionsPage(
            filter: filter, list: list, stores: try await call.storesInReach(), words: call.words)
        return try await call.render("transactions/list", page, current: .transactions)
    }

    private static func search(_ call: Call, _ text: String) async throws -> Response {
        guard text.utf8.count <= searchByteCountMax else { throw Refusal.invalid("q: at most 8,000 bytes") }
        let found = try await Lookup(call).find(text)
        let page = TransactionsPage(
            search: found.answer.query.text, answer: found.answer, summaries: found.rows,
            stores: try await call.storesInReach(), words: call.words)
        return try await call.render("transactions/list", page, current: .transactions)
    }
}
