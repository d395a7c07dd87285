// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Cases
import Charges
import Store
import Tender
import Testing

/// The close of a terminal's batch in the shop's memory: what is fixed when, and which batch a sale joins.
@Suite struct BatchTests {
    let counter = RefundCounter()
    private static let terminal: TerminalID = "T0000001"

    private func open() async throws -> Shop {
        let shop = try await counter.folder.open(counter.clock)
        try await RefundCounter.furnish(shop)
        return shop
    }

    @discardableResult
    private func begin(
        _ id: AttemptID, in shop: Shop, minor: Int64 = 5_800, kind: MovementKind = .sale, original: AttemptID? = nil,
        order: OrderNumber? = nil
    ) async throws -> PaymentAdmission {
        let wish = PaymentOrder(
            order: order ?? OrderNumber("R-\(id)") ?? "R", kind: kind, amount: Money(minor: minor),
            terminal: Self.terminal, original: original, key: "k-\(id)")
        counter.clock.turn(seconds: 1)
        return try await shop.begin(
            wish, id: id, over: PaymentTests.route, sends: true, in: .all, by: counter.li)
    }

    private func sell(_ id: AttemptID, in shop: Shop, minor: Int64 = 5_800) async throws {
        try await begin(id, in: shop, minor: minor)
        try await shop.step(id, PaymentTests.approved(minor, ReferenceNumber("1126\(id)") ?? "1"))
    }

    private func close(_ id: BatchCloseID, in shop: Shop, scope: StoreScope = .all) async throws -> BatchAdmission {
        counter.clock.turn(seconds: 1)
        return try await shop.beginBatchClose(
            Self.terminal, first: "000001", rows: 8, id: id, in: scope, by: counter.li)
    }

    private func batch(of id: AttemptID, in shop: Shop) async throws -> String? {
        try await shop.payment(id, in: .all).attempt.request.batch?.text
    }

