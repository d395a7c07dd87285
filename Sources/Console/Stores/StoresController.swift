// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store

/// `/stores`, and the removal of the sample shop.
enum StoresController {
    static func route(_ gate: inout Gate) {
        gate.get("/stores", needs: .viewStores) { call in try await show(StoreDraft(), nil, call) }
        gate.form("/stores", needs: .changeStores) { call, form in
            let draft = StoreDraft(form)
            switch draft.record() {
            case .failure(let problem): return try await show(draft, problem, call)
            case .success(let store):
                try await call.shop.putStore(store, by: call.actor)
                return .see("/stores?done=store-saved")
            }
        }
        gate.form("/sample/removal", needs: .removeSample) { call, _ in
            try await call.shop.removeSample(by: call.actor)
            return .see("/stores?done=sample-removed")
        }
    }

    private static func show(
        _ draft: StoreDraft, _ problem: FormProblem?, _ call: Call
    ) async throws -> Response {
        let page = StoresPage(
            try await call.storesInReach(), draft: draft, problem: problem, mayChange: call.may(.changeStores),
            words: call.words)
        return try await call.render("settings/stores", page, current: .stores, problem: problem)
    }
}

extension Call {
    /// A page with a form, answered with 422 when the form was wrong.
    func render(
        _ template: String, _ page: Any, current place: Place?, problem: FormProblem?
    ) async throws -> Response {
        try await visit.render(
            template, page, current: place, status: problem == nil ? .ok : .unprocessableContent)
    }
}
