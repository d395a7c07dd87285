// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/api/v1/cases`: the queue, one case with all that was done, and what people do with it.
enum ApiCases {
    private struct OpeningBody: Decodable {
        let code: String
        let transaction: String?
        let store: String?
        let words: String?
    }

    private struct ActBody: Decodable {
        let act: String
        let value: String?
        let text: String?
        let reason: String?
    }

    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/cases", needs: .viewCases, list) { call in
            let text = Query(call.visit.query)
            guard !text.isBroken else { throw Refusal.malformed("a parameter is not UTF-8") }
            let query = CaseQuery(text, person: call.person, now: call.site.instant())
            let page = try await call.shop.cases(
                query.filter, in: call.stores, cursor: query.cursor, limit: text["limit"].flatMap { Int($0) } ?? 50)
            let shape = CaseShape(clock: try await Clockwork(call.site))
            return .json(ShopShape.list(page.elements.map(shape.summary), next: page.nextCursor))
        }
        gate.api("/api/v1/cases/{id}", needs: .viewCases, one) { call in
            let detail = try await CasesController.detail(call)
            return .json(CaseShape(clock: try await Clockwork(call.site)).detail(detail))
        }
        gate.apiWrite(.post, "/api/v1/cases", needs: .workCases, open) { call, body in
            let told = try body.decode(OpeningBody.self)
            guard let code = FindingCode(told.code) else { throw Refusal.invalid("code: there is none such") }
            guard call.person.role != .technician || CodeTable.row(for: code)?.family == .devices else {
                throw Refusal.notAllowed
            }
            let words = told.words ?? ""
            guard told.transaction != nil || !words.isEmpty else {
                throw Refusal.invalid("words: say what happened, or name the transaction")
            }
            let store = told.store.flatMap { StoreID($0) }
            guard told.store == nil || store != nil else { throw Refusal.invalid("store: not a store's number") }
            let id = try await call.shop.openCase(
                code, about: told.transaction, store: store, words: words,
                in: call.stores, by: call.actor)
            return (.created, try await shape(id, call))
        }
        gate.apiWrite(.post, "/api/v1/cases/{id}/acts", needs: .noteCases, act) { call, body in
            let told = try body.decode(ActBody.self)
            let detail = try await CasesController.detail(call)
            let kind = try CaseAct.read(
                told.act, value: told.value ?? "", text: told.text ?? "", person: call.person.name)
            guard CaseActs.may(kind, call, detail) else { throw Refusal.notAllowed }
            try await call.shop.act(
                on: detail.summary.id, kind, reason: told.reason ?? "", in: call.stores, by: call.actor)
            return (.ok, try await shape(detail.summary.id, call))
        }
    }

    private static func shape(_ id: CaseID, _ call: Call) async throws -> JSON {
        let detail = try await call.shop.caseDetail(id, in: call.stores)
        return CaseShape(clock: try await Clockwork(call.site)).detail(detail)
    }
}

/// Cases as programs read them.
struct CaseShape: Sendable {
    let clock: Clockwork

    func summary(_ one: CaseSummary) -> JSON { .object(members(one)) }

    private func members(_ one: CaseSummary) -> [(String, JSON)] {
        let time = { (instant: Instant?) -> JSON in JSON(instant.map { clock.text($0) }) }
        return [
            ("id", .text(one.id.text)), ("transaction", JSON(one.transaction)), ("subject", JSON(one.subject?.text)),
            ("family", .text(one.family.rawValue)),
            ("store", JSON(one.store?.text)), ("code", .text(one.code.text)),
            ("codes", .list(one.codes.map { .text($0.text) })), ("state", .text(one.state.text)),
            ("isOpen", .boolean(one.state.isOpen)), ("openedAt", time(one.openedAt)),
            ("changedAt", time(one.changedAt)),
            ("assignee", JSON(one.assignee)), ("owner", .text(one.owner.rawValue)), ("actDue", time(one.actDue)),
            ("due", time(one.due)), ("acknowledged", .integer(Int64(one.acknowledged))),
            ("cause", JSON(one.cause?.rawValue)), ("amount", one.amount.map { JSON($0) } ?? .null),
            ("isHeld", .boolean(one.isHeld)), ("followUpOn", JSON(one.followUpOn?.description)),
            ("satisfaction", one.satisfaction.map { .integer(Int64($0)) } ?? .null), ("closedAt", time(one.closedAt)),
            ("words", .text(one.words)),
        ]
    }

    func detail(_ detail: CaseDetail) -> JSON {
        let summary = detail.summary
        let steps = detail.events.map { event -> JSON in
            [
                "at": .text(clock.text(event.at)), "by": .text(event.by),
                "kind": .text(event.kind.name), "reason": .text(event.reason),
            ]
        }
        return .object(
            members(summary) + [
                ("proof", .text(detail.file.proof)), ("reopenings", .integer(Int64(detail.file.reopenings))),
                ("moves", .list(detail.file.state.moves.map { .text($0.text) })),
                ("steps", .list(steps)),
            ])
    }
}

extension CaseEvent.Kind {
    /// A stable word with what belongs to it, for programs.
    var name: String {
        switch self {
        case .opened(let code): "opened \(code)"
        case .joined(let code): "joined \(code)"
        case .assigned(let person): "assigned \(person ?? "")"
        case .moved(let state): "moved \(state.text)"
        case .step(let code, let number, let outcome): "step \(code) \(number) \(outcome.rawValue)"
        case .note(let text): "note \(text)"
        case .cause(let cause): "cause \(cause.rawValue)"
        case .resolved(let cause, let proof): "resolved \(cause.rawValue) \(proof)"
        case .followUp(let day): "follow \(day)"
        case .satisfaction(let score, let words): "satisfaction \(score) \(words)"
        case .acknowledged(let level): "acknowledged \(level)"
        case .reopened: "reopened"
        case .held: "held"
        case .released: "released"
        case .outsideDate(let day): "outside \(day)"
        case .proved(let proof): "proved \(proof)"
        case .cleared(let code, let proof): "cleared \(code) \(proof)"
        case .closed(let proof): "closed \(proof)"
        }
    }
}
