// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Links
import Messages
import Store

/// `/api/v1/messages`: what was sent to customers, and what becomes of it; templates and contacts beside it.
enum ApiMessages {
    private struct SendBody: Decodable {
        let template: String
        let transaction: String?
        let `case`: String?
        let contact: String?
        let to: String?
        let values: [String: String]?
    }

    private struct ReasonBody: Decodable { let reason: String }
    private struct WordingBody: Decodable { let text: String }
    private struct EventBody: Decodable { let event: String }

    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/messages", needs: .viewMessages, list) { call in
            let query = Query(call.visit.query)
            var filter = OutboxQuery(query).filter
            filter.route = query["route"].flatMap { MessageRoute(rawValue: $0) }
            filter.template = query["template"].flatMap { TemplateName(rawValue: $0) }
            filter.caseID = query["case"]
            filter.transaction = query["transaction"]
            let limit = query["limit"].flatMap { Int($0) } ?? 50
            let page = try await call.shop.outbox(filter, in: call.stores, cursor: query["cursor"], limit: limit)
            let shape = MessageShape(clock: try await Clockwork(call.site))
            return .json(ShopShape.list(page.elements.map(shape.record), next: page.nextCursor))
        }
        gate.api("/api/v1/messages/{id}", needs: .viewMessages, one) { call in
            let detail = try await MessagesController.asked(call)
            return .json(MessageShape(clock: try await Clockwork(call.site)).detail(detail))
        }
        routeSending(&gate)
        routeTemplates(&gate)
        routeContacts(&gate)
    }

    private static func routeSending(_ gate: inout Gate) {
        gate.apiWrite(.post, "/api/v1/messages", needs: .sendMessages, send) { call, body in
            let told = try body.decode(SendBody.self)
            guard let template = TemplateKey(told.template) else { throw Refusal.invalid("template") }
            var wish = MessageDesk.Wish()
            wish.template = template
            wish.transaction = told.transaction ?? ""
            wish.caseID = told.case ?? ""
            wish.contact = told.contact.flatMap { ContactID($0) }
            wish.address = told.to ?? ""
            for (name, text) in (told.values ?? [:]).sorted(by: { $0.key < $1.key }) {
                guard let variable = MessageVariable(rawValue: name), !variable.isFixed else {
                    throw Refusal.invalid("values: no place has this name")
                }
                wish.typed[variable] = text
            }
            switch try await MessageDesk(call).queue(wish) {
            case .queued(let id): return (.created, ["id": .text(id.text), "isNew": true])
            case .known(let id): return (.ok, ["id": .text(id.text), "isNew": false])
            case .refused(let refusal): throw Refusal.conflict(call.words.pick(refusal.words))
            }
        }
        gate.apiWrite(.post, "/api/v1/messages/{id}/again", needs: .sendMessages, again) { call, body in
            let reason = try body.decode(ReasonBody.self).reason
            let id = try await MessagesController.asked(call).record.id
            try await call.shop.askAgain(id, reason: reason, in: call.stores, by: call.actor)
            return (.accepted, ["id": .text(id.text)])
        }
        gate.apiWrite(.post, "/api/v1/messages/{id}/withdrawal", needs: .sendMessages, withdrawal) { call, body in
            let reason = try body.decode(ReasonBody.self).reason
            let id = try await MessagesController.asked(call).record.id
            try await call.shop.withdraw(id, reason: reason, in: call.stores, by: call.actor)
            return (.ok, ["id": .text(id.text)])
        }
    }

    private static func routeTemplates(_ gate: inout Gate) {
        gate.api("/api/v1/message-templates", needs: .viewMessages, templates) { call in
            let items = try await call.shop.wordings().map { wording -> JSON in
                .object([
                    ("key", .text(wording.key.text)), ("text", .text(wording.text)),
                    ("isEdited", .boolean(wording.isEdited)), ("label", JSON(wording.key.name.label)),
                ])
            }
            return .json(ShopShape.list(items, next: nil))
        }
        gate.apiWrite(.put, "/api/v1/message-templates/{key}", needs: .changeTemplates, putTemplate) { call, body in
            let key = try templateKey(call)
            let text = try body.decode(WordingBody.self).text
            let provider = call.site.options.messaging.texts.provider ?? .generic
            if let problem = TemplatesPage.problem(text, key, provider, call) { throw Refusal.invalid(problem) }
            try await call.shop.putWording(key, text, by: call.actor)
            return (.ok, ["key": .text(key.text)])
        }
        gate.apiWrite(.post, "/api/v1/message-templates/{key}/check", needs: .viewMessages, check) { call, body in
            let key = try templateKey(call)
            guard let template = try? TemplateText(try body.decode(WordingBody.self).text) else {
                throw Refusal.invalid("text: not a template")
            }
            let shop = call.site.options.messaging.shopValues
            let checks = ProviderRule.Provider.allCases.map {
                MessageShape.check(TemplateCheck(template, in: key.language, by: .of($0), shop: shop))
            }
            return (.ok, ["checks": .list(checks)])
        }
    }

    private static func templateKey(_ call: Call) throws -> TemplateKey {
        guard let key = TemplateKey(try call.parameters.require("key")) else { throw Refusal.notFound }
        return key
    }

    private static func routeContacts(_ gate: inout Gate) {
        gate.api("/api/v1/contacts", needs: .viewMessages, contacts) { call in
            let query = Query(call.visit.query)
            let limit = max(1, min(query["limit"].flatMap { Int($0) } ?? 50, 200))
            let found = try await call.shop.contacts(
                in: call.stores, before: query["cursor"].flatMap { ContactID($0) }, limit: limit)
            let shape = MessageShape(clock: try await Clockwork(call.site))
            let next = found.count == limit ? found.last?.id.text : nil
            return .json(ShopShape.list(found.map(shape.contact), next: next))
        }
        gate.apiWrite(.post, "/api/v1/contacts/{id}/events", needs: .changeContacts, contactEvent) { call, body in
            guard let id = ContactID(try call.parameters.require("id")) else { throw Refusal.notFound }
            guard let event = ContactEvent(rawValue: try body.decode(EventBody.self).event) else {
                throw Refusal.invalid("event")
            }
            try await call.shop.noteContact(event, of: id, in: call.stores, by: call.actor)
            return (.ok, ["id": .text(id.text)])
        }
    }
}
