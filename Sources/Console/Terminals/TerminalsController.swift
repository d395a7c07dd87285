// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/terminals`: binds terminals to stores, so that rows without a store column find theirs.
enum TerminalsController {
    static func route(_ gate: inout Gate) {
        gate.get("/terminals", needs: .viewTerminals) { call in try await show(.init(), nil, call) }
        gate.form("/terminals", needs: .changeTerminals) { call, form in
            let draft = TerminalsPage.Draft(
                terminal: form["terminal"] ?? "", merchant: form["merchant"] ?? "", store: form["store"] ?? "")
            guard let terminal = TerminalID(draft.terminal),
                draft.merchant.isEmpty || MerchantID(draft.merchant) != nil
            else { return try await show(draft, FormProblem("form.terminal-invalid"), call) }
            let stores = try await call.storesInReach()
            guard let store = stores.first(where: { $0.id.text == draft.store }) else {
                return try await show(draft, FormProblem("form.store-required"), call)
            }
            try await call.shop.putTerminal(
                terminal: terminal, merchant: MerchantID(draft.merchant), store: store.id, by: call.actor)
            return .see("/terminals?done=terminal-saved")
        }
    }

    private static func show(
        _ draft: TerminalsPage.Draft, _ problem: FormProblem?, _ call: Call
    ) async throws -> Response {
        let terminals = try await call.shop.terminals().filter { call.reach.covers($0.store) }
        let page = TerminalsPage(
            terminals, stores: try await call.storesInReach(), draft: draft, problem: problem,
            mayChange: call.may(.changeTerminals), words: call.words)
        return try await call.render("settings/terminals", page, current: .terminals, problem: problem)
    }
}
