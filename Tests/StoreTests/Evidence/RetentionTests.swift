// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Messages
import Store
import Tender
import Testing

/// 180 days after the case closes the customer's address goes, unless somebody may still ask for it.
@Suite struct RetentionTests {
    static let day: Int64 = 86_400
    static let person = Actor(name: "wang")

    /// A shop with a closed case about a letter, and the customer's telephone number.
    static func play(
        _ act: (Shop, TurnedClock, DataFolder, ContactID, CaseIDText) async throws -> Void
    ) async throws {
        let (folder, clock) = (DataFolder(), TurnedClock("2026-01-05 10:00:00"))
        let shop = try await folder.open(clock)
        let store = StoreRecord(id: "S1", name: "One", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.setUp(language: "en", store: store, administrator: "an", password: "korrekt horse 42")
        let code = try #require(FindingCode("CS-04"))
        let id = try await shop.openCase(code, about: nil, store: "S1", words: "a letter", in: .all, by: person)
        let address = try #require(ContactAddress("13800000000", route: .sms))
        let contact = try await shop.keepContact(
            ContactRequest(address: address, language: .chinese, matter: id.text, store: "S1", hasConsent: false),
            by: person)
        try await shop.act(on: id, .resolved(.human, proof: "answered"), in: .all, by: person)
        try await shop.act(on: id, .closed(proof: "answered"), in: .all, by: person)
        try await act(shop, clock, folder, contact, CaseIDText(id: id.text))
        await shop.close()
    }

    struct CaseIDText: Sendable { let id: String }

    @Test func `the address goes on the day, not before, and the log says so`() async throws {
        try await Self.play { shop, clock, folder, contact, _ in
            clock.turn(seconds: 179 * Self.day)
            #expect(try await shop.eraseDueContacts().erased == 0)
            #expect(try await shop.address(of: contact, in: .all).text == "+8613800000000")
            clock.turn(seconds: Self.day)
            #expect(try await shop.eraseDueContacts() == ErasureReport(erased: 1, held: 0))
            await #expect(throws: StoreError.missing) { try await shop.address(of: contact, in: .all) }
            #expect(try await shop.contact(contact, in: .all).isErased)
            let log = try await shop.register().compactMap { line -> String? in
                guard case .audit(let note) = line.content, note.act == .erased else { return nil }
                return "\(line.by) \(note.detail)"
            }
            #expect(log == ["system 1 erased, 0 held", "system 0 erased, 0 held"])
            // Once a day is enough, and a second look does nothing.
            let count = try await shop.register().count
            #expect(try await shop.eraseDueContacts().erased == 0)
            #expect(try await shop.register().count == count)
            let digest = try await shop.contentDigest()
            await shop.close()
            #expect(try await folder.rebuild(clock).contentDigest == digest)
        }
    }

    @Test func `a hold on the store's days keeps it, and once lifted it goes`() async throws {
        try await Self.play { shop, clock, _, contact, _ in
            let days = LegalHold.Subject.days(
                "S1", try #require(CivilDate(text: "2026-01-01")), try #require(CivilDate(text: "2026-01-31")))
            let hold = try await shop.hold(days, reason: "court", in: .all, by: Self.person)
            #expect(try await shop.hold(days, reason: "again", in: .all, by: Self.person) == hold)
            clock.turn(seconds: 400 * Self.day)
            #expect(try await shop.eraseDueContacts() == ErasureReport(erased: 0, held: 1))
            // Nobody erases it by hand either.
            await #expect(throws: StoreError.self) {
                try await shop.noteContact(.erased, of: contact, in: .all, by: Self.person)
            }
            try await shop.liftHold(hold, reason: "suit over", in: .all, by: Self.person)
            #expect(try await shop.eraseDueContacts().erased == 1)
            #expect(try await shop.holds(in: .all).first?.lifting?.reason == "suit over")
        }
    }

    @Test func `an open case keeps it however long it lasts`() async throws {
        try await Self.play { shop, clock, _, _, work in
            let id = try #require(CaseID(work.id))
            try await shop.act(on: id, .reopened, reason: "not solved", in: .all, by: Self.person)
            clock.turn(seconds: 900 * Self.day)
            #expect(try await shop.eraseDueContacts().erased == 0)
        }
    }

    @Test func `the shop's own number of days counts from when it was set`() async throws {
        try await Self.play { shop, clock, _, _, _ in
            var rules = ShopRules.standard
            try #require(RuleField.named("retention.contactDays")).set("30", in: &rules)
            _ = try await shop.putRules(rules, over: nil, reason: "policy", by: Actor(name: "an"))
            clock.turn(seconds: 31 * Self.day)
            #expect(try await shop.eraseDueContacts().erased == 1)
        }
    }

    @Test func `who sees an address has said why, and the log has it first`() async throws {
        try await Self.play { shop, _, _, contact, work in
            await #expect(throws: StoreError.self) {
                try await shop.unmask(contact, reason: "", in: .all, by: Self.person)
            }
            let address = try await shop.unmask(contact, reason: "call back", in: .all, by: Self.person)
            #expect(address.text == "+8613800000000")
            guard case .audit(let note)? = try await shop.register().first?.content else { return }
            #expect(note.act == .unmasked && note.reason == "call back" && note.detail == work.id)
        }
    }
}
