// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Refunds
import Store
import Tender
import Testing

/// Refunds that go over a link: one sum for the refunds page and the till, and a state that follows the attempt.
@Suite struct CarriedRefundTests {
    let till = LinkedTill()

    @Test func `a refund goes over the link that took the charge, and counts once`() async throws {
        let (shop, sale) = try await till.open()
        let id = try await till.ask("20.00", of: sale, in: shop)
        guard case .begun(let begun) = try await till.send(id, "B1", in: shop) else {
            Issue.record("nothing began")
            return
        }
        #expect(begun.attempt.request.kind == .refund && begun.attempt.request.original == "A1")
        #expect(begun.attempt.state == .sending)
        #expect(try await shop.refund(id, in: .all).record.file.state == .unknown)
        #expect(try await till.left(sale, in: shop) == 3_800)
        try await shop.step("B1", LinkedTill.approved(2_000, "112600000009"))
        let file = try await shop.refund(id, in: .all).record.file
        #expect(file.state == .accepted && file.reference == "112600000009")
        #expect(try await till.left(sale, in: shop) == 3_800)
        let detail = try await shop.transaction(sale, in: .all)
        #expect(detail.related.count == 1)
        #expect(detail.verdict.money == .refunded(try Money(text: "20.00"), isFull: false))
        // Asked again it is the same one.
        guard case .underWay(let same) = try await till.send(id, "B2", in: shop) else {
            Issue.record("it went out twice")
            return
        }
        #expect(same.id == "B1")
        try await till.checkRebuild(shop)
    }

    @Test func `a whole charge of the day is voided, and the void is done when it is approved`() async throws {
        let (shop, sale) = try await till.open()
        let id = try await till.ask("58.00", of: sale, in: shop)
        guard case .begun(let begun) = try await till.send(id, "B1", in: shop) else {
            Issue.record("nothing began")
            return
        }
        #expect(begun.attempt.request.kind == .void)
        try await shop.step("B1", LinkedTill.approved(5_800, "112600000009"))
        #expect(try await shop.refund(id, in: .all).record.file.state == .succeeded)
        #expect(try await shop.transaction(sale, in: .all).verdict.money == .reversed)
        try await till.checkRebuild(shop)
    }

    @Test func `what is asked for on the refunds page is not given back at the till as well`() async throws {
        let (shop, sale) = try await till.open()
        _ = try await till.ask("40.00", of: sale, in: shop)
        for (kind, minor) in [(MovementKind.void, Int64(5_800)), (.refund, 5_800), (.refund, 1_801)] {
            let answer = try await till.give(kind, minor, "B1", in: shop)
            guard case .refused(.beyondCaptured("A1"), _) = answer else {
                Issue.record("\(kind) of \(minor): \(answer)")
                continue
            }
        }
        guard case .begun = try await till.give(.refund, 1_800, "B1", in: shop) else {
            Issue.record("what is left was refused")
            return
        }
        try await till.checkRebuild(shop)
    }

    @Test func `while the till gives back and nobody knows, nothing goes back on the refunds page`() async throws {
        let (shop, sale) = try await till.open()
        let waiting = try await till.ask("10.00", of: sale, in: shop)
        _ = try await till.give(.refund, 2_000, "B1", in: shop)
        // Not a byte is known to have gone, and yet it counts.
        let answer = try await shop.requestRefund(
            try till.counter.request("5.00", of: sale), as: .manager, in: .all, by: till.counter.chen)
        #expect(answer.refusal == .blocked(.givingBack("B1")))
        #expect(try await till.left(sale, in: shop) == 2_800)
        try await shop.step("B1", .lost(.timeout))
        guard case .refused(.blocked(.givingBack("B1"))) = try await till.send(waiting, "B2", in: shop) else {
            Issue.record("it went out beside an unknown one")
            return
        }
        try await shop.step("B1", .repeated)
        try await shop.step("B1", LinkedTill.approved(2_000, "112600000009"))
        guard case .begun = try await till.send(waiting, "B2", in: shop) else {
            Issue.record("it was held back")
            return
        }
        #expect(try await till.left(sale, in: shop) == 2_800)
        try await till.checkRebuild(shop)
    }

