// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/evidence/holds`: what must not be deleted although no case holds it.
enum HoldDesk {
    private struct HoldBody: Decodable {
        let transaction: String?
        let store: String?
        let from: String?
        let to: String?
        let reason: String
    }

    private struct ReasonBody: Decodable { let reason: String }

    static func route(_ gate: inout Gate) {
        gate.form("/evidence/holds", needs: .holdEvidence) { call, form in
            do {
                let subject = try subject(
                    transaction: form["transaction"], store: form["store"], from: form["from"], to: form["to"])
                try await call.shop.hold(subject, reason: form["reason"] ?? "", in: call.stores, by: call.actor)
                return .see("/evidence?done=hold-placed")
            } catch StoreError.refused(let words) {
                return try await EvidenceController.show(.init(call), problem: call.words.pick(words), call)
            } catch is Refusal {
                return try await EvidenceController.show(
                    .init(call), problem: call.words["evidence.noHold"], call)
            } catch StoreError.missing {
                return try await EvidenceController.show(
                    .init(call), problem: call.words["evidence.noHold"], call)
            }
        }
        gate.form("/evidence/holds/{id}/lifting", needs: .holdEvidence) { call, form in
            do {
                try await call.shop.liftHold(
                    try number(call), reason: form["reason"] ?? "", in: call.stores, by: call.actor)
                return .see("/evidence?done=hold-lifted")
            } catch StoreError.refused(let words) {
                return try await EvidenceController.show(.init(call), problem: call.words.pick(words), call)
            }
        }
        routeApi(&gate)
    }

    private static func routeApi(_ gate: inout Gate) {
        gate.api("/api/v1/evidence/holds", needs: .viewEvidence, list) { call in
            let zone = try await call.site.zone()
            return .json(["items": .list(try await call.shop.holds(in: call.stores).map { shape($0, zone) })])
        }
        gate.apiWrite(.post, "/api/v1/evidence/holds", needs: .holdEvidence, place) { call, body in
            let asked = try body.decode(HoldBody.self)
            let subject = try subject(
                transaction: asked.transaction, store: asked.store, from: asked.from, to: asked.to)
            let id = try await call.shop.hold(subject, reason: asked.reason, in: call.stores, by: call.actor)
            return (.created, ["record": .text(String(id))])
        }
        gate.apiWrite(.post, "/api/v1/evidence/holds/{id}/lifting", needs: .holdEvidence, lift) { call, body in
            let id = try number(call)
            let reason = try body.decode(ReasonBody.self).reason
            try await call.shop.liftHold(id, reason: reason, in: call.stores, by: call.actor)
            return (.ok, ["record": .text(String(id))])
        }
    }

    private static func number(_ call: Call) throws -> UInt64 {
        guard let id = UInt64(try call.parameters.require("id")) else { throw Refusal.notFound }
        return id
    }

    private static func subject(
        transaction: String?, store: String?, from: String?, to: String?
    ) throws -> LegalHold.Subject {
        if let transaction, !transaction.isEmpty { return .transaction(String(transaction.prefix(64))) }
        guard let store = store.flatMap({ StoreID($0) }), let from = from.flatMap({ CivilDate(text: $0) }),
            let to = to.flatMap({ CivilDate(text: $0) })
        else { throw Refusal.invalid("transaction, or store with from and to") }
        return .days(store, from, to)
    }

    private static func shape(_ hold: LegalHold, _ zone: Zone) -> JSON {
        [
            "record": .text(String(hold.id)), "subject": .text(hold.subject.text),
            "at": .text(zone.rfc3339(hold.at)), "by": .text(hold.by), "reason": .text(hold.reason),
            "liftedAt": JSON(hold.lifting.map { zone.rfc3339($0.at) }), "liftedBy": JSON(hold.lifting?.by),
            "liftReason": JSON(hold.lifting?.reason),
        ]
    }

    private static let text: JSON = ["type": "string"]
    private static let record: JSON = ["type": "object", "required": ["record"], "properties": ["record": text]]
    private static let list = Operation(
        "listHolds", "Legal holds without a case, those that stand first",
        answer: .json(["type": "object", "required": ["items"], "properties": ["items": ["type": "array"]]]))
    private static let place = Operation(
        "placeHold", "Keep a transaction, or a store's days, from being deleted",
        body: .json([
            "type": "object", "required": ["reason"],
            "properties": ["transaction": text, "store": text, "from": text, "to": text, "reason": text],
        ]), status: 201, answer: .json(record), problems: [404, 409, 415, 422])
    private static let lift = Operation(
        "liftHold", "Lift a hold", parameters: [.path("id", "Record of the hold.")],
        body: .json(["type": "object", "required": ["reason"], "properties": ["reason": text]]), answer: .json(record),
        problems: [404, 409, 415])
}
