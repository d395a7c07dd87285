// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Hummingbird
import HummingbirdTesting
import Messages
import Printing
import Refunds
import Store
import Tender
import Testing

@testable import Console

/// A stage on which people try things, each on things of their own.
struct Scene: Sendable {
    let stage: Stage
    let client: any TestClientProtocol
    /// Tells one deed's things from another's.
    let door: Int

    var shop: Shop { stage.shop }
    var today: CivilDate { Zone.shanghai.civil(at: stage.clock.now()).date }

    func browser(_ person: String) async throws -> Browser {
        let browser = try await Browser.signedIn(person, client)
        // A page with a form, for its token.
        _ = try await browser.get("/account")
        return browser
    }

    func program(_ person: String) async throws -> Program { try await Program.signedIn(person, client) }

    /// A sale of its own for a person's turn.
    func sale(_ amount: String, _ turn: Int, store: StoreID = "N1", daysAgo: Int = 0) async throws -> String {
        let number = 100_000 + door * 1_000 + turn
        return try await stage.sell(
            amount, store: store, reference: "112015\(number)",
            at: "\(today.adding(days: -daysAgo)) 0\(turn):\(10 + door * 20):00")
    }

    /// A slip of its own, with its sale.
    func slip(_ turn: Int, store: StoreID = "N1") async throws -> String {
        let reference = "112016\(100_000 + door * 1_000 + turn)"
        try await stage.sell("58.00", store: store, reference: reference)
        let id = PrintJobID(milliseconds: TestClock.start.milliseconds, high: 0, low: UInt64(1_000 * door + turn + 1))
        return try await stage.keepSlip(id, store: store, reference: reference).text
    }

    /// A contact of its own, of a transaction.
    func contact(_ turn: Int) async throws -> String {
        let matter = try await sale("9.00", turn)
        let address = try #require(ContactAddress("1380000\(1_000 + door * 100 + turn)", route: .sms))
        let request = ContactRequest(address: address, language: .chinese, matter: matter, store: "N1")
        return try await shop.keepContact(request, by: .system).text
    }

    /// A case of its own.
    func work(_ code: String, _ turn: Int) async throws -> String {
        let code = try #require(FindingCode(code))
        return try await shop.openCase(
            code, about: nil, store: "N1", words: "case \(door) \(turn)", in: .all, by: .system
        ).text
    }

    /// A request by somebody else that waits for a second person.
    func request(_ amount: String, _ turn: Int, daysAgo: Int, as role: RefundRole) async throws -> String {
        let sale = try await sale(amount, turn, daysAgo: daysAgo)
        let wish = RefundRequest(transaction: sale, amount: try Money(text: amount), reason: .other)
        let answer = try await shop.requestRefund(wish, as: role, in: .all, by: Actor(name: "another"))
        guard case .done(let record) = answer else { throw StoreError.missing }
        return record.id.text
    }

    /// Whether a charge has a refund, and whether that is done without a second person.
    func refunded(_ sale: String, alone: Bool) async throws -> Bool {
        guard let one = try await shop.refunds(of: sale, in: .all).first else { return false }
        return !alone || !one.file.isWaiting
    }
}
