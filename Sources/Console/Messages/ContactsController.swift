// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Hummingbird
import Links
import Messages
import Store
import Tender

/// `/messages/contacts`: who was written to, what they agreed to, and the button that erases them.
enum ContactsController {
    static func route(_ gate: inout Gate) {
        gate.get("/messages/contacts", needs: .viewMessages) { call in
            let before = Query(call.visit.query)["before"].flatMap { ContactID($0) }
            let contacts = try await call.shop.contacts(in: call.stores, before: before, limit: 50)
            let page = ContactsPage(
                contacts, isFirst: before == nil, mayChange: call.may(.changeContacts),
                clocks: try await Clockwork(call.site), words: call.words)
            return try await call.render("messages/contacts", page, current: .messages)
        }
        gate.form("/messages/contacts/{id}", needs: .changeContacts) { call, form in
            guard let id = ContactID(try call.parameters.require("id")) else { throw Refusal.notFound }
            guard let event = form["event"].flatMap({ ContactEvent(rawValue: $0) }) else {
                throw Refusal.invalid("event")
            }
            try await call.shop.noteContact(event, of: id, in: call.stores, by: call.actor)
            return .see("/messages/contacts?done=contact-noted")
        }
    }
}

/// Contacts, the newest first, without their addresses.
struct ContactsPage: Sendable {
    struct Act: Sendable, Equatable {
        let event: String
        let text: String
        let isQuiet: Bool
    }

    struct Line: Sendable, Equatable {
        let id: String
        let hint: String
        let route: String
        let matter: String
        let when: String
        let weekday: String
        let by: String
        let consent: Mark
        let state: Mark
        let acts: [Act]
    }

    let title: String
    let lines: [Line]
    let hasLines: Bool
    let mayChange: Bool
    let pager: Pager?
    let empty: Blank?

    init(_ contacts: [ContactRecord], isFirst: Bool, mayChange: Bool, clocks: Clockwork, words: Words) {
        title = words["messages.contacts.title"]
        lines = contacts.map { Self.line($0, clocks, words) }
        hasLines = !lines.isEmpty
        self.mayChange = mayChange
        let next = contacts.count == 50 ? contacts.last?.id.text : nil
        pager = Pager(
            count: lines.count, isFirst: isFirst, next: next, firstHref: "/messages/contacts",
            nextHref: next.map { "/messages/contacts?before=\($0)" }, words: words)
        empty =
            lines.isEmpty
            ? Blank(
                icon: "person", heading: words["messages.contacts.none"], lines: [words["messages.contacts.noneWhy"]])
            : nil
    }

    private static func line(_ contact: ContactRecord, _ clocks: Clockwork, _ words: Words) -> Line {
        let time = clocks.zone(of: contact.store).civil(at: contact.keptAt)
        let state: Mark =
            if contact.isErased {
                Mark(.mute, words["messages.contacts.erased"])
            } else if contact.isNotTheirs {
                Mark(.bad, words["messages.contacts.notTheirs"])
            } else if contact.isEnded {
                Mark(.mute, words["messages.contacts.ended"])
            } else {
                Mark(.ok, words["messages.contacts.serves"])
            }
        let events: [ContactEvent] =
            contact.isErased
            ? []
            : [contact.hasConsent ? .optedOut : .consented] + (contact.isNotTheirs ? [] : [.notTheirs])
                + (contact.isEnded ? [] : [.ended]) + [.erased]
        return Line(
            id: contact.id.text, hint: contact.hint.isEmpty ? words["messages.erased"] : contact.hint,
            route: words.pick(contact.route.label), matter: contact.matter, when: words.moment(time),
            weekday: words.weekday(time.date), by: contact.keptBy,
            consent: contact.hasConsent
                ? Mark(.ok, words["messages.contacts.consent"]) : Mark(.mute, words["messages.contacts.noConsent"]),
            state: state,
            acts: events.map {
                Act(event: $0.rawValue, text: words["messages.contacts.act.\($0.rawValue)"], isQuiet: $0 != .erased)
            })
    }
}
