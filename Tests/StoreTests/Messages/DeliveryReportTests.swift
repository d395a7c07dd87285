// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Messages
import Store
import Tender
import Testing

/// What providers report later: it arrived, or it did not; twice, late, in any order.
@Suite struct DeliveryReportTests {
    let counter = MessageCounter()
    let gateway = Actor(name: "gateway")

    private func sent(_ shop: Shop, _ transaction: String, reference: String = "9^0") async throws -> MessageID {
        let id = try await counter.queue(shop, about: transaction)
        _ = try await counter.claim(shop)
        try await shop.noteMessage(id, .sent(reference: reference), by: Actor(name: "sender"))
        return id
    }

    private func report(_ outcome: DeliveryReport.Outcome, _ reference: String = "9^0") -> DeliveryReport {
        DeliveryReport(reference: reference, message: nil, outcome: outcome)
    }

    /// Batches as they may come, and where the message ends.
    static let orders: [([[Bool]], MessageState)] = [
        ([[true]], .delivered), ([[false]], .failed), ([[true, true], [true]], .delivered),
        ([[true], [false]], .delivered), ([[false], [true]], .delivered), ([[false, true, false]], .delivered),
        ([[false], [false, false]], .failed),
    ]

    @Test(arguments: orders)
    func `a report that comes again, or in another order, ends the same`(
        _ batches: [[Bool]], _ end: MessageState
    ) async throws {
        let (shop, transaction) = try await counter.open()
        let id = try await sent(shop, transaction)
        for batch in batches {
            let reports = batch.map { report($0 ? .delivered : .failed("UNDELIV")) }
            let outcome = try await shop.noteReports(reports, by: gateway)
            #expect(outcome.taken + outcome.known == batch.count && outcome.strange == 0)
        }
        let before = try await shop.message(id, in: .all)
        #expect(before.record.file.state == end)
        // All of them once more: nothing is recorded.
        for batch in batches {
            let reports = batch.map { report($0 ? .delivered : .failed("UNDELIV")) }
            if end == .delivered { #expect(try await shop.noteReports(reports, by: gateway).taken == 0) }
        }
        #expect(try await shop.message(id, in: .all).record.file.state == end)
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await counter.folder.rebuild(counter.clock).contentDigest == digest)
    }

    @Test func `no report for fifteen minutes is a case, and the late report closes it`() async throws {
        let (shop, transaction) = try await counter.open()
        _ = try await sent(shop, transaction)
        counter.clock.turn(seconds: 900)
        try await shop.tidyMessages(isStart: false)
        #expect(try await counter.codes(shop, transaction).contains("RC-08"))
        let work = try #require(CaseID(transaction: transaction, family: .receipts))
        #expect(try await shop.caseDetail(work, in: .all).file.state.isOpen)
        counter.clock.turn(seconds: 60)
        #expect(try await shop.noteReports([report(.delivered)], by: gateway).taken == 1)
        #expect(try await !counter.codes(shop, transaction).contains("RC-08"))
        let over = try await shop.caseDetail(work, in: .all)
        #expect(over.file.state == .closed && over.file.proof.hasPrefix("message:M"), "\(over.file.proof)")
        await shop.close()
    }

    @Test func `a report names its message by the shop's own number before the answer to the sending is here`()
        async throws
    {
        let (shop, transaction) = try await counter.open()
        let id = try await counter.queue(shop, about: transaction)
        _ = try await counter.claim(shop)
        let early = try await shop.noteReports([report(.delivered, "77^0")], by: gateway)
        #expect(early.strange == 1 && early.isEarly)
        let named = DeliveryReport(reference: "77^0", message: id, outcome: .delivered)
        #expect(try await shop.noteReports([named], by: gateway).taken == 1)
        try await shop.noteMessage(id, .sent(reference: "77^0"), by: Actor(name: "sender"))
        #expect(try await shop.message(id, in: .all).record.file.state == .delivered)
        let strange = try await shop.noteReports([report(.delivered, "78^0")], by: gateway)
        #expect(strange.strange == 1 && !strange.isEarly)
        await shop.close()
    }

    @Test func `a failure of the first sending says nothing of the second`() async throws {
        let (shop, transaction) = try await counter.open()
        let id = try await sent(shop, transaction, reference: "1^0")
        #expect(try await shop.noteReports([report(.failed("UNDELIV"), "1^0")], by: gateway).taken == 1)
        try await shop.askAgain(id, reason: "again", in: .all, by: Actor(name: "wang"))
        _ = try await counter.claim(shop)
        try await shop.noteMessage(id, .sent(reference: "2^0"), by: Actor(name: "sender"))
        let stale = DeliveryReport(reference: "1^0", message: id, outcome: .failed("UNDELIV"))
        #expect(try await shop.noteReports([stale], by: gateway).known == 1)
        #expect(try await shop.message(id, in: .all).record.file.state == .sent)
        await shop.close()
    }

    @Test func `what was taken and is silent is asked about, with its number`() async throws {
        let (shop, transaction) = try await counter.open()
        let id = try await sent(shop, transaction)
        #expect(try await shop.awaitedReports(of: .sms, after: 20_000, limit: 20).isEmpty)
        counter.clock.turn(seconds: 30)
        let awaited = try await shop.awaitedReports(of: .sms, after: 20_000, limit: 20)
        #expect(awaited.map(\.message.id) == [id] && awaited.map(\.reference) == ["9^0"])
        #expect(awaited.first?.message.address.text == "+8613800000000")
        counter.clock.turn(seconds: 4 * 86_400)
        #expect(try await shop.awaitedReports(of: .sms, after: 20_000, limit: 20).isEmpty)
        await shop.close()
    }
}
