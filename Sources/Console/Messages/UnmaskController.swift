// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Messages
import Store
import Tender

/// `/messages/contacts/{id}`: one contact, masked; with a reason those who may see its address, and others ask.
enum UnmaskController {
    static func route(_ gate: inout Gate) {
        gate.get("/messages/contacts/{id}", needs: .viewMessages) { call in
            try await show(try await contact(call), address: nil, problem: nil, status: .ok, call)
        }
        gate.form("/messages/contacts/{id}/unmasking", needs: .requestEvidence) { call, form in
            let contact = try await contact(call)
            guard let reason = form["reason"], (2...2_000).contains(reason.utf8.count) else {
                return try await show(
                    contact, address: nil, problem: call.words["unmask.noReason"], status: .unprocessableContent, call)
            }
            guard call.may(.unmask) else {
                let location = "/messages/contacts/\(contact.id.text)?done=unmask-asked"
                return .see(try await FormOnce(call, form).see(location) { try await ask(contact, reason, call) })
            }
            let address = try await call.shop.unmask(contact.id, reason: reason, in: call.stores, by: call.actor)
            return try await show(contact, address: address.text, problem: nil, status: .ok, call)
        }
        gate.apiWrite(.post, "/api/v1/contacts/{id}/unmasking", needs: .requestEvidence, operation, isKept: false) {
            call, body in
            let contact = try await contact(call)
            let reason = try body.decode(ReasonBody.self).reason
            guard (2...2_000).contains(reason.utf8.count) else { throw Refusal.invalid("reason: 2 to 2000 bytes") }
            guard call.may(.unmask) else {
                try await ask(contact, reason, call)
                return (.accepted, ["id": .text(contact.id.text), "address": .null, "isAsked": true])
            }
            let address = try await call.shop.unmask(contact.id, reason: reason, in: call.stores, by: call.actor)
            return (.ok, ["id": .text(contact.id.text), "address": .text(address.text), "isAsked": false])
        }
    }

    private struct ReasonBody: Decodable { let reason: String }

    private static let operation = Operation(
        "unmaskContact", "The address of a contact, in clear, with a reason that is logged; a manager only asks (202)",
        parameters: [.path("id", "Number of the contact.")],
        body: .json(["type": "object", "required": ["reason"], "properties": ["reason": ["type": "string"]]]),
        answer: .json([
            "type": "object", "required": ["id", "address", "isAsked"],
            "properties": [
                "id": ["type": "string"], "address": ["type": ["string", "null"]], "isAsked": ["type": "boolean"],
            ],
        ]), problems: [404, 415, 422])

    private static func contact(_ call: Call) async throws -> ContactRecord {
        guard let id = ContactID(try call.parameters.require("id")) else { throw Refusal.notFound }
        return try await call.shop.contact(id, in: call.stores)
    }

    private static func ask(_ contact: ContactRecord, _ reason: String, _ call: Call) async throws {
        try await call.shop.audit(
            AuditNote(act: .requested, subject: contact.id.text, reason: reason, detail: "unmask"), by: call.actor)
    }

    private static func show(
        _ contact: ContactRecord, address: String?, problem: String?, status: HTTPResponse.Status, _ call: Call
    ) async throws -> Response {
        let page = ContactPage(
            contact, address: address, problem: problem, mayUnmask: call.may(.unmask),
            mayAsk: call.may(.requestEvidence), clocks: try await Clockwork(call.site), words: call.words)
        return try await call.visit.render("messages/contact", page, current: .messages, status: status)
    }
}

/// One contact.
struct ContactPage: Sendable {
    let title: String
    let id: String
    let hint: String
    let route: String
    let matter: String
    let matterHref: String
    let when: String
    let by: String
    /// In clear, for whoever has just said why.
    let address: String?
    let isErased: Bool
    let mayAsk: Bool
    let button: String
    let once: String
    let problem: String?

    init(
        _ contact: ContactRecord, address: String?, problem: String?, mayUnmask: Bool, mayAsk: Bool, clocks: Clockwork,
        words: Words
    ) {
        title = words.text("unmask.title", ["number": contact.id.text])
        id = contact.id.text
        hint = contact.hint.isEmpty ? words["messages.erased"] : contact.hint
        route = words.pick(contact.route.label)
        matter = contact.matter
        matterHref = contact.matter.hasPrefix("K") ? "/cases/\(contact.matter)" : "/transactions/\(contact.matter)"
        when = words.moment(clocks.zone(of: contact.store).civil(at: contact.keptAt))
        by = contact.keptBy
        self.address = address
        isErased = contact.isErased
        self.mayAsk = mayAsk && !contact.isErased && address == nil
        button = words[mayUnmask ? "unmask.show" : "unmask.ask"]
        once = Secret.make()
        self.problem = problem
    }
}

/// A contact as the page of its case or transaction names it.
struct ContactLink: Sendable {
    let hint: String
    let href: String

    /// Contacts of a matter that are not erased; none for those who may not see messages.
    static func all(of matters: [String], _ call: Call) async throws -> [ContactLink] {
        guard call.may(.viewMessages) else { return [] }
        var links: [ContactLink] = []
        for matter in matters {
            for contact in try await call.shop.contacts(of: matter, in: call.stores) where !contact.isErased {
                links.append(
                    ContactLink(
                        hint: "\(call.words.pick(contact.route.label)) \(contact.hint)",
                        href: "/messages/contacts/\(contact.id.text)"))
            }
        }
        return links
    }
}
