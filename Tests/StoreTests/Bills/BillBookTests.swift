// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Cases
import Charges
import Store
import Tender
import Testing
import Wallets

/// The wallets' daily bills on record: what is missing is told where people look, and forgotten when it comes.
@Suite struct BillBookTests {
    let counter = RefundCounter()
    private static let account = WalletAccountName(.wechat, "1900000001")
    private static let yesterday = CivilDate(text: "2026-11-19") ?? CivilDate(daysSinceEpoch: 0)

    private func open() async throws -> Shop {
        let shop = try await counter.folder.open(counter.clock)
        try await RefundCounter.furnish(shop)
        try await shop.followBills(of: [(Self.account, ["T0000001"])], from: Self.yesterday)
        return shop
    }

    private func tried(_ outcome: BillRecord.Outcome, _ day: CivilDate = yesterday) -> BillTry {
        BillTry(account: Self.account, day: day, outcome: outcome)
    }

    private func book(_ shop: Shop) async throws -> BillBook {
        try #require(try await shop.billBooks(in: .all).first)
    }

    private func cases(_ shop: Shop) async throws -> [CaseSummary] {
        _ = try await shop.watch()
        var filter = CaseFilter()
        filter.isWatched = true
        return try await shop.cases(filter, in: .all, cursor: nil, limit: 50).elements.filter {
            $0.subject?.kind == .bill
        }
    }

    @Test func `a bill that does not come becomes a case, and closes it when it comes`() async throws {
        // 15:03 on the day after: five hours after it should be there.
        let shop = try await open()
        #expect(try await book(shop).standing(of: Self.yesterday, at: counter.clock.now()) == .due)
        #expect(try await shop.missingBills(in: .all).isEmpty)
        try await shop.note(tried(.failed("HTTP 500")), by: .system)
        counter.clock.turn(seconds: 3_600)
        #expect(try await book(shop).standing(of: Self.yesterday, at: counter.clock.now()) == .missing)
        let missing = try await shop.missingBills(in: .all)
        #expect(missing.map(\.day) == [Self.yesterday] && missing[0].words.english.contains("HTTP 500"))
        let opened = try await cases(shop)
        #expect(opened.map(\.code) == [.st01])
        #expect(try await shop.missingBills(in: .only(["S2"])).isEmpty)
        var here = tried(.imported)
        (here.file, here.name, here.rows, here.added) = (7, "wechat-1900000001-2026-11-19.csv.gz", 12, 12)
        try await shop.note(here, by: .system)
        #expect(try await shop.missingBills(in: .all).isEmpty)
        #expect(try await cases(shop).allSatisfy { !$0.state.isOpen })
        // A later try that fails takes nothing back.
        try await shop.note(tried(.failed("late")), by: .system)
        let kept = try await book(shop).days[Self.yesterday]
        #expect(kept?.last.outcome == .imported && kept?.last.rows == 12 && kept?.tries == 3)
        try await checkRebuild(shop)
    }

    @Test func `a day without trade is known as such, unless the shop took money`() async throws {
        let shop = try await open()
        try await shop.note(tried(.none), by: .system)
        #expect(try await book(shop).standing(of: Self.yesterday, at: counter.clock.now()) == .noTrade)
        let today = Self.yesterday.adding(days: 1)
        let order = PaymentOrder(
            order: "R1", kind: .sale, amount: Money(minor: 5_800, currency: .cny), terminal: "T0000001", key: "k")
        let route = PaymentRoute(link: .wallet, ability: .wallet, policy: RecoveryPolicy())
        _ = try await shop.begin(order, id: "A1", over: route, sends: true, in: .all, by: .system)
        try await shop.step("A1", LinkedTill.approved(5_800, "112600000001"))
        counter.clock.turn(seconds: 86_400)
        try await shop.note(tried(.none, today), by: .system)
        #expect(try await book(shop).traded == [today])
        #expect(try await book(shop).standing(of: today, at: counter.clock.now()) == .due)
        counter.clock.turn(seconds: 3 * 3_600)
        #expect(try await shop.missingBills(in: .all).map(\.day) == [today])
        try await checkRebuild(shop)
    }

    @Test func `an account keeps its first day and its bills when its terminals change, and is left with its link`()
        async throws
    {
        let shop = try await open()
        try await shop.note(tried(.damaged("SHA-1")), by: .system)
        let later = Self.yesterday.adding(days: 5)
        try await shop.followBills(of: [(Self.account, ["T0000001", "T0000002"])], from: later)
        let book = try await book(shop)
        #expect(book.account.since == Self.yesterday && book.account.terminals == ["T0000001", "T0000002"])
        #expect(book.standing(of: Self.yesterday, at: counter.clock.now()) == .damaged)
        let digest = try await shop.contentDigest()
        try await shop.followBills(of: [(Self.account, ["T0000002", "T0000001"])], from: later)
        #expect(try await shop.contentDigest() == digest)
        try await shop.followBills(of: [], from: later)
        #expect(try await shop.billBooks(in: .all).isEmpty)
        #expect(try await shop.missingBills(in: .all).isEmpty)
        try await checkRebuild(shop)
    }

    private func checkRebuild(_ shop: Shop) async throws {
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await counter.folder.rebuild(counter.clock).contentDigest == digest)
    }
}
