// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Refunds
import Store
import Tender

/// What people do about money back: ask, agree, refuse, write down what the channel answered.
enum RefundDesk {
    static func route(_ gate: inout Gate) {
        RefundCarrying.route(&gate)
        gate.form("/refunds", needs: .requestRefunds) { call, form in try await ask(call, form) }
        gate.form("/refunds/{id}/approval", needs: .approveRefunds) { call, form in
            try await act(call, form, done: "refund-approved") { detail in
                guard isConfirmed(form, detail.record.order.amount) else { return nil }
                return try await call.shop.approveRefund(
                    detail.record.id, as: call.refundRole, in: call.stores, by: call.actor)
            }
        }
        gate.form("/refunds/{id}/refusal", needs: .requestRefunds) { call, form in
            try await act(call, form, done: "refund-refused") { detail in
                try await call.shop.refuseRefund(
                    detail.record.id, words: form["words"] ?? "", as: call.refundRole, in: call.stores, by: call.actor)
            }
        }
        gate.form("/refunds/{id}/answer", needs: .recordRefunds) { call, form in
            try await act(call, form, done: "refund-noted") { detail in
                try await call.shop.recordRefund(
                    detail.record.id, try kind(form["answer"] ?? "", form["reference"] ?? ""),
                    words: form["words"] ?? "", as: call.refundRole, in: call.stores, by: call.actor)
            }
        }
    }

    /// What a channel answered, as forms and the API name it.
    static func kind(_ name: String, _ reference: String) throws -> RefundEvent.Kind {
        switch name {
        case "sent": .sent
        case "accepted": .accepted(reference: reference)
        case "succeeded": .succeeded(reference: reference)
        case "failed": .failed
        case "unknown": .lost
        default: throw Refusal.invalid("answer: sent, accepted, succeeded, failed or unknown")
        }
    }

    /// Money never moves on one key: the amount is typed once more.
    private static func isConfirmed(_ form: Form, _ amount: Money) -> Bool {
        guard let typed = form["confirm"], let money = try? Money(text: typed, currency: amount.currency) else {
            return false
        }
        return money == amount
    }

    private static func act(
        _ call: Call, _ form: Form, done: String, _ perform: (RefundDetail) async throws -> RefundAnswer?
    ) async throws -> Response {
        let detail = try await RefundsController.detail(call)
        let here = "/refunds/\(detail.record.id)"
        switch try await perform(detail) {
        case .done(let record):
            let isSent = try await RefundCarrying(call: call).sendIfReady(record)
            return .see("\(here)?done=\(isSent ? "refund-sent" : done)")
        case .known: return .see("\(here)?done=\(done)")
        case nil:
            return try await RefundsController.show(
                detail, problem: call.words["refunds.notConfirmed"], status: .unprocessableContent, call)
        case .refused(let refusal):
            return try await RefundsController.show(
                detail, problem: call.words.pick(refusal.words), status: .conflict, call)
        }
    }

    private static func ask(_ call: Call, _ form: Form) async throws -> Response {
        let draft = RefundDraft(form)
        guard var request = draft.request else {
            return try await self.draft(
                draft, problem: call.words["refunds.noAmount"], status: .unprocessableContent, call)
        }
        guard isConfirmed(form, request.amount) else {
            return try await self.draft(
                draft, problem: call.words["refunds.notConfirmed"], status: .unprocessableContent, call)
        }
        if !request.transaction.isEmpty { _ = try await Lookup(call).detail(request.transaction) }
        // Made with the page: a button pressed twice asks with one number.
        request.id = form["number"].flatMap { RefundID($0) }
        switch try await call.shop.requestRefund(request, as: call.refundRole, in: call.stores, by: call.actor) {
        case .done(let record):
            let isSent = try await RefundCarrying(call: call).sendIfReady(record)
            return .see("/refunds/\(record.id)?done=\(isSent ? "refund-sent" : "refund-asked")")
        case .known(let record): return .see("/refunds/\(record.id)?done=refund-known")
        case .refused(let refusal):
            var problem = RefundDraftPage.Problem(text: call.words.pick(refusal.words))
            if case .sameIntent(let first) = refusal { problem.href = "/refunds/\(first)" }
            return try await self.draft(draft, problem: problem, status: .conflict, call)
        }
    }

    private static func draft(
        _ draft: RefundDraft, problem: String?, status: HTTPResponse.Status, _ call: Call
    ) async throws -> Response {
        try await self.draft(draft, problem: problem.map { .init(text: $0) }, status: status, call)
    }

    /// The form for one more refund: what was charged, beside what looks the same, and the way that the rules choose.
    static func draft(
        _ draft: RefundDraft, problem: RefundDraftPage.Problem?, status: HTTPResponse.Status, _ call: Call
    ) async throws -> Response {
        let page = try await page(draft, problem: problem, call)
        return try await call.visit.render("refunds/new", page, current: .refunds, status: status)
    }

    /// The same for any page that shows it.
    static func page(
        _ draft: RefundDraft, problem: RefundDraftPage.Problem?, _ call: Call
    ) async throws -> RefundDraftPage {
        var (detail, offer) = (TransactionDetail?.none, RefundOffer?.none)
        var filled = draft
        if !draft.transaction.isEmpty {
            let found = try await Lookup(call).detail(draft.transaction)
            let first = try await call.shop.refundOffer(
                of: found.summary.id, amount: nil, by: call.refundRole, in: call.stores)
            let left = first.ground.entitlement.available
            if filled.amount.isEmpty {
                let difference = draft.difference(from: first.ground.captured)
                filled.amount = difference.map { $0.minor > 0 ? $0.text : "" } ?? (draft.right.isEmpty ? left.text : "")
            }
            let amount = try? Money(text: filled.amount, currency: left.currency)
            offer =
                amount == nil || amount == left
                ? first
                : try await call.shop.refundOffer(
                    of: found.summary.id, amount: amount, by: call.refundRole, in: call.stores)
            detail = found
        }
        return RefundDraftPage(
            filled, detail: detail, offer: offer, problem: problem, role: call.refundRole,
            linked: Set(call.site.options.paymentDesk?.routes.keys.map { $0 } ?? []),
            stores: try await call.storesInReach(), view: try await call.view(), clocks: try await Clockwork(call.site))
    }
}