    @Test func `a close fixes what is in the batch, and the next sale joins the next one`() async throws {
        let shop = try await open()
        try await sell("A1", in: shop)
        try await sell("A2", in: shop, minor: 1_200)
        guard case .begun(let story) = try await close("B1", in: shop) else { return #expect(Bool(false)) }
        #expect(story.close.batch == "000001" && story.close.totals.debits == 7_000 && story.by == "li")
        try await sell("A3", in: shop)
        #expect(try await batch(of: "A3", in: shop) == "000002", "nothing joins a batch under way")
        guard case .underWay(let same) = try await close("B2", in: shop) else { return #expect(Bool(false)) }
        #expect(same.id == "B1" && same.close.entries.count == 2)
        for event in [BatchClose.Event.sent(counter.clock.now()), .balanced, .sent(counter.clock.now()), .ended] {
            try await shop.step("B1", .event(event))
        }
        let closed = try await shop.batchClose("B1", in: .all)
        #expect(closed.close.state == .closed && closed.closedAt != nil && closed.steps.count == 4)
        let hand = try await shop.batchInHand(Self.terminal, first: "000001", in: .all)
        #expect(hand.number == "000002" && hand.entries.map(\.attempt) == ["A3"] && hand.underWay == nil)
        guard case .begun(let next) = try await close("B3", in: shop) else { return #expect(Bool(false)) }
        #expect(next.close.batch == "000002" && next.close.entries.count == 1)
        await shop.close()
    }

    @Test func `a clock that is set back neither takes a batch's number again nor leaves a sale out`() async throws {
        let shop = try await open()
        try await sell("A1", in: shop)
        guard case .begun = try await close("B1", in: shop) else { return #expect(Bool(false)) }
        try await shop.step("B1", .event(.balanced))
        try await shop.step("B1", .event(.ended))
        counter.clock.turn(seconds: -7_200)
        try await sell("A2", in: shop)
        guard case .begun(let next) = try await close("B2", in: shop) else { return #expect(Bool(false)) }
        #expect(next.close.batch == "000002" && next.close.entries.map(\.attempt) == ["A2"])
        try await sell("A3", in: shop)
        #expect(try await batch(of: "A3", in: shop) == "000003")
        await shop.close()
    }

    @Test func `an attempt without a result keeps the batch open, and the words say which`() async throws {
        let shop = try await open()
        try await sell("A1", in: shop)
        try await begin("A2", in: shop, minor: 990)
        try await shop.step("A2", .lost(.timeout))
        guard case .refused(let obstacle) = try await close("B1", in: shop) else { return #expect(Bool(false)) }
        #expect(obstacle.name == "unresolved")
        #expect(obstacle.words.chinese.contains("R-A2") && obstacle.words.english.contains("9.90"))
        #expect(try await shop.batchCloses(in: .all).isEmpty)
        try await shop.step("A2", .reversalSent)
        try await shop.step("A2", .reversalDone)
        guard case .begun(let story) = try await close("B1", in: shop) else { return #expect(Bool(false)) }
        #expect(story.close.entries.map(\.attempt) == ["A1"], "what was reversed is in no batch")
        await shop.close()
    }

    @Test func `what is in a closed batch is refunded and not voided`() async throws {
        let shop = try await open()
        try await sell("A1", in: shop)
        _ = try await close("B1", in: shop)
        let void = try await begin("A2", in: shop, kind: .void, original: "A1", order: "R-A1")
        guard case .refused(.batchClosed("A1"), _) = void else { return #expect(Bool(false), "\(void)") }
        guard case .begun = try await begin("A3", in: shop, kind: .refund, original: "A1", order: "R-A1") else {
            return #expect(Bool(false))
        }
        await shop.close()
    }

    @Test func `a rebuild gives the same closes, words and totals of the other side among them`() async throws {
        var shop = try await open()
        try await sell("A1", in: shop)
        _ = try await close("B1", in: shop)
        let told = BatchTotals(debits: 4_600, count: 2, credits: 0, count: 0)
        try await shop.step("B1", .event(.sent(counter.clock.now())))
        try await shop.step("B1", .stopped(Bilingual(zh: "连不上", en: "cannot be reached")))
        try await shop.step("B1", .stopped(Bilingual(zh: "连不上", en: "cannot be reached")))
        try await shop.step("B1", .event(.different(told: told)))
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await counter.folder.rebuild(counter.clock).contentDigest == digest)
        shop = try await counter.folder.open(counter.clock)
        let story = try #require(try await shop.openBatchCloses().first)
        #expect(story.close.state == .uploading(taken: 0) && story.close.told == told && story.problem == nil)
        #expect(story.steps.count == 3, "the same words twice are told once")
        await shop.close()
    }

    @Test func `whatever begins at once, each sale is in exactly one batch`() async throws {
        let shop = try await open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    if number % 10 == 9 {
                        _ = try await close(BatchCloseID("B\(number)") ?? "B", in: shop)
                    } else {
                        try await sell(AttemptID("A\(number)") ?? "A", in: shop)
                    }
                }
            }
            try await group.waitForAll()
        }
        var shown: [AttemptID] = []
        for _ in 0..<10 {
            for story in try await shop.openBatchCloses() {
                for event in [BatchClose.Event.balanced, .ended] { try await shop.step(story.id, .event(event)) }
            }
            let hand = try await shop.batchInHand(Self.terminal, first: "000001", in: .all)
            if hand.entries.isEmpty { break }
            _ = try await close(BatchCloseID("C\(hand.number)") ?? "C", in: shop)
        }
        for story in try await shop.batchCloses(in: .all) { shown += story.close.entries.map(\.attempt) }
        #expect(Set(shown).count == shown.count && shown.count == 54)
        await shop.close()
    }

    @Test func `nobody closes the batch of another store's terminal`() async throws {
        let shop = try await open()
        await #expect(throws: StoreError.missing) { try await close("B1", in: shop, scope: .only(["S9"])) }
        await shop.close()
    }

    @Test func `totals that differ open a case about the batch, and an open batch does when its day is over`()
        async throws
    {
        let shop = try await open()
        try await sell("A1", in: shop)
        _ = try await close("B1", in: shop)
        let told = BatchTotals(debits: 0, count: 0, credits: 0, count: 0)
        for event in [BatchClose.Event.different(told: told), .taken(upTo: 1), .ended] {
            try await shop.step("B1", .event(event))
        }
        #expect(try await shop.watch([.devices]) == 1)
        var filter = CaseFilter()
        filter.isWatched = true
        let first = try await shop.cases(filter, in: .all, cursor: nil, limit: 10).elements
        #expect(first.map(\.code) == [.st03] && first.first?.subject?.text == "batch:T0000001/000001")
        try await sell("A2", in: shop)
        #expect(try await shop.watch([.devices]) == 0, "the batch of today may be open")
        counter.clock.turn(seconds: 86_400)
        #expect(try await shop.watch([.devices]) == 1)
        await shop.close()
    }
}
