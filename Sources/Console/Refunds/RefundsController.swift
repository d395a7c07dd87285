// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Refunds
import Store
import Tender

/// `/refunds`: requests, approvals and states; `/refunds/new`: one more, from a charge or a case;
/// `/refunds/{id}`: one of them; `/refunds/{id}/proof`: the sheet for the customer.
enum RefundsController {
    static func route(_ gate: inout Gate) {
        gate.get("/refunds", needs: .viewRefunds) { call in
            var filter = RefundFilter()
            let query = Query(call.visit.query)
            filter.standing = query["standing"].flatMap { RefundFilter.Standing(rawValue: $0) }
            filter.store = query["store"].flatMap { StoreID($0) }
            let list = try await call.shop.refundQueue(
                filter, in: call.stores, cursor: query["cursor"], limit: 50)
            let page = RefundsPage(
                filter, list, counts: try await call.shop.refundCounts(in: call.stores),
                isFirst: query["cursor"] == nil, role: call.refundRole,
                person: call.person.name, view: try await call.view(), clocks: try await Clockwork(call.site))
            return try await call.render("refunds/list", page, current: .refunds)
        }
        gate.get("/refunds/new", needs: .requestRefunds) { call in
            let query = Query(call.visit.query)
            return try await RefundDesk.draft(RefundDraft(query), problem: nil, status: .ok, call)
        }
        gate.get("/refunds/{id}", needs: .viewRefunds) { call in
            try await show(try await detail(call), problem: nil, status: .ok, call)
        }
        gate.get("/refunds/{id}/proof", needs: .viewRefunds) { call in
            let page = RefundProof(
                try await detail(call), stores: try await call.storesInReach(), view: try await call.view(),
                clocks: try await Clockwork(call.site))
            return try await call.render("refunds/proof", page, current: .refunds)
        }
        RefundDesk.route(&gate)
    }

    static func detail(_ call: Call) async throws -> RefundDetail {
        guard let id = RefundID(try call.parameters.require("id")) else { throw Refusal.notFound }
        return try await call.shop.refund(id, in: call.stores)
    }

    static func show(
        _ detail: RefundDetail, problem: String?, status: HTTPResponse.Status, _ call: Call
    ) async throws -> Response {
        let carrying = RefundCarrying(call: call)
        let attempts =
            call.may(.viewPayments) ? try await call.shop.payments(of: detail.record.id, in: call.stores) : []
        let page = RefundPage(
            detail, attempts: attempts, terminal: try await carrying.terminal(of: detail.record), role: call.refundRole,
            limits: try await call.shop.rules().limits, person: call.person.name,
            once: Secret.make(), problem: problem,
            view: try await call.view(), clocks: try await Clockwork(call.site))
        return try await call.visit.render("refunds/one", page, current: .refunds, status: status)
    }
}

extension Call {
    /// From where this person sees a page.
    func view() async throws -> Viewpoint { Viewpoint(words: words, stores: try await storesInReach()) }
}
