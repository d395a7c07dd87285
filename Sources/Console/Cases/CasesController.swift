// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Hummingbird
import Printing
import Store
import Tender

/// `/cases`: the queue; `/cases/board`: the same by state; `/cases/new`: one opened by hand; `/cases/{id}`: one of
/// them with its playbook, and what was done.
enum CasesController {
    static func route(_ gate: inout Gate) {
        gate.get("/cases", needs: .viewCases) { call in
            let query = CaseQuery(Query(call.visit.query), person: call.person, now: call.site.instant())
            let list = try await call.shop.cases(query.filter, in: call.stores, cursor: query.cursor, limit: 50)
            let page = CasesPage(
                query, list, states: try await call.shop.caseStates(.of(call.person.role), in: call.stores),
                view: try await call.view(),
                clocks: try await Clockwork(call.site), now: call.site.instant())
            return try await call.render("cases/list", page, current: .cases)
        }
        gate.get("/cases.csv", needs: .viewCases) { call in
            let query = CaseQuery(Query(call.visit.query), person: call.person, now: call.site.instant())
            let (view, clocks) = (try await call.view(), try await Clockwork(call.site))
            let now = call.site.instant()
            return CommaText.response("cases.csv", header: CaseLine.header(call.words)) { cursor in
                let list = try await call.shop.cases(query.filter, in: call.stores, cursor: cursor, limit: 500)
                let rows = list.elements.map { CaseLine($0, from: view, clocks: clocks, now: now).cells }
                return (rows, list.nextCursor)
            }
        }
        gate.get("/cases/board", needs: .viewCases) { call in
            try await call.render("cases/board", try await CaseBoard(call), current: .cases)
        }
        gate.get("/cases/new", needs: .workCases) { call in
            let draft = CaseDraft(Query(call.visit.query))
            return try await showDraft(draft, problem: nil, status: .ok, call)
        }
        gate.form("/cases", needs: .workCases) { call, form in try await open(CaseDraft(form), call) }
        gate.get("/cases/{id}", needs: .viewCases) { call in
            try await show(try await detail(call), problem: nil, status: .ok, call)
        }
        CaseActs.route(&gate)
        CaseDeskActs.route(&gate)
    }

    /// The case that the address names, if this person may see it: technicians see cases of devices alone.
    static func detail(_ call: Call) async throws -> CaseDetail {
        guard let id = CaseID(try call.parameters.require("id")) else { throw Refusal.notFound }
        let detail = try await call.shop.caseDetail(id, in: call.stores)
        guard call.person.role != .technician || detail.summary.isTechnical else { throw Refusal.notFound }
        return detail
    }

    static func show(
        _ detail: CaseDetail, problem: String?, status: HTTPResponse.Status, _ call: Call
    ) async throws -> Response {
        var (found, receipt) = (TransactionDetail?.none, String?.none)
        if let transaction = detail.summary.transaction {
            found = try? await call.shop.transaction(transaction, in: call.stores)
            receipt = try? await call.shop.receipts(of: transaction, in: call.stores).first?.id.text
        }
        var page = CasePage(
            detail, about: found, receipt: receipt,
            contacts: try await ContactLink.all(
                of: [detail.summary.id.text, detail.summary.transaction].compactMap(\.self), call),
            rules: try await call.shop.deadlines(of: detail.summary.store),
            call: call,
            problem: problem, view: try await call.view(), clocks: try await Clockwork(call.site),
            now: call.site.instant())
        page.payments = if let found { try await PaymentPanel(found, call) } else { nil }
        page.desk = try await CaseDeskMaking(detail, found, call)?.desk()
        if call.may(.viewMessages) {
            let clocks = try await Clockwork(call.site)
            var filter = OutboxFilter()
            filter.caseID = detail.summary.id.text
            page.told = try await call.shop.outbox(filter, in: call.stores, cursor: nil, limit: 10).elements.map {
                MessageLine($0, clocks: clocks, words: call.words)
            }
            page.hasTold = !page.told.isEmpty
        }
        return try await call.visit.render("cases/one", page, current: .cases, status: status)
    }

    private static func showDraft(
        _ draft: CaseDraft, problem: String?, status: HTTPResponse.Status, _ call: Call
    ) async throws -> Response {
        let page = CaseDraftPage(draft, problem: problem, stores: try await call.storesInReach(), call: call)
        return try await call.visit.render("cases/new", page, current: .cases, status: status)
    }

    private static func open(_ draft: CaseDraft, _ call: Call) async throws -> Response {
        guard let code = FindingCode(draft.code), draft.allows(code, for: call.person.role) else {
            return try await showDraft(
                draft, problem: call.words["cases.noCode"], status: .unprocessableContent, call)
        }
        let transaction = draft.transaction.isEmpty ? nil : draft.transaction
        if transaction == nil, draft.words.isEmpty {
            return try await showDraft(
                draft, problem: call.words["cases.noWords"], status: .unprocessableContent, call)
        }
        let store = StoreID(draft.store)
        guard transaction != nil || store != nil else { throw Refusal.invalid("store: choose one") }
        let id = try await call.shop.openCase(
            code, about: transaction, store: store, words: draft.words, in: call.stores,
            by: call.actor)
        return .see("/cases/\(id)?done=case-opened")
    }
}

extension Site {
    /// The shop's clock.
    func instant() -> Instant { options.clock.now() }
}
