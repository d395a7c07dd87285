// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Messages
import Store
import Tender
import Testing

/// A message's way through the shop: asked for, handed over, reported or not.
@Suite struct OutboxTests {
    let counter = MessageCounter()
    let person = Actor(name: "wang")
    let sender = Actor(name: "sender")

    @Test func `a message is queued once, however often it is asked for`() async throws {
        let (shop, transaction) = try await counter.open()
        let contact = try await counter.contact(matter: transaction, in: shop)
        let request = counter.request(contact, about: transaction)
        let first = try await shop.queueMessage(request, in: .all, by: person)
        guard case .queued(let id) = first else {
            Issue.record("\(first)")
            return
        }
        #expect(try await shop.queueMessage(request, in: .all, by: person) == .known(id))
        let records = try await shop.outbox(OutboxFilter(), in: .all, cursor: nil, limit: 10).elements
        #expect(records.map(\.id) == [id])
        #expect(records.first?.hint == "138****0000")
        #expect(records.first?.order.text.hasPrefix("【示例超市】您11月20日付款58.00元成功") == true)
        await shop.close()
    }

    @Test func `fifty ask at once and one message goes out`() async throws {
        let (shop, transaction) = try await counter.open()
        let contact = try await counter.contact(matter: transaction, in: shop)
        let request = counter.request(contact, about: transaction)
        let answers = try await withThrowingTaskGroup(of: MessageAnswer.self) { group in
            for _ in 0..<50 {
                group.addTask { try await shop.queueMessage(request, in: .all, by: Actor(name: "wang")) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let queued = answers.filter { if case .queued = $0 { true } else { false } }
        #expect(queued.count == 1)
        #expect(try await counter.claim(shop).count == 1)
        #expect(try await counter.claim(shop).isEmpty)
        await shop.close()
    }

    @Test func `sending is durable before anything goes out, and a crash leaves it unknown`() async throws {
        let (shop, transaction) = try await counter.open()
        let id = try await counter.queue(shop, about: transaction)
        let outgoing = try await counter.claim(shop)
        #expect(outgoing.map(\.id) == [id])
        #expect(outgoing.first?.address.text == "+8613800000000")
        await shop.close()
        // The machine stops before the channel answers.
        let again = try await counter.folder.open(counter.clock)
        #expect(try await again.message(id, in: .all).record.file.isUnderWay)
        try await again.tidyMessages(isStart: true)
        let file = try await again.message(id, in: .all).record.file
        #expect(file.state == .unknown && !file.isUnderWay && file.isUndeliverable)
        counter.clock.turn(seconds: 86_400)
        #expect(try await counter.claim(again).isEmpty)
        try await again.askAgain(id, reason: "顾客说没收到", in: .all, by: person)
        #expect(try await counter.claim(again).map(\.attempt) == [2])
        await again.close()
    }

    @Test func `put off it is tried later and in the end given up`() async throws {
        let (shop, transaction) = try await counter.open()
        let id = try await counter.queue(shop, about: transaction)
        for attempt in 1...6 {
            #expect(try await counter.claim(shop).map(\.attempt) == [attempt])
            try await shop.noteMessage(id, .failed(code: "451 try later", isFinal: false), by: sender)
            #expect(try await counter.claim(shop).isEmpty)
            counter.clock.turn(seconds: 4 * 3_600)
        }
        let file = try await shop.message(id, in: .all).record.file
        #expect(file.state == .failed && file.isUndeliverable)
        #expect(try await counter.codes(shop, transaction).contains("RC-08"))
        await shop.close()
    }

    @Test func `refused for good is RC-08 until another way delivered it`() async throws {
        let (shop, transaction) = try await counter.open()
        let id = try await counter.queue(shop, about: transaction)
        _ = try await counter.claim(shop)
        try await shop.noteMessage(id, .failed(code: "isv.MOBILE_NUMBER_ILLEGAL", isFinal: true), by: sender)
        #expect(try await counter.codes(shop, transaction).contains("RC-08"))
        var filter = OutboxFilter()
        filter.isUndeliverableOnly = true
        #expect(try await shop.outbox(filter, in: .all, cursor: nil, limit: 10).elements.map(\.id) == [id])
        #expect(try await shop.outboxCounts(in: .all).undeliverable == 1)
        counter.clock.turn(seconds: 60)
        try await shop.askAgain(id, reason: "号码已更正", in: .all, by: person)
        _ = try await counter.claim(shop)
        try await shop.noteMessage(id, .sent(reference: "900619746936498440^0"), by: sender)
        counter.clock.turn(seconds: 10)
        try await shop.noteMessage(id, .delivered, by: sender)
        #expect(try await !counter.codes(shop, transaction).contains("RC-08"))
        #expect(try await shop.transaction(transaction, in: .all).summary.slip == .deliveredElectronically)
        await shop.close()
    }

    @Test func `no report for fifteen minutes is RC-08, for a letter it is not`() async throws {
        let (shop, transaction) = try await counter.open()
        let id = try await counter.queue(shop, about: transaction)
        _ = try await counter.claim(shop)
        try await shop.noteMessage(id, .sent(reference: "x"), by: sender)
        counter.clock.turn(seconds: 899)
        try await shop.tidyMessages(isStart: false)
        #expect(try await !counter.codes(shop, transaction).contains("RC-08"))
        counter.clock.turn(seconds: 1)
        try await shop.tidyMessages(isStart: false)
        #expect(try await counter.codes(shop, transaction).contains("RC-08"))
        #expect(try await shop.message(id, in: .all).record.file.isOverdue)
        await shop.close()
    }

    @Test func `another store's people see neither message nor contact`() async throws {
        let (shop, transaction) = try await counter.open()
        let id = try await counter.queue(shop, about: transaction)
        let contact = try await shop.message(id, in: .only(["S1"])).record.order.contact
        await #expect(throws: StoreError.missing) { try await shop.message(id, in: .only(["S2"])) }
        await #expect(throws: StoreError.missing) { try await shop.contact(contact, in: .only(["S2"])) }
        await #expect(throws: StoreError.missing) { try await shop.address(of: contact, in: .only(["S2"])) }
        #expect(try await shop.outbox(OutboxFilter(), in: .only(["S2"]), cursor: nil, limit: 9).elements.isEmpty)
        #expect(try await shop.outboxCounts(in: .only(["S2"])) == OutboxCounts())
        await shop.close()
    }

    @Test func `what is queued in quiet hours waits for the morning`() async throws {
        let (shop, transaction) = try await counter.open()
        counter.clock.turn(seconds: 8 * 3_600)
        let contact = try await counter.contact(matter: transaction, in: shop)
        var request = counter.request(contact, about: transaction)
        request.hours = try #require(QuietHours(text: "08:00-22:00"))
        _ = try await shop.queueMessage(request, in: .all, by: person)
        #expect(try await counter.claim(shop).isEmpty)
        counter.clock.turn(seconds: 9 * 3_600)
        #expect(try await counter.claim(shop).count == 1)
        await shop.close()
    }

    @Test func `a rebuilt shop holds the same messages, byte for byte`() async throws {
        let (shop, transaction) = try await counter.open()
        let id = try await counter.queue(shop, about: transaction)
        _ = try await counter.claim(shop)
        try await shop.noteMessage(id, .failed(code: "550", isFinal: true), by: sender)
        try await shop.putWording(TemplateKey(.n7, .english), "{sign}: done. {site} code {code}", by: person)
        let second = try await counter.contact("c@example.com", matter: transaction, in: shop)
        try await shop.noteContact(.erased, of: second, in: .all, by: person)
        let before = try await shop.contentDigest()
        await shop.close()
        #expect(try await counter.folder.rebuild(counter.clock).contentDigest == before)
    }
}
