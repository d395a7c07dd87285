// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Messages
import Tender
import Testing

@Suite struct SendingRuleTests {
    @Test func `nothing goes to a remembered contact by itself`() {
        var known = SendingRule.Circumstances()
        known.isAutomatic = true
        known.isRemembered = true
        #expect(throws: SendingRefusal.rememberedContact) { try SendingRule.check(.n1, .service, known) }
        known.isAutomatic = false
        #expect(throws: Never.self) { try SendingRule.check(.n1, .service, known) }
    }

    static let refunds: [(TemplateName, TemplateName.RefundProof, Bool)] = [
        (.n4, .none, false), (.n4, .accepted, true), (.n4, .succeeded, true),
        (.n5, .none, false), (.n5, .accepted, false), (.n5, .succeeded, true),
        (.n6, .none, false), (.n6, .accepted, true), (.n1, .none, true), (.n7, .none, true),
    ]

    @Test(arguments: refunds)
    func `a message about money goes out only when the channel said so`(
        _ name: TemplateName, _ proof: TemplateName.RefundProof, _ passes: Bool
    ) {
        var known = SendingRule.Circumstances()
        known.refund = proof
        if passes {
            #expect(throws: Never.self) { try SendingRule.check(name, .service, known) }
        } else {
            #expect(throws: SendingRefusal.refundNotProved(name.needs)) { try SendingRule.check(name, .service, known) }
        }
    }

    @Test func `one case writes to one contact, blocked ones get nothing, promotions need consent`() {
        var known = SendingRule.Circumstances()
        known.contact = ContactID(2)
        known.caseContact = ContactID(1)
        #expect(throws: SendingRefusal.otherContact(ContactID(1))) { try SendingRule.check(.n1, .service, known) }
        known.caseContact = ContactID(2)
        #expect(throws: Never.self) { try SendingRule.check(.n1, .service, known) }
        #expect(throws: SendingRefusal.noConsent) { try SendingRule.check(.n1, .promotion, known) }
        known.hasConsent = true
        #expect(throws: Never.self) { try SendingRule.check(.n1, .promotion, known) }
        known.isBlocked = true
        #expect(throws: SendingRefusal.blocked) { try SendingRule.check(.n1, .service, known) }
    }

    @Test func `fifty a day of one template to one number, and no more`() {
        var known = SendingRule.Circumstances()
        known.sentToday = 49
        #expect(throws: Never.self) { try SendingRule.check(.n1, .service, known) }
        known.sentToday = 50
        #expect(throws: SendingRefusal.tooManyToday(limit: 50)) { try SendingRule.check(.n1, .service, known) }
    }

    @Test func `promotions wait for the morning`() throws {
        let zone = Zone.shanghai
        let day = try #require(CivilDate(year: 2025, month: 11, day: 20))
        let at = { (hour: Int) in zone.instant(of: CivilTime(day, secondOfDay: hour * 3_600)) }
        let hours = QuietHours.promotions
        #expect(hours.next(from: at(8), in: zone) == at(8))
        #expect(hours.next(from: at(21), in: zone) == at(21))
        #expect(hours.next(from: at(7), in: zone) == at(8))
        #expect(hours.next(from: at(22), in: zone) == at(8).adding(milliseconds: 86_400_000))
        #expect(QuietHours(text: "07:30-21:00")?.opens == 450)
        #expect(QuietHours(text: "00:00-24:00") == .never)
        for text in ["", "8-22", "22:00-08:00", "08:00", "08:00-25:00"] { #expect(QuietHours(text: text) == nil) }
    }

    static let addresses: [(String, String?)] = [
        ("13800000000", "+8613800000000"), ("138 0000 0000", "+8613800000000"), ("+86 138-0000-0000", "+8613800000000"),
        ("008613800000000", "+8613800000000"), ("+442079460000", "+442079460000"), ("12345", nil), ("+0123456789", nil),
        ("a@example.com", "a@example.com"), ("A.b+c@Example.COM", "A.b+c@example.com"), ("a@b", nil),
        ("@example.com", nil),
        ("a@example.com\r\nBcc: b@example.com", nil), ("a b@example.com", "ab@example.com"), ("a@-x.com", nil),
        ("a@x..com", nil), ("名@example.com", nil), ("", nil), (String(repeating: "1", count: 100), nil),
    ]

    @Test(arguments: addresses)
    func `an address is read in its one spelling or refused`(_ typed: String, _ read: String?) {
        #expect(ContactAddress(guessing: typed)?.text == read)
    }

    @Test func `staff see a hint and not the address`() {
        #expect(ContactAddress(guessing: "13812345678")?.hint == "138****5678")
        #expect(ContactAddress(guessing: "chris@example.com")?.hint == "c***@example.com")
    }
}
