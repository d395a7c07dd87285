// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Printing
import Recall
import Store
import Tender
import Testing

/// Attempts to pay in the shop's memory: what is durable when, and what people then find.
@Suite struct PaymentTests {
    let counter = RefundCounter()

    static let route = PaymentRoute(link: .acquirer, ability: .acquirer, policy: RecoveryPolicy(), batch: "000001")

    private func order(
        _ amount: Int64 = 5_800, order: OrderNumber = "R1", key: String = "k1", kind: MovementKind = .sale,
        original: AttemptID? = nil
    ) -> PaymentOrder {
        PaymentOrder(
            order: order, kind: kind, amount: Money(minor: amount, currency: .cny), terminal: "T0000001",
            original: original, key: key)
    }

    private func open() async throws -> Shop {
        let shop = try await counter.folder.open(counter.clock)
        try await RefundCounter.furnish(shop)
        return shop
    }

    private func begin(
        _ order: PaymentOrder, _ id: AttemptID, in shop: Shop, route: PaymentRoute = route
    ) async throws -> PaymentAdmission {
        try await shop.begin(order, id: id, over: route, sends: true, in: .all, by: counter.li)
    }

    static func approved(_ amount: Int64 = 5_800, _ reference: ReferenceNumber = "112600000001") -> AttemptEvent.Kind {
        .answered(
            Answer(
                .approved, amount: Money(minor: amount, currency: .cny), code: "00", reference: reference,
                authorisation: "A1B2C3", card: MaskedPAN(bin: "621700", last4: "1234")))
    }

    @Test func `an approval, its transaction and its receipt are there together`() async throws {
        let shop = try await open()
        _ = try await begin(order(), "A1", in: shop)
        let record = try await shop.step("A1", Self.approved(), printer: "counter").record
        #expect(record.attempt.state == .approved)
        let receipt = try #require(record.receipt)
        let detail = try await shop.receipt(receipt, in: .all)
        #expect(detail.record.report == .captured)
        #expect(detail.record.text.contains("58.00"))
        let transaction = try #require(detail.record.transaction)
        let found = try await shop.transaction(transaction, in: .all)
        #expect(found.summary.money == .charged)
        #expect(found.summary.believed.reference == "112600000001")
        await shop.close()
    }

    @Test func `while an answer is lost nobody is charged again, and the same key finds the first attempt`()
        async throws
    {
        let shop = try await open()
        _ = try await begin(order(), "A1", in: shop)
        try await shop.step("A1", .lost(.timeout))
        guard case .refused(.unknown("A1"), let known?) = try await begin(order(key: "k2"), "A2", in: shop) else {
            Issue.record("a second attempt began")
            return
        }
        #expect(known.attempt.state == .unknown)
        guard case .same(let same) = try await begin(order(), "A3", in: shop) else {
            Issue.record("the key was forgotten")
            return
        }
        #expect(same.id == "A1")
        guard case .refused(.otherContent("A1"), _) = try await begin(order(5_900), "A4", in: shop) else {
            Issue.record("other content was taken")
            return
        }
        await shop.close()
    }

    @Test func `two tries of one sale are two transactions, and a late approval of the first shows as a contradiction`()
        async throws
    {
        let shop = try await open()
        _ = try await begin(order(), "A1", in: shop)
        try await shop.step("A1", .lost(.timeout))
        try await shop.step("A1", .reversalSent)
        try await shop.step("A1", .reversalNotFound)
        _ = try await begin(order(key: "k2"), "A2", in: shop)
        try await shop.step("A2", Self.approved(5_800, "112600000002"))
        try await shop.step("A1", Self.approved(5_800, "112600000001"))
        let first = try await shop.payment("A1", in: .all)
        #expect(first.attempt.state == .reversing)
        #expect(first.attempt.trouble == .lateApproval)
        try await shop.step("A1", .reversalDone)
        let all = try await shop.payments(of: "R1", in: .all)
        #expect(all.map(\.attempt.state) == [.reversed, .approved])
        let list = try await shop.find("58.00", in: .all, limit: 10)
        var money: Set<Verdict.MoneyState> = []
        for hit in list.hits { money.insert(try await shop.transaction(hit.candidate.id, in: .all).summary.money) }
        #expect(money == [.reversed, .charged])
        await shop.close()
    }

