// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/notices/new`: enters what an acquirer, a bank, an authority, a court or a customer demands; `POST /api/v1/notices`
/// does the same for programs.
enum NoticesController {
    static func route(_ gate: inout Gate) {
        gate.get("/notices/new", needs: .enterNotices) { call in
            try await show(NoticeDraft(Query(call.visit.query)), nil, call)
        }
        gate.form("/notices", needs: .enterNotices) { call, form in
            let draft = NoticeDraft(form)
            let once = try FormOnce(call, form)
            if let page = try await once.before() { return .see(page) }
            do {
                let checked = try await draft.checked(call)
                let id = try await checked.enter(call)
                let page =
                    id.map { "/cases/\($0)?done=notice-entered" }
                    ?? "/transactions/\(checked.transaction?.summary.id ?? "")?done=notice-entered"
                try await once.keep(page)
                return .see(page)
            } catch let problem as FormProblem {
                return try await show(draft, problem, call)
            }
        }
        gate.apiWrite(
            .post, "/api/v1/notices", needs: .enterNotices,
            Operation(
                "enterNotice", "Enter what somebody outside the shop demands; its case opens",
                body: .json(body), status: 201, answer: .json(answer), problems: [404, 415, 422])
        ) { call, body in
            do {
                let checked = try await body.decode(NoticeDraft.self).checked(call)
                let id = try await checked.enter(call)
                return (.created, ["case": JSON(id?.text), "transaction": JSON(checked.transaction?.summary.id)])
            } catch let problem as FormProblem {
                throw Refusal.invalid(problem.key)
            }
        }
    }

    private static func show(_ draft: NoticeDraft, _ problem: FormProblem?, _ call: Call) async throws -> Response {
        let page = NoticePage(draft, problem: problem, stores: try await call.storesInReach(), words: call.words)
        return try await call.render("notices/new", page, current: .cases, problem: problem)
    }

    private static let text: JSON = ["type": "string"]
    private static let body: JSON = [
        "type": "object", "required": ["kind", "words"],
        "properties": [
            "kind": Schemas.names(of: NoticeDraft.Kind.allCases.map(\.rawValue)), "transaction": text, "store": text,
            "dueOn": ["type": "string", "format": "date"], "words": ["type": "string", "maxLength": 800],
        ],
    ]
    private static let answer: JSON = [
        "type": "object", "required": ["case", "transaction"],
        "properties": ["case": ["type": ["string", "null"]], "transaction": ["type": ["string", "null"]]],
    ]
}

/// The form for a notice.
struct NoticePage: Sendable {
    let title: String
    let kinds: [Filters.Option]
    let stores: [Filters.Option]
    let transaction: String
    let dueOn: String
    let text: String
    let problem: String?
    let once: String

    init(_ draft: NoticeDraft, problem: FormProblem?, stores: [StoreRecord], words: Words) {
        title = words["notices.title"]
        kinds = NoticeDraft.Kind.allCases.map {
            .init(
                value: $0.rawValue, text: words["notices.kinds.\($0.rawValue)"], isChosen: $0.rawValue == draft.kind)
        }
        self.stores = stores.map { .init(value: $0.id.text, text: $0.name, isChosen: $0.id.text == draft.store) }
        transaction = draft.transaction ?? ""
        dueOn = draft.dueOn ?? ""
        text = draft.words
        self.problem = problem.map { words[$0.key] }
        once = Secret.make()
    }
}
