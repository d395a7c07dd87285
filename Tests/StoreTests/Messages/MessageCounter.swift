// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Messages
import Printing
import Store
import Tender
import Testing

/// A shop with one sale whose slip did not come out, and a customer who has left.
struct MessageCounter {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 15:03:10")
    static let job = PrintJobID(milliseconds: 1, high: 0, low: 1)

    func open() async throws -> (shop: Shop, transaction: String) {
        let shop = try await folder.open(clock)
        let store = StoreRecord(id: "S1", name: "南京路店", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.putStore(store, by: .system)
        try await shop.putTerminal(terminal: "T0000001", merchant: nil, store: "S1", by: .system)
        let sold = try Told.by(.till, "58.00", at: "2026-11-20 15:03:07", recorded: clock.now().milliseconds) {
            $0.status = .approved
            $0.reference = "112015030001"
        }
        let transaction = try #require(try await shop.record([sold], by: .system).transactions.first)
        var facts = Facts(type: .sale)
        facts.amount = try Money(text: "58.00")
        facts.terminal = "T0000001"
        facts.reference = "112015030001"
        let captured = CapturedJob(
            id: Self.job, printer: "front", sender: "192.0.2.20", startedAt: clock.now(), endedAt: clock.now(),
            ending: .cut, bytes: Array("RMB 58.00\n".utf8))
        let reading = SlipReading(
            text: "RMB 58.00", encoding: "ascii", confidence: 96, isCutShort: false, facts: facts,
            factsConfidence: 95)
        try await shop.keepReceipt(captured, reading: reading, by: .system)
        return (shop, transaction)
    }

    static func values() -> MessageValues {
        var values = MessageValues()
        for variable in MessageVariable.allCases { values[variable] = variable.sample(in: .chinese) }
        return values
    }

    func contact(
        _ typed: String = "13800000000", matter: String, in shop: Shop
    ) async throws -> ContactID {
        let address = try #require(ContactAddress(guessing: typed))
        let request = ContactRequest(address: address, language: .chinese, matter: matter, store: "S1")
        return try await shop.keepContact(request, by: Actor(name: "wang"))
    }

    func request(_ contact: ContactID, about transaction: String, name: TemplateName = .n1) -> MessageRequest {
        var request = MessageRequest(
            template: TemplateKey(name, .chinese), values: Self.values(), contact: contact)
        request.transaction = transaction
        request.receipt = Self.job.text
        return request
    }

    func queue(_ shop: Shop, about transaction: String) async throws -> MessageID {
        let contact = try await contact(matter: transaction, in: shop)
        let answer = try await shop.queueMessage(
            request(contact, about: transaction), in: .all, by: Actor(name: "wang"))
        guard case .queued(let id) = answer else {
            Issue.record("\(answer)")
            return MessageID(0)
        }
        return id
    }

    func claim(_ shop: Shop) async throws -> [OutgoingMessage] {
        try await shop.claimMessages(10, routes: [.sms, .email], by: Actor(name: "sender"))
    }

    func codes(_ shop: Shop, _ transaction: String) async throws -> [String] {
        try await shop.transaction(transaction, in: .all).summary.codes.map(\.text)
    }
}
