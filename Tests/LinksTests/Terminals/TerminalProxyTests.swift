// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Foundation
import Nexo
import SimKit
import Tender
import Terminals
import Testing

@testable import Links

/// A till that knows nothing of us: it speaks to the proxy's address as to the terminal's.
struct ProxiedTill {
    let client: NexoClient
    let wire: TerminalWire
    let dialogue: Dialogue

    init(_ proxy: TerminalProxy, _ shop: TerminalShop) throws {
        let settings = TerminalSettings(
            address: "http://127.0.0.1:\(proxy.port)/nexo", poiID: shop.settings.poiID, saleID: "KASSE1")
        let link = try NexoTerminalLink(settings)
        client = link.client
        wire = link.wire
        dialogue = link.exchange.dialogue
    }

    func payment(_ service: String, sale: String = "S-9", minor: Int64 = 5_800) -> SaleToPOIMessage {
        dialogue.payment(Money(minor: minor), sale: sale, at: TerminalShop.now(), serviceID: service)
    }

    /// The answer; nil where none came.
    func pay(_ message: SaleToPOIMessage, within patience: Int64 = 20_000) async throws -> PaymentResponse? {
        guard case .answered(let bytes) = await client.exchange(message.encoded(), within: patience) else { return nil }
        let answer = try wire.message(in: bytes).message
        #expect(message.header.isAnswered(by: answer.header))
        guard case .paymentResponse(let told) = answer.body else { return nil }
        return told
    }
}

@Suite(.serialized) struct TerminalProxyTests {
    private static func proxy(
        _ shop: TerminalShop, _ book: MemoryProxyBook
    ) async throws -> TerminalProxy {
        let listen = try #require(ListenAddress("127.0.0.1:0"))
        var settings = TerminalProxySettings(listen: listen, link: shop.settings, terminal: "10000001")
        settings.policy = TerminalShop.policy
        return try await TerminalProxy.start(settings, book: book, now: { TerminalShop.now() }) {
            AttemptID(UUID().uuidString) ?? "none"
        }
    }

    private static func book() -> MemoryProxyBook { MemoryProxyBook(policy: TerminalShop.policy) }

    @Test func `the till pays, refunds and asks as if the terminal were there`() async throws {
        let shop = try await TerminalShop()
        let book = Self.book()
        let proxy = try await Self.proxy(shop, book)
        let till = try ProxiedTill(proxy, shop)
        let told = try #require(try await till.pay(till.payment("1")))
        #expect(told.response.result == .success && told.receipts.count == 2 && shop.balance == 5_800)
        #expect(book.seen.map(\.side) == [.till, .terminal])
        guard
            case .answered(let bytes) = await till.client.exchange(
                till.dialogue.diagnosis(hosts: false, serviceID: "2").encoded(), within: 5_000)
        else { throw CancellationError() }
        #expect(try till.wire.message(in: bytes).message.header.category == .diagnosis)
        // A second card for the same bill is the till's to ask for.
        #expect(try await till.pay(till.payment("3", minor: 1_000))?.response.result == .success)
        await proxy.stop()
        await shop.server.stop()
    }

    @Test(
        arguments: [.lostAnswer, .cutAnswer, .httpError, .wrongHeader, .reordered, .silence, .restart]
            as [TerminalFault])
    func `a lost answer is recovered, and the till never notices`(_ fault: TerminalFault) async throws {
        let shop = try await TerminalShop()
        let proxy = try await Self.proxy(shop, Self.book())
        let till = try ProxiedTill(proxy, shop)
        shop.set(fault)
        let told = try #require(try await till.pay(till.payment("1")))
        #expect(told.response.result == .success && told.receipts.count == 2)
        #expect(try told.result?.amounts?.authorized() == Money(minor: 5_800))
        #expect(shop.balance == 5_800)
        await proxy.stop()
        await shop.server.stop()
    }

    @Test func `while nobody knows, another try for the sale is told to wait, and nothing is charged twice`()
        async throws
    {
        let shop = try await TerminalShop()
        let book = Self.book()
        let proxy = try await Self.proxy(shop, book)
        let till = try ProxiedTill(proxy, shop)
        shop.server.with {
            $0.set(.silence)
        }
        // The till's own patience is shorter than the terminal's.
        #expect(try await till.pay(till.payment("1"), within: 300) == nil)
        let retry = try #require(try await till.pay(till.payment("2")))
        #expect(retry.response.errorCondition == .busy && shop.balance == 5_800)
        for _ in 0..<200 where await !book.open().isEmpty { try await Task.sleep(for: .milliseconds(50)) }
        // Now it is known: the next try gets the answer that the till never saw.
        let third = try #require(try await till.pay(till.payment("3")))
        #expect(third.response.result == .success && third.receipts.count == 2)
        #expect(shop.server.with { $0.charges(of: "S-9").count } == 1)
        await proxy.stop()
        await shop.server.stop()
    }

    @Test func `the same message sent twice is one payment with one answer`() async throws {
        let shop = try await TerminalShop(work: 300)
        let proxy = try await Self.proxy(shop, Self.book())
        let till = try ProxiedTill(proxy, shop)
        let message = till.payment("1")
        let answers = try await withThrowingTaskGroup(of: PaymentResponse?.self) { group in
            for _ in 0..<20 { group.addTask { try await till.pay(message) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 20 && Set(answers.map { $0?.poiData?.transaction.transactionID }).count == 1)
        #expect(answers.allSatisfy { $0?.response.result == .success } && shop.balance == 5_800)
        await proxy.stop()
        await shop.server.stop()
    }

    @Test func `a terminal that is not there charges nothing, and the till hears so`() async throws {
        let shop = try await TerminalShop()
        await shop.server.stop()
        let proxy = try await Self.proxy(shop, Self.book())
        let till = try ProxiedTill(proxy, shop)
        let told = try #require(try await till.pay(till.payment("1")))
        #expect(told.response.errorCondition?.moneyRisk == .notCharged)
        await proxy.stop()
    }

    @Test func `a proxy that was killed asks what became of what it left open`() async throws {
        let shop = try await TerminalShop()
        let book = Self.book()
        let first = try await Self.proxy(shop, book)
        let till = try ProxiedTill(first, shop)
        shop.server.with {
            $0.set(.silence)
        }
        #expect(try await till.pay(till.payment("1"), within: 200) == nil)
        await first.stop()
        #expect(await book.open().count == 1)
        let second = try await Self.proxy(shop, book)
        for _ in 0..<200 where await !book.open().isEmpty { try await Task.sleep(for: .milliseconds(50)) }
        let retry = try #require(try await ProxiedTill(second, shop).pay(till.payment("2")))
        #expect(retry.response.result == .success && shop.server.with { $0.charges(of: "S-9").count } == 1)
        await second.stop()
        await shop.server.stop()
    }
}