    @Test func `what was open is found again after a restart, and a rebuild gives the same content`() async throws {
        var shop = try await open()
        _ = try await begin(order(), "A1", in: shop)
        _ = try await begin(order(order: "R2", key: "k9"), "A2", in: shop)
        try await shop.step("A2", Self.approved())
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await counter.folder.rebuild(counter.clock).contentDigest == digest)
        shop = try await counter.folder.open(counter.clock)
        let open = try await shop.openPayments()
        #expect(open.map(\.id) == ["A1"])
        #expect(open.first?.attempt.afterRestart(at: counter.clock.now())?.kind == .lost(.restart))
        #expect(try await shop.payment("000001", at: "T0000001") == "A1")
        await shop.close()
    }

    @Test func `a till's payment, its kept answer and its delivery survive a restart and a rebuild`() async throws {
        var shop = try await open()
        let request = AttemptRequest(
            id: "P1", order: "R7", kind: .sale, amount: Money(minor: 5_800, currency: .cny), terminal: "T0000001",
            voucher: "77", key: "77/KASSE1", linkNote: "sale=KASSE1&poi=V400m-1", till: "KASSE1")
        let begun = try await shop.beginProxied(request, over: Self.route, by: counter.li) { known, _ in
            (known.isEmpty, known.count)
        }
        #expect(begun.decision == 0 && begun.record?.attempt.state == .sending)
        let answer = Array(#"{"SaleToPOIResponse":{}}"#.utf8)
        // What says nothing yet is not kept.
        try await shop.step("P1", .lost(.cut), message: answer)
        #expect(try await shop.proxied("P1")?.answer == nil)
        try await shop.deliver("P1")
        try await shop.step("P1", Self.approved(), message: answer)
        let again = try await shop.beginProxied(request, over: Self.route, by: counter.li) { known, _ in
            (false, known.map(\.record.id))
        }
        #expect(again.decision == ["P1"] && again.record == nil)
        // The till's numbers are its own: ours go on from where they were.
        guard case .begun(let ours) = try await begin(order(order: "R8"), "A1", in: shop) else {
            throw CancellationError()
        }
        #expect(ours.attempt.request.voucher == "000001")
        try await shop.deliver("P1")
        try await shop.deliver("P1")
        let kept = try #require(try await shop.proxied("P1"))
        #expect(kept.answer == answer && kept.record.deliveredAt != nil && kept.record.receipt != nil)
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await counter.folder.rebuild(counter.clock).contentDigest == digest)
        shop = try await counter.folder.open(counter.clock)
        #expect(try await shop.proxied("P1") == kept)
        #expect(try await shop.proxied("77", at: "T0000001", linkNote: "sale=KASSE1&poi=V400m-1") == "P1")
        await shop.close()
    }

    @Test func `a thousand orders with one key begin one attempt`() async throws {
        let shop = try await open()
        let begun = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<1_000 {
                group.addTask {
                    let id = AttemptID("A\(number)") ?? "A"
                    if case .begun = try await begin(order(), id, in: shop) { return true }
                    return false
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(begun == 1)
        #expect(try await shop.payments(of: "R1", in: .all).count == 1)
        await shop.close()
    }

    @Test func `people of one store do not see another store's attempts`() async throws {
        let shop = try await open()
        let other = StoreRecord(id: "S2", name: "北京路店", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.putStore(other, by: .system)
        _ = try await begin(order(), "A1", in: shop)
        await #expect(throws: StoreError.missing) { try await shop.payment("A1", in: .only(["S2"])) }
        #expect(try await shop.payments(of: "R1", in: .only(["S2"])).isEmpty)
        #expect(try await shop.payments(in: .only(["S2"])).isEmpty)
        #expect(try await shop.payments(in: .only(["S1"])).count == 1)
        await shop.close()
    }
}