    @Test func `what provably never left may be sent again, under its own number`() async throws {
        let (shop, sale) = try await till.open()
        let id = try await till.ask("20.00", of: sale, in: shop)
        _ = try await till.send(id, "B1", in: shop)
        try await shop.step("B1", .notSent, words: "connection refused")
        let file = try await shop.refund(id, in: .all).record.file
        #expect(file.state == .requested && file.isReady && file.fault == "connection refused")
        guard case .begun(let again) = try await till.send(id, "B2", in: shop) else {
            Issue.record("it was not sent again")
            return
        }
        #expect(again.id == "B2" && again.attempt.request.refund == id.text)
        #expect(try await shop.payments(of: id, in: .all).map(\.id) == ["B1", "B2"])
        try await till.checkRebuild(shop)
    }

    @Test func `a lost answer is unknown, never failed, and nobody says otherwise by hand`() async throws {
        let (shop, sale) = try await till.open()
        let id = try await till.ask("20.00", of: sale, in: shop)
        _ = try await till.send(id, "B1", in: shop)
        try await shop.step("B1", .lost(.timeout))
        #expect(try await shop.refund(id, in: .all).record.file.state == .unknown)
        for kind in [RefundEvent.Kind.failed, .sent, .lost, .succeeded(reference: "P1"), .notSent] {
            let answer = try await shop.recordRefund(
                id, kind, words: "portal", as: .manager, in: .all, by: till.counter.chen)
            #expect(answer.refusal != nil)
        }
        // With proof it is said on the attempt, and the refund follows.
        try await shop.step("B1", .settled(.notCharged), words: "letter of the acquirer", by: till.counter.chen)
        let file = try await shop.refund(id, in: .all).record.file
        #expect(file.state == .failed && file.fault.contains("letter"))
        #expect(try await till.left(sale, in: shop) == 5_800)
        // It was paid after all: the money counts again, although the refund was over.
        try await shop.step("B1", LinkedTill.approved(2_000, "112600000009"))
        #expect(try await till.left(sale, in: shop) == 3_800)
        try await till.checkRebuild(shop)
    }

    @Test func `a refused refund frees its amount, and says why`() async throws {
        let (shop, sale) = try await till.open()
        let id = try await till.ask("20.00", of: sale, in: shop)
        _ = try await till.send(id, "B1", in: shop)
        let refusal = Answer(.declined, amount: Money(minor: 0, currency: .cny), code: "57")
        try await shop.step("B1", .answered(refusal), words: "not permitted")
        let file = try await shop.refund(id, in: .all).record.file
        #expect(file.state == .failed && file.fault == "57 · not permitted")
        #expect(try await till.left(sale, in: shop) == 5_800)
        try await till.checkRebuild(shop)
    }

    @Test func `a charge that no link took is for people`() async throws {
        let (shop, sale) = try await till.counter.open()
        let id = try await till.ask("20.00", of: sale, in: shop)
        #expect(try await shop.carrier(of: id, in: .all) == nil)
        #expect(try await till.send(id, "B1", in: shop) == .noLink)
        #expect(try await shop.refund(id, in: .all).record.file.state == .requested)
        await shop.close()
    }

    /// Both ways at once, in any order, with every ending a host can give: it never pays more than was taken.
    @Test(arguments: 0..<24)
    func `whatever comes together, no more goes back than was taken`(_ seed: UInt64) async throws {
        let (shop, sale) = try await till.open()
        var dice = Seeded(seed)
        let host = BackHost(seed: seed)
        for round in 0..<30 {
            // One person works in the portal; all else comes from anywhere.
            let acts = (0..<3).map { _ in Int(dice.next() % 8) }.enumerated().map { $0 > 0 && $1 == 5 ? 6 : $1 }
            let amounts = (0..<3).map { _ in Int64(dice.next() % 6) * 1_000 + 800 }
            await withTaskGroup(of: Void.self) { group in
                for (place, act) in acts.enumerated() {
                    let name = "B\(round)-\(place)"
                    group.addTask {
                        try? await BothWays(till: till, shop: shop, sale: sale, host: host)
                            .take(act, amounts[place], name)
                    }
                }
            }
            till.counter.clock.turn(seconds: 400)
            let moved = host.moved
            #expect(moved <= 5_800)
            // What is free is free at the host, whatever it still has to answer.
            #expect(try await till.left(sale, in: shop) <= 5_800 - moved)
        }
        try await till.checkRebuild(shop)
    }
}
