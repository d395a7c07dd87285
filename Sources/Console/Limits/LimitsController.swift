// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Store

/// `/settings/limits`: limits and settings, what waits for a second administrator, and what was.
enum LimitsController {
    static func route(_ gate: inout Gate) {
        gate.get("/settings/limits", needs: .viewSettings) { call in
            let book = try await call.shop.rulesBook()
            return try await show(LimitsDraft(book, stores: try await stores(call)), book, problem: nil, call)
        }
        gate.form("/settings/limits", needs: .changeSettings, upTo: 262_144) { call, form in
            try await save(call, form)
        }
        gate.form("/settings/limits/{id}/agreement", needs: .changeSettings) { call, _ in
            try await act(call, "limits-agreed") { id in try await call.shop.agreeToRules(id, by: call.actor) }
        }
        gate.form("/settings/limits/{id}/refusal", needs: .changeSettings) { call, form in
            try await act(call, "limits-refused") { id in
                try await call.shop.turnDownRules(id, reason: form["reason"] ?? "", by: call.actor)
            }
        }
    }

    private static func save(_ call: Call, _ form: Form) async throws -> Response {
        let book = try await call.shop.rulesBook()
        var draft = LimitsDraft(book, stores: try await stores(call))
        draft.take(form)
        guard draft.problems.isEmpty else {
            return try await show(draft, book, problem: call.words["limits.wrong"], call)
        }
        let once = try FormOnce(call, form)
        if let made = try await once.before() { return .see(made) }
        do {
            let answer = try await call.shop.putRules(
                draft.rules, over: form["version"].flatMap { UInt64($0) }, reason: draft.reason, by: call.actor)
            let done =
                switch answer {
                case .inForce: "limits-saved"
                case .proposed: "limits-proposed"
                case .same: "limits-same"
                }
            let location = "/settings/limits?done=\(done)"
            try await once.keep(location)
            return .see(location)
        } catch StoreError.refused(let words) {
            if let problem = draft.rules.problem { draft.problems[problem.key] = problem.words }
            return try await show(draft, book, problem: call.words.pick(words), call)
        } catch StoreError.conflict {
            return try await show(draft, book, problem: call.words["limits.stale"], call)
        }
    }

    private static func act(
        _ call: Call, _ done: String, _ perform: (UInt64) async throws -> Void
    ) async throws -> Response {
        guard let id = UInt64(try call.parameters.require("id")) else { throw Refusal.notFound }
        do {
            try await perform(id)
            return .see("/settings/limits?done=\(done)")
        } catch StoreError.refused(let words) {
            let book = try await call.shop.rulesBook()
            let draft = LimitsDraft(book, stores: try await stores(call))
            return try await show(draft, book, problem: call.words.pick(words), call)
        }
    }

    private static func stores(_ call: Call) async throws -> [StoreRecord] { try await call.shop.stores() }

    private static func show(
        _ draft: LimitsDraft, _ book: RulesBook, problem: String?, _ call: Call
    ) async throws -> Response {
        let page = LimitsPage(
            draft, book, problem: problem, person: call.person.name, mayChange: call.may(.changeSettings),
            stores: try await stores(call), zone: try await call.site.zone(), words: call.words)
        return try await call.visit.render(
            "settings/limits", page, current: .limits, status: problem == nil ? .ok : .unprocessableContent)
    }
}
