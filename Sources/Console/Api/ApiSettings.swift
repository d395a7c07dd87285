// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Charges
import Links
import Store
import Tariffs
import Tender

/// `/api/v1/stores`, `terminals` and `tariffs`.
enum ApiSettings {
    private struct StoreBody: Decodable {
        let id: String
        let name: String
        let zone: String
        let cutOff: String
        let address: String?
        let telephone: String?
        let taxNumber: String?
        let statementName: String?
    }

    private struct TerminalBody: Decodable {
        let terminal: String
        let merchant: String?
        let store: String
    }

    private struct TariffBody: Decodable {
        let source: String
    }

    static func route(_ gate: inout Gate) {
        gate.api(
            "/api/v1/stores", needs: .viewStores,
            Operation(
                "listStores", "Stores within reach", answer: Operation.page(of: "Store"))
        ) { call in
            .json(ShopShape.list(try await call.storesInReach().map(ShopShape.store), next: nil))
        }
        gate.apiWrite(
            .post, "/api/v1/stores", needs: .changeStores,
            Operation(
                "putStore", "Add a store, or change the one with this id", body: .json(Schemas.reference("Store")),
                status: 201, answer: .json(Schemas.reference("Store")), problems: [415, 422])
        ) { call, body in
            let asked = try body.decode(StoreBody.self)
            let known = try await call.shop.stores().first { $0.id.text == asked.id }
            let store = try store(asked, known?.contact ?? StoreContact())
            try await call.shop.putStore(store, by: call.actor)
            return (.created, ShopShape.store(store))
        }
        routeTerminals(&gate)
        routeTariffs(&gate)
    }

    /// What a receipt says beside the name stays as it is where the body leaves it out.
    private static func store(_ body: StoreBody, _ known: StoreContact) throws -> StoreRecord {
        var draft = StoreDraft()
        draft.id = body.id
        draft.name = body.name
        draft.zone = body.zone
        draft.cutOff = body.cutOff
        draft.address = body.address ?? known.address
        draft.telephone = body.telephone ?? known.telephone
        draft.taxNumber = body.taxNumber ?? known.taxNumber
        draft.statementName = body.statementName ?? known.statementName
        switch draft.record() {
        case .success(let store): return store
        case .failure(let problem): throw Refusal.invalid(problem.key.replacing("form.", with: ""))
        }
    }

    private static func routeTerminals(_ gate: inout Gate) {
        gate.api(
            "/api/v1/terminals", needs: .viewTerminals,
            Operation(
                "listTerminals", "Which terminal stands in which store", answer: Operation.page(of: "Terminal"))
        ) { call in
            let terminals = try await call.shop.terminals().filter { call.reach.covers($0.store) }
            return .json(ShopShape.list(terminals.map(ShopShape.terminal), next: nil))
        }
        gate.apiWrite(
            .post, "/api/v1/terminals", needs: .changeTerminals,
            Operation(
                "putTerminal", "Bind a terminal to a store", body: .json(Schemas.reference("Terminal")), status: 201,
                answer: .json(Schemas.reference("Terminal")), problems: [415, 422])
        ) { call, body in
            let asked = try body.decode(TerminalBody.self)
            guard let terminal = TerminalID(asked.terminal) else { throw Refusal.invalid("terminal") }
            let merchant = asked.merchant.flatMap { MerchantID($0) }
            guard asked.merchant == nil || merchant != nil else { throw Refusal.invalid("merchant") }
            guard let store = try await call.storesInReach().first(where: { $0.id.text == asked.store }) else {
                throw Refusal.invalid("store: there is no such store")
            }
            try await call.shop.putTerminal(
                terminal: terminal, merchant: merchant, store: store.id, by: call.actor)
            let binding = TerminalBinding(terminal: terminal, merchant: merchant, store: store.id)
            return (.created, ShopShape.terminal(binding))
        }
    }

    private static func routeTariffs(_ gate: inout Gate) {
        gate.api(
            "/api/v1/tariffs", needs: .viewTariffs,
            Operation(
                "listTariffs", "Every tariff that was given, newest first; the first is in force",
                answer: Operation.page(of: "Tariff"))
        ) { call in
            let clock = try await Clockwork(call.site)
            let editions = try await call.shop.tariffHistory()
            return .json(ShopShape.list(editions.map { ShopShape.edition($0, clock: clock) }, next: nil))
        }
        gate.apiWrite(
            .put, "/api/v1/tariffs", needs: .changeTariffs,
            Operation(
                "putTariff", "Put a tariff file (TOML) in force",
                body: .json([
                    "type": "object", "required": ["source"],
                    "properties": ["source": ["type": "string", "description": "The file's text."]],
                ]),
                answer: .json(Schemas.reference("TariffAnswer")), problems: [415, 422])
        ) { call, body in
            let draft = TariffDraft(reading: try body.decode(TariffBody.self).source)
            guard let tariff = draft.tariff else { throw Refusal.invalid(draft.problem?.english ?? "source") }
            try await call.shop.putTariff(source: draft.source, tariff: tariff, by: call.actor)
            return (
                .ok,
                ["version": .text(tariff.version), "warnings": .list(draft.warnings.map { JSON($0) })]
            )
        }
    }
}
