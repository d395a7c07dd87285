// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Messages
import Store

/// `/messages`: the outbox; `/messages/{id}`: one; `/messages/new`: write one; besides templates and contacts.
enum MessagesController {
    static func route(_ gate: inout Gate) {
        gate.get("/messages", needs: .viewMessages) { call in
            let query = OutboxQuery(Query(call.visit.query))
            let list = try await call.shop.outbox(query.filter, in: call.stores, cursor: query.cursor, limit: 50)
            let page = OutboxPage(
                query: query, list: list, counts: try await call.shop.outboxCounts(in: call.stores),
                settings: call.site.options.messaging, clocks: try await Clockwork(call.site), words: call.words)
            return try await call.render("messages/outbox", page, current: .messages)
        }
        MessageDraftController.route(&gate)
        TemplatesController.route(&gate)
        ContactsController.route(&gate)
        UnmaskController.route(&gate)
        gate.get("/messages/{id}", needs: .viewMessages) { call in
            try await show(try await asked(call), call)
        }
        gate.form("/messages/{id}/again", needs: .sendMessages) { call, form in
            let detail = try await asked(call)
            guard let reason = form["reason"], reason.utf8.count <= 200 else {
                return try await show(detail, problem: "messages.noReason", call)
            }
            return .see(
                try await FormOnce(call, form).see("/messages/\(detail.record.id)?done=message-queued") {
                    try await call.shop.askAgain(detail.record.id, reason: reason, in: call.stores, by: call.actor)
                })
        }
        gate.form("/messages/{id}/withdrawal", needs: .sendMessages) { call, form in
            let detail = try await asked(call)
            guard let reason = form["reason"], reason.utf8.count <= 200 else {
                return try await show(detail, problem: "messages.noReason", call)
            }
            do {
                try await call.shop.withdraw(detail.record.id, reason: reason, in: call.stores, by: call.actor)
            } catch StoreError.conflict {
                return try await show(try await asked(call), problem: "messages.tooLate", call)
            }
            return .see("/messages/\(detail.record.id)?done=message-withdrawn")
        }
    }

    static func asked(_ call: Call) async throws -> MessageDetail {
        guard let id = MessageID(try call.parameters.require("id")) else { throw Refusal.notFound }
        return try await call.shop.message(id, in: call.stores)
    }

    private static func show(
        _ detail: MessageDetail, problem: String? = nil, _ call: Call
    ) async throws -> Response {
        let page = MessagePage(
            detail, maySend: call.may(.sendMessages), problem: problem.map { call.words[$0] }, once: Secret.make(),
            clocks: try await Clockwork(call.site), words: call.words)
        return try await call.visit.render(
            "messages/one", page, current: .messages, status: problem == nil ? .ok : .unprocessableContent)
    }
}
