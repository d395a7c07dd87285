// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Messages
import Refunds
import Store
import Tender
import Testing

@Suite struct ShopRulesTests {
    static func shop(_ folder: DataFolder, _ clock: TurnedClock, admins: Int) async throws -> Shop {
        let shop = try await folder.open(clock)
        let store = StoreRecord(id: "S1", name: "One", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.setUp(language: "en", store: store, administrator: "an", password: "korrekt horse 42")
        if admins > 1 {
            _ = try await shop.addPerson(
                name: "bo", displayName: "Bo", role: .administrator, stores: [], language: "en",
                password: "korrekt horse 42", by: Actor(name: "an"))
        }
        return shop
    }

    static func changed(_ texts: [String: String]) throws -> ShopRules {
        var rules = ShopRules.standard
        for (key, text) in texts { try #require(RuleField.named(key)).set(text, in: &rules) }
        return rules
    }

    @Test func `what is written down is read back, whatever was set`() throws {
        let rules = try Self.changed([
            "limit.voidCashier": "150.50", "window.card": "30", "retention.contactDays": "90",
            "hours.S1": "1-6 10:00-22:00", "closed.S1": "2026-10-01 2026-10-02", "worked.-": "2026-10-10",
            "deadline.RC-01": "2 min / 1 h", "message.promotionHours": "09:00-21:00", "message.daily": "5",
        ])
        #expect(ShopRules(texts: rules.texts) == rules)
        #expect(ShopRules(texts: ShopRules.standard.texts) == .standard)
        #expect(ShopRules(texts: [("limit.voidCashier", "x"), ("of.later", "1")]) == .standard)
    }

    static let absurd = [
        ("limit.voidCashier", "-0.01"), ("limit.voidCashier", "100000.01"), ("limit.voidCashier", "2e3"),
        ("limit.voidCashier", ""), ("limit.compensationService", "20000"), ("window.wechat", "0"),
        ("window.wechat", "99999999999999999999"), ("retention.contactDays", "0"), ("retention.receiptYears", "31"),
        ("hours.S1", "25:00-26:00"), ("closed.S1", "2026-02-30"), ("deadline.RC-01", "soon"),
        ("message.promotionHours", "06:00-22:00"), ("message.daily", "51"),
    ]

    @Test(arguments: absurd)
    func `what is absurd is refused with the reason, and nothing changes`(_ key: String, _ text: String) throws {
        var rules = ShopRules.standard
        let field = try #require(RuleField.named(key))
        #expect(throws: RuleProblem.self) { try field.set(text, in: &rules) }
        #expect(rules == .standard)
    }

    @Test func `two administrators: one proposes, the other agrees, and only then it holds`() async throws {
        let (folder, clock) = (DataFolder(), TurnedClock("2026-11-20 10:00:00"))
        let shop = try await Self.shop(folder, clock, admins: 2)
        let (an, bo) = (Actor(name: "an"), Actor(name: "bo"))
        let rules = try Self.changed(["limit.refundManager": "500.00"])
        await #expect(throws: StoreError.self) { try await shop.putRules(rules, over: 0, reason: "", by: an) }
        guard case .proposed(let number) = try await shop.putRules(rules, over: 0, reason: "too much", by: an) else {
            Issue.record("not proposed")
            return
        }
        #expect(try await shop.rules() == .standard)
        await #expect(throws: StoreError.self) { try await shop.agreeToRules(number, by: an) }
        try await shop.agreeToRules(number, by: bo)
        #expect(try await shop.rules().limits.manager == (try Money(text: "500.00")))
        await #expect(throws: StoreError.missing) { try await shop.agreeToRules(number, by: bo) }
        let book = try await shop.rulesBook()
        #expect(book.history.map(\.how) == [.second] && book.history.first?.proposedBy == "an")
        #expect(book.proposals.isEmpty)
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test func `a proposal is stale once others came into force, and can be taken back`() async throws {
        let (folder, clock) = (DataFolder(), TurnedClock("2026-11-20 10:00:00"))
        let shop = try await Self.shop(folder, clock, admins: 2)
        let (an, bo) = (Actor(name: "an"), Actor(name: "bo"))
        let first = try await shop.putRules(try Self.changed(["window.card": "90"]), over: 0, reason: "x", by: an)
        guard case .proposed(let number) = first else { return }
        // Working hours need no second one.
        let other = try await shop.putRules(try Self.changed(["hours.S1": "09:00-21:00"]), over: 0, reason: "", by: bo)
        guard case .inForce = other else {
            Issue.record("\(other)")
            return
        }
        await #expect(throws: StoreError.self) { try await shop.agreeToRules(number, by: bo) }
        #expect(try await shop.rulesBook().proposals.first?.isStale == true)
        await #expect(throws: StoreError.self) { try await shop.putRules(.standard, over: 0, reason: "x", by: an) }
        try await shop.turnDownRules(number, reason: "anew", by: an)
        #expect(try await shop.rulesBook().proposals.isEmpty)
        await shop.close()
    }

    @Test func `the only administrator confirms alone, with a reason, and the history says so`() async throws {
        let (folder, clock) = (DataFolder(), TurnedClock("2026-11-20 10:00:00"))
        let shop = try await Self.shop(folder, clock, admins: 1)
        let rules = try Self.changed(["limit.voidCashier": "100.00"])
        await #expect(throws: StoreError.self) {
            try await shop.putRules(rules, over: nil, reason: "", by: Actor(name: "an"))
        }
        _ = try await shop.putRules(rules, over: nil, reason: "new staff", by: Actor(name: "an"))
        let edition = try #require(try await shop.rulesBook().history.first)
        #expect(edition.how == .alone && edition.reason == "new staff")
        let again = try await shop.putRules(rules, over: nil, reason: "", by: Actor(name: "an"))
        #expect(again == .same)
        await shop.close()
        let reopened = try await folder.open(clock)
        #expect(try await reopened.rules() == rules)
        await reopened.close()
    }

    @Test func `a cashier may not void more than a manager`() async throws {
        let (folder, clock) = (DataFolder(), TurnedClock("2026-11-20 10:00:00"))
        let shop = try await Self.shop(folder, clock, admins: 1)
        let rules = try Self.changed(["limit.voidCashier": "3000.00"])
        await #expect(throws: StoreError.self) {
            try await shop.putRules(rules, over: nil, reason: "x", by: Actor(name: "an"))
        }
        await shop.close()
    }

    @Test func `limits and windows hold at the moment of the act, and what was asked for keeps its own`() async throws {
        let (folder, clock) = (DataFolder(), TurnedClock("2026-11-20 16:00:00"))
        let shop = try await Self.shop(folder, clock, admins: 1)
        let sale = try Told.by(.terminal, "150.00", at: "2026-11-20 15:00:00") {
            $0.store = "S1"
            $0.status = .approved
            $0.reference = "100000000001"
        }
        let number = try #require(try await shop.record([sale], by: .system).transactions.first)
        let yuan = try Money(text: "150.00")
        let before = try await shop.refundOffer(of: number, amount: yuan, by: .cashier, in: .all)
        #expect(before.approval == RefundApproval.none && before.ground.rules.days == 180)
        let rules = try Self.changed(["limit.voidCashier": "149.99", "window.card": "10"])
        _ = try await shop.putRules(rules, over: nil, reason: "x", by: Actor(name: "an"))
        let after = try await shop.refundOffer(of: number, amount: yuan, by: .cashier, in: .all)
        #expect(after.approval == .manager && after.ground.rules.days == 10)
        let request = RefundRequest(transaction: number, amount: yuan, reason: .other)
        let asked = try await shop.requestRefund(request, as: .cashier, in: .all, by: Actor(name: "c"))
        _ = try await shop.putRules(.standard, over: nil, reason: "x", by: Actor(name: "an"))
        let kept = try #require(asked.record)
        #expect(try await shop.refund(kept.id, in: .all).record.order.approval == .manager)
        await shop.close()
    }

    @Test func `another deadline moves the cases that are open`() async throws {
        let (folder, clock) = (DataFolder(), TurnedClock("2026-11-20 16:00:00"))
        let shop = try await Self.shop(folder, clock, admins: 1)
        let code = try #require(FindingCode("CS-04"))
        let id = try await shop.openCase(
            code, about: nil, store: "S1", words: "a letter", in: .all, by: Actor(name: "m"))
        let before = try await shop.caseDetail(id, in: .all).summary.actDue
        _ = try await shop.putRules(
            try Self.changed(["deadline.CS-04": "30 min / 5 d"]), over: nil, reason: "", by: Actor(name: "an"))
        let after = try await shop.caseDetail(id, in: .all).summary.actDue
        #expect(before != after)
        #expect(after == clock.now().adding(milliseconds: 30 * 60_000))
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }
}
