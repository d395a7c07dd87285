// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Foundation
import Links
import SimKit
import Store
import Tender
import Testing
import Wallets

/// Daily bills at work: fetched once, imported, on record, whatever the wallet does.
@Suite(.serialized) struct BillRoundTests {
    private struct Counter: WallClock {
        let told: ToldClock
        func now() -> Instant { told.now }
    }

    private struct Stand {
        let folder: TestFolder
        let till: WalletTill
        let shop: Shop
        let round: BillRound
        let day: CivilDate
        var name: WalletAccountName { till.account(["T1"]).name }

        /// A wallet with three movements, and a shop on the morning after.
        init(_ wallet: WalletKind) async throws {
            folder = try TestFolder()
            till = try await WalletTill(wallet)
            day = Zone.shanghai.civil(at: till.told.now).date
            let (sale, _) = try await till.settle(till.attempt("01SALE000001"))
            _ = try await till.settle(till.attempt("01SALE000002", fen: 1_200))
            _ = try await till.settle(
                till.attempt("01BACK000001", .refund, fen: 800, original: "01SALE000001"), original: sale)
            till.told.reach(Zone.shanghai.instant(of: CivilTime(day.adding(days: 1), secondOfDay: 11 * 3_600)))
            shop = try await Shop.open(directory: "\(folder.path)/data", clock: Counter(told: till.told))
            round = Self.round(shop, till, folder)
        }

        static func round(_ shop: Shop, _ till: WalletTill, _ folder: TestFolder) -> BillRound {
            BillRound(
                shop: shop, accounts: [till.account(["T1"])], folder: "\(folder.path)/bills",
                now: { [told = till.told] in told.now })
        }

        func book() async throws -> BillBook { try #require(try await shop.billBooks(in: .all).first) }

        /// Waits until the day stands as it should.
        func until(_ standing: BillBook.Standing) async throws {
            for _ in 0..<600 {
                if let book = try await shop.billBooks(in: .all).first,
                    book.standing(of: day, at: till.told.now) == standing
                {
                    return
                }
                try await Task.sleep(for: .milliseconds(50))
            }
            Issue.record("the day never became \(standing)")
        }

        func end() async throws {
            await round.stop()
            await shop.close()
            await till.server.stop()
        }
    }

    @Test(arguments: WalletKind.allCases)
    func `yesterday's bill is fetched by itself, its rows are in the shop, and a restart fetches nothing again`(
        _ wallet: WalletKind
    ) async throws {
        let stand = try await Stand(wallet)
        try await stand.round.start()
        try await stand.until(.fetched)
        let kept = try #require(try await stand.book().days[stand.day])
        #expect(kept.last.rows == 3 && kept.last.added == 3 && kept.last.quarantined == 0 && kept.tries == 1)
        #expect(try await stand.shop.file(kept.last.file).head.name.contains(stand.day.description))
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(stand.folder.path)/bills").isEmpty)
        await stand.round.stop()
        let again = Stand.round(stand.shop, stand.till, stand.folder)
        try await again.start()
        await again.stop()
        #expect(try await stand.book().days[stand.day]?.tries == 1)
        // Asked for by a person it is fetched, and adds nothing.
        let one = try await again.fetch(stand.name, stand.day, by: Actor(name: "chen"))
        #expect(one.outcome == .imported)
        #expect(try await stand.book().days[stand.day]?.last.added == 3)
        try await stand.end()
    }

    @Test(arguments: WalletKind.allCases)
    func `a damaged bill is known as such and imports nothing, a day without trade has none`(
        _ wallet: WalletKind
    ) async throws {
        let stand = try await Stand(wallet)
        try await stand.till.server.with(wallet) { $0.set(.billDamaged) }
        try await stand.round.start()
        try await stand.until(.damaged)
        #expect(try await stand.shop.files(in: .all, limit: 10).isEmpty)
        let quiet = stand.day.adding(days: -3)
        let none = try await stand.round.fetch(stand.name, quiet, by: Actor(name: "chen"))
        #expect(none.outcome == BillRecord.Outcome.none)
        let one = try await stand.round.fetch(stand.name, stand.day, by: Actor(name: "chen"))
        #expect(one.outcome == .imported && one.rows == 3)
        try await stand.end()
    }

    @Test func `many who ask at once share one answer, and a day that is not over is refused`() async throws {
        let stand = try await Stand(.wechat)
        try await stand.shop.followBills(of: [(stand.name, ["T1"])], from: stand.day)
        let (round, name, day) = (stand.round, stand.name, stand.day)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    let one = try? await round.fetch(name, day, by: .system)
                    return one?.outcome == .imported
                }
            }
            for await isHere in group { #expect(isHere) }
        }
        #expect(try await stand.shop.files(in: .all, limit: 10).count == 1)
        for day in [stand.day.adding(days: 1), stand.day.adding(days: -100)] {
            await #expect(throws: StoreError.self) {
                try await stand.round.fetch(stand.name, day, by: .system)
            }
        }
        let stranger = WalletAccountName(.alipay, "1")
        await #expect(throws: StoreError.missing) { try await stand.round.fetch(stranger, stand.day, by: .system) }
        try await stand.end()
    }
}
