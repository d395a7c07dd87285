// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store

/// `/setup`: the first run, once and only from this machine.
enum SetupController {
    static func route(_ gate: inout Gate) {
        gate.open(.get, "/setup") { _, visit, _ in
            if await visit.shop.isSetUp { return .see("/") }
            try checkIsLocal(visit)
            return try await show(SetupDraft(language: visit.language), nil, visit)
        }
        gate.openForm("/setup") { form, visit in
            if await visit.shop.isSetUp { return .see("/") }
            try checkIsLocal(visit)
            return try await setUp(form, visit)
        }
    }

    /// Whoever comes first becomes the administrator, so it must be somebody at this machine.
    private static func checkIsLocal(_ visit: Visit) throws {
        guard visit.isLocal else { throw Refusal.notAllowed }
    }

    private static func setUp(_ form: Form, _ visit: Visit) async throws -> Response {
        let draft = SetupDraft(form, language: visit.language)
        let password = form.verbatim("password")
        let store: StoreRecord
        switch draft.store.record() {
        case .success(let record): store = record
        case .failure(let problem): return try await show(draft, problem, visit)
        }
        guard !draft.administrator.isEmpty else {
            return try await show(draft, FormProblem("form.name-required"), visit)
        }
        let again = form.verbatim("passwordAgain")
        if let problem = PasswordRule.problem(password, again: again, name: draft.administrator) {
            return try await show(draft, problem, visit)
        }
        try await visit.shop.setUp(
            language: draft.language, store: store, administrator: draft.administrator, password: password)
        let wantsSample = form["start"] == "sample"
        if wantsSample, let load = visit.site.options.loadSample { try await load(visit.shop) }
        return try await welcome(draft.administrator, password, wantsSample, visit)
    }

    private static func welcome(
        _ name: String, _ password: String, _ hasSample: Bool, _ visit: Visit
    ) async throws -> Response {
        guard
            case .welcome(_, let token) = try await visit.shop.signIn(
                name: name, password: password, from: visit.peer)
        else { return .see("/signin") }
        return SessionController.enter(
            token, at: hasSample ? "/today?done=sample-loaded" : "/imports?done=set-up", visit)
    }

    private static func show(
        _ draft: SetupDraft, _ problem: FormProblem?, _ visit: Visit
    ) async throws -> Response {
        let page = SetupPage(
            draft, problem: problem, canLoadSample: visit.site.options.loadSample != nil, words: visit.words)
        return try await visit.render("setup", page, status: problem == nil ? .ok : .unprocessableContent)
    }
}

extension Visit {
    /// Whether the other end is this machine; a request without a socket comes from inside the process.
    var isLocal: Bool { !isForwarded && isLoopback }

    private var isLoopback: Bool {
        peer.isEmpty || peer == "::1" || peer.hasPrefix("127.") || peer == "::ffff:127.0.0.1"
    }
}
