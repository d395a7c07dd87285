// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Refunds
import Store
import Tender

/// `/api/v1/refunds`: money back, from the request to the channel's last word.
enum ApiRefunds {
    private struct RequestBody: Decodable {
        let transaction: String?
        let amount: MoneyBody
        let reason: String
        let words: String?
        let caseID: String?
        let store: String?
        let id: String?

        enum CodingKeys: String, CodingKey {
            case transaction, amount, reason, words, store, id
            case caseID = "case"
        }
    }

    private struct WordsBody: Decodable {
        let words: String
    }

    private struct ApprovalBody: Decodable {
        let amount: MoneyBody
    }

    private struct AnswerBody: Decodable {
        let answer: String
        let reference: String?
        let words: String?
    }

    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/refunds", needs: .viewRefunds, list) { call in
            let query = Query(call.visit.query)
            let page = try await call.shop.refundQueue(
                try filter(query), in: call.stores, cursor: query["cursor"],
                limit: query["limit"].flatMap { Int($0) } ?? 50)
            let shape = RefundShape(clock: try await Clockwork(call.site))
            return .json(ShopShape.list(page.elements.map(shape.record), next: page.nextCursor))
        }
        gate.api("/api/v1/refunds/{id}", needs: .viewRefunds, one) { call in
            let detail = try await RefundsController.detail(call)
            let attempts = try await call.shop.payments(of: detail.record.id, in: call.stores)
            return .json(RefundShape(clock: try await Clockwork(call.site)).detail(detail, attempts))
        }
        gate.api("/api/v1/transactions/{id}/refund-offer", needs: .requestRefunds, offer) { call in
            let found = try await Lookup(call).detail(call.parameters.require("id"))
            let text = Query(call.visit.query)["amount"]
            let amount = try text.map { try Money(text: $0, currency: found.summary.believed.amount?.currency ?? .cny) }
            let offer = try await call.shop.refundOffer(
                of: found.summary.id, amount: amount, by: call.refundRole, in: call.stores)
            return .json(RefundShape(clock: try await Clockwork(call.site)).offer(offer))
        }
        gate.apiWrite(.post, "/api/v1/refunds", needs: .requestRefunds, ask) { call, body in
            let asked = try body.decode(RequestBody.self)
            guard let reason = RefundReason(rawValue: asked.reason) else { throw Refusal.invalid("reason") }
            let transaction = asked.transaction ?? ""
            if !transaction.isEmpty { _ = try await Lookup(call).detail(transaction) }
            var request = RefundRequest(
                transaction: transaction, amount: try asked.amount.money(), reason: reason)
            request.words = asked.words ?? ""
            request.caseID = asked.caseID ?? ""
            request.store = asked.store.flatMap { StoreID($0) }
            if let id = asked.id {
                guard let known = RefundID(id) else { throw Refusal.invalid("id: RF and six signs") }
                request.id = known
            }
            let answer = try await call.shop.requestRefund(
                request, as: call.refundRole, in: call.stores, by: call.actor)
            return try await result(answer, created: true, call)
        }
        routeActs(&gate)
    }

    private static func routeActs(_ gate: inout Gate) {
        gate.apiWrite(.post, "/api/v1/refunds/{id}/sending", needs: .recordRefunds, send) { call, _ in
            let detail = try await RefundsController.detail(call)
            switch try await RefundCarrying(call: call).send(detail.record.id) {
            case .begun, .underWay: return try await result(.known(detail.record), created: false, call)
            case .noLink: throw StoreError.refused(RefundCarrying.noLink)
            case .refused(let refusal): return try await result(.refused(refusal), created: false, call)
            }
        }
        gate.apiWrite(.post, "/api/v1/refunds/{id}/approval", needs: .approveRefunds, approve) { call, body in
            let told = try body.decode(ApprovalBody.self)
            let detail = try await RefundsController.detail(call)
            // Whoever agrees says to what: the amount is the confirmation.
            guard try told.amount.money() == detail.record.order.amount else {
                throw Refusal.invalid("amount: not that of the refund")
            }
            let answer = try await call.shop.approveRefund(
                detail.record.id, as: call.refundRole, in: call.stores, by: call.actor)
            return try await result(answer, created: false, call)
        }
        gate.apiWrite(.post, "/api/v1/refunds/{id}/refusal", needs: .requestRefunds, refuse) { call, body in
            let told = try body.decode(WordsBody.self)
            let detail = try await RefundsController.detail(call)
            let answer = try await call.shop.refuseRefund(
                detail.record.id, words: told.words, as: call.refundRole, in: call.stores, by: call.actor)
            return try await result(answer, created: false, call)
        }
        gate.apiWrite(.post, "/api/v1/refunds/{id}/answers", needs: .recordRefunds, answer) { call, body in
            let told = try body.decode(AnswerBody.self)
            let detail = try await RefundsController.detail(call)
            let answer = try await call.shop.recordRefund(
                detail.record.id, try RefundDesk.kind(told.answer, told.reference ?? ""), words: told.words ?? "",
                as: call.refundRole, in: call.stores, by: call.actor)
            return try await result(answer, created: false, call)
        }
    }

    private static func filter(_ query: Query) throws -> RefundFilter {
        guard !query.isBroken else { throw Refusal.malformed("a parameter is not UTF-8") }
        var filter = RefundFilter()
        if let standing = query["standing"] {
            guard let known = RefundFilter.Standing(rawValue: standing) else {
                throw Refusal.malformed("standing is unknown")
            }
            filter.standing = known
        }
        if let store = query["store"] {
            guard let id = StoreID(store) else { throw Refusal.malformed("store is unknown") }
            filter.store = id
        }
        filter.caseID = query["case"]
        return filter
    }

    /// What was recorded, or the rule that stands against it: the role's limits are 403, all else is 409.
    private static func result(
        _ answer: RefundAnswer, created: Bool, _ call: Call
    ) async throws -> (HTTPResponse.Status, JSON) {
        let shape = RefundShape(clock: try await Clockwork(call.site))
        switch answer {
        case .done(let record):
            let isSent = try await RefundCarrying(call: call).sendIfReady(record)
            let now = isSent ? try await call.shop.refund(record.id, in: call.stores).record : record
            return (created ? .created : .ok, shape.record(now))
        case .known(let record):
            return (.ok, shape.record(try await call.shop.refund(record.id, in: call.stores).record))
        case .refused(.notAllowed), .refused(.overLimit), .refused(.ownRequest): throw Refusal.notAllowed
        case .refused(let refusal): throw StoreError.refused(refusal.words)
        }
    }
}

/// Money as the API takes it: text and a currency.
struct MoneyBody: Decodable {
    let amount: String
    let currency: String?

    func money() throws -> Money {
        guard let currency = Currency(code: currency ?? "CNY"), let money = try? Money(text: amount, currency: currency)
        else { throw Refusal.invalid("amount: decimal text in major units, and a currency") }
        return money
    }
}
