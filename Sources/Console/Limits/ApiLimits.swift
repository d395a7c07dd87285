// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/api/v1/settings`: limits and settings by their keys, and proposals that wait for a second administrator.
enum ApiLimits {
    private struct RulesBody: Decodable {
        let values: [String: String]
        let reason: String?
        let version: String?
    }

    private struct ReasonBody: Decodable { let reason: String }
    private struct NoBody: Decodable {}

    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/settings", needs: .viewSettings, read) { call in
            let book = try await call.shop.rulesBook()
            let stores = try await call.shop.stores().map(\.id)
            let zone = try await call.site.zone()
            return .json(self.book(book, stores: stores, zone: zone))
        }
        gate.apiWrite(.put, "/api/v1/settings", needs: .changeSettings, put) { call, body in
            let asked = try body.decode(RulesBody.self)
            var draft = LimitsDraft(try await call.shop.rulesBook(), stores: try await call.shop.stores())
            try draft.take(asked.values)
            let version = try asked.version.map { text in
                guard let number = UInt64(text) else { throw Refusal.invalid("version: the text that GET gave") }
                return number
            }
            let answer = try await call.shop.putRules(
                draft.rules, over: version, reason: asked.reason ?? "", by: call.actor)
            return (.ok, Self.answer(answer))
        }
        gate.apiWrite(.post, "/api/v1/settings/proposals/{id}/agreement", needs: .changeSettings, agree) { call, body in
            _ = try body.decode(NoBody.self)
            let made = try await call.shop.agreeToRules(try number(call), by: call.actor)
            return (.ok, answer(.inForce(made)))
        }
        gate.apiWrite(.post, "/api/v1/settings/proposals/{id}/refusal", needs: .changeSettings, refuse) { call, body in
            let told = try body.decode(ReasonBody.self)
            let id = try number(call)
            try await call.shop.turnDownRules(id, reason: told.reason, by: call.actor)
            return (.ok, ["state": "turnedDown", "record": .text(String(id))])
        }
    }

    private static func number(_ call: Call) throws -> UInt64 {
        guard let id = UInt64(try call.parameters.require("id")) else { throw Refusal.notFound }
        return id
    }

    private static func answer(_ answer: RulesAnswer) -> JSON {
        switch answer {
        case .inForce(let number): ["state": "inForce", "record": .text(String(number))]
        case .proposed(let number): ["state": "proposed", "record": .text(String(number))]
        case .same: ["state": "same", "record": .null]
        }
    }

    private static func book(_ book: RulesBook, stores: [StoreID], zone: Zone) -> JSON {
        let values = RuleField.all(stores: stores).map { ($0.key, JSON.text($0.text(in: book.rules))) }
        return [
            "version": .text(String(book.version)), "values": .object(values),
            "administrators": .integer(Int64(book.administrators)),
            "proposals": .list(
                book.proposals.map { one in
                    [
                        "record": .text(String(one.id)), "at": .text(zone.rfc3339(one.at)), "by": .text(one.by),
                        "reason": .text(one.reason), "isStale": .boolean(one.isStale),
                        "changes": changes(one.rules.changes(from: one.base, stores: stores)),
                    ]
                }),
            "history": .list(
                book.history.map { one in
                    [
                        "record": .text(String(one.id)), "at": .text(zone.rfc3339(one.at)), "by": .text(one.by),
                        "how": .text(one.how.rawValue), "proposedBy": JSON(one.proposedBy), "reason": .text(one.reason),
                        "changes": changes(one.rules.changes(from: one.base, stores: stores)),
                    ]
                }),
        ]
    }

    private static func changes(_ changes: [(field: RuleField, before: String, after: String)]) -> JSON {
        .list(
            changes.map { change in
                ["key": .text(change.field.key), "before": .text(change.before), "after": .text(change.after)]
            })
    }

    // MARK: - Described

    private static let text: JSON = ["type": "string"]
    private static let state: JSON = [
        "type": "object", "required": ["state", "record"],
        "properties": [
            "state": ["type": "string", "enum": ["inForce", "proposed", "same", "turnedDown"]],
            "record": ["type": ["string", "null"], "description": "Number of the record in the journal."],
        ],
    ]
    private static let read = Operation(
        "getSettings", "Limits and settings in force, what is proposed, and what was",
        answer: .json([
            "type": "object", "required": ["version", "values", "proposals", "history"],
            "properties": [
                "version": text, "values": ["type": "object", "additionalProperties": text],
                "administrators": ["type": "integer"], "proposals": ["type": "array"], "history": ["type": "array"],
            ],
        ]))
    private static let put = Operation(
        "putSettings",
        "Change settings; limits, windows and retention wait for a second administrator where there is one",
        body: .json([
            "type": "object", "required": ["values"],
            "properties": [
                "values": [
                    "type": "object", "additionalProperties": text,
                    "description": "Those to change, by their keys, as `values` of GET has them.",
                ],
                "reason": text, "version": ["type": "string", "description": "What was seen; another is 409."],
            ],
        ]), answer: .json(state), problems: [409, 415, 422])
    private static let agree = Operation(
        "agreeToSettings", "Another administrator agrees: the proposal comes into force",
        parameters: [.path("id", "Record of the proposal.")], body: .json(["type": "object"]), answer: .json(state),
        problems: [404, 409, 415])
    private static let refuse = Operation(
        "refuseSettings", "Turn a proposal down, or take it back", parameters: [.path("id", "Record of the proposal.")],
        body: .json(["type": "object", "required": ["reason"], "properties": ["reason": text]]), answer: .json(state),
        problems: [404, 409, 415])
}
