// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Refunds
import Store
import Tender

/// `/refunds/compensation`: what customers got besides their money, and coupons that are used once.
enum CompensationController {
    static func route(_ gate: inout Gate) {
        gate.get("/refunds/compensation", needs: .viewRefunds) { call in
            try await show(CompensationForm(Query(call.visit.query)), problem: nil, status: .ok, call)
        }
        gate.form("/refunds/compensation", needs: .compensate) { call, form in
            let asked = CompensationForm(form)
            guard let given = asked.compensation else {
                return try await show(
                    asked, problem: call.words["refunds.noAmount"], status: .unprocessableContent, call)
            }
            return try await after(asked, form, "compensation-given", call) {
                try await call.shop.compensate(given, as: call.refundRole, in: call.stores, by: call.actor)
            }
        }
        gate.form("/refunds/compensation/coupon", needs: .keepPaper) { call, form in
            try await after(CompensationForm(form), form, "coupon-used", call) {
                try await call.shop.useCoupon(form["code"] ?? "", in: call.stores, by: call.actor)
            }
        }
        gate.form("/refunds/compensation/{id}/withdrawal", needs: .compensate) { call, form in
            guard let number = UInt64(try call.parameters.require("id")) else { throw Refusal.notFound }
            return try await after(CompensationForm(form), form, "compensation-withdrawn", call) {
                try await call.shop.withdrawCompensation(
                    number, words: form["words"] ?? "", in: call.stores, by: call.actor)
            }
        }
    }

    private static func after(
        _ asked: CompensationForm, _ form: Form, _ done: String, _ call: Call,
        _ act: () async throws -> AmendsAnswer<CompensationRecord>
    ) async throws -> Response {
        let here = "/refunds/compensation?done=\(done)"
        let once = try FormOnce(call, form)
        if try await once.before() != nil { return .see(here) }
        switch try await act() {
        case .done:
            try await once.keep(done)
            return .see(here)
        case .refused(let why):
            return try await show(asked, problem: call.words.pick(why), status: .conflict, call)
        }
    }

    private static func show(
        _ form: CompensationForm, problem: String?, status: HTTPResponse.Status, _ call: Call
    ) async throws -> Response {
        let page = CompensationPage(
            try await call.shop.compensations(of: nil, in: call.stores), form: form, problem: problem,
            once: Secret.make(), stores: try await call.storesInReach(), view: try await call.view(),
            clocks: try await Clockwork(call.site))
        return try await call.visit.render("refunds/compensation", page, current: .refunds, status: status)
    }
}

/// What somebody is about to give, as an address or a form says it.
struct CompensationForm: Sendable {
    let kind: String
    let worth: String
    let caseID: String
    let store: String
    let words: String

    init(_ query: Query) { self.init { query[$0] } }
    init(_ form: Form) { self.init { form[$0] } }

    private init(_ field: (String) -> String?) {
        kind = String((field("kind") ?? "").prefix(20))
        worth = String((field("worth") ?? "").prefix(20))
        caseID = String((field("case") ?? "").prefix(64))
        store = String((field("store") ?? "").prefix(64))
        words = String((field("words") ?? "").prefix(400))
    }

    var compensation: Compensation? {
        guard let kind = Compensation.Kind(rawValue: kind), let worth = try? Money(text: worth) else { return nil }
        return Compensation(kind: kind, worth: worth, caseID: caseID, store: store, words: words, code: "")
    }
}

/// Compensation, the newest first, and the forms for one more and for a coupon.
struct CompensationPage: Sendable {
    struct Line: Sendable, Equatable {
        let number: String
        let when: String
        let what: String
        let worth: String
        let words: String
        let caseID: String
        let caseHref: String
        let code: String?
        let mark: Mark
        let by: String
        let withdrawHref: String?
    }

    struct Option: Sendable, Equatable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    let title: String
    let lines: [Line]
    let hasLines: Bool
    let empty: Blank?
    let kinds: [Option]
    let stores: [Option]
    let worth: String
    let caseID: String
    let words: String
    let once: String
    let problem: String?

    init(
        _ records: [CompensationRecord], form: CompensationForm, problem: String?, once: String,
        stores: [StoreRecord], view: Viewpoint, clocks: Clockwork
    ) {
        let words = view.words
        title = words["refunds.compensation"]
        lines = records.map { record in
            let given = record.given
            let label = words.pick(record.state.label)
            let mark =
                switch record.state {
                case .given: Mark(.mute, icon: "next", label)
                case .used: Mark(.ok, label)
                case .withdrawn: Mark(.mute, label)
                }
            return Line(
                number: String(record.number),
                when: words.moment(clocks.zone(of: StoreID(given.store)).civil(at: record.givenAt)),
                what: words.pick(given.kind.label), worth: words.amount(given.worth), words: given.words,
                caseID: given.caseID, caseHref: "/cases/\(given.caseID)", code: given.code.isEmpty ? nil : given.code,
                mark: mark, by: record.givenBy,
                withdrawHref: record.state == .given ? "/refunds/compensation/\(record.number)/withdrawal" : nil)
        }
        hasLines = !lines.isEmpty
        empty =
            lines.isEmpty
            ? Blank(icon: "none", heading: words["refunds.noCompensation"], lines: [words["refunds.noCompensationWhy"]])
            : nil
        kinds = Compensation.Kind.allCases.map {
            Option(value: $0.rawValue, text: words.pick($0.label), isChosen: $0.rawValue == form.kind)
        }
        self.stores = stores.map {
            Option(value: $0.id.text, text: $0.name, isChosen: $0.id.text == form.store)
        }
        (worth, caseID, self.words) = (form.worth, form.caseID, form.words)
        self.once = once
        self.problem = problem
    }
}
