// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store
import Tariffs

/// `/tariffs`: the contract's fees as a text to edit, checked before it is kept.
enum TariffsController {
    static func route(_ gate: inout Gate) {
        gate.get("/tariffs", needs: .viewTariffs) { call in try await show(current(call), call) }
        gate.form("/tariffs", needs: .changeTariffs, upTo: 3 * TariffDraft.byteCountMax) { call, form in
            let source = form.verbatim("source")
            guard source.utf8.count <= TariffDraft.byteCountMax else {
                throw Refusal.tooLarge(byteCountMax: Int64(TariffDraft.byteCountMax))
            }
            let draft = TariffDraft(reading: source)
            guard form["act"] == "save", let tariff = draft.tariff else { return try await show(draft, call) }
            try await call.shop.putTariff(source: draft.source, tariff: tariff, by: call.actor)
            return .see("/tariffs?done=tariff-saved")
        }
    }

    private static func current(_ call: Call) async throws -> TariffDraft {
        let source = try await call.shop.tariffHistory().first?.source ?? ""
        return TariffDraft(source: source, tariff: try await call.shop.tariffs())
    }

    private static func show(_ draft: TariffDraft, _ call: Call) async throws -> Response {
        let page = TariffsPage(
            draft, history: try await call.shop.tariffHistory(), zone: try await call.site.zone(),
            mayChange: call.may(.changeTariffs), words: call.words)
        let problem = draft.problem == nil ? nil : FormProblem("form.tariff-invalid")
        return try await call.render("settings/tariffs", page, current: .tariffs, problem: problem)
    }
}
