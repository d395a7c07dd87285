// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Foundation
import Nexo
import SimKit
import Store
import Synchronization
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

/// A shop with its journal, the terminal's lane and a proxy before the terminal.
struct ProxiedShop {
    let shop: Shop
    let station: AttemptStation
    let proxy: TerminalProxy

    private struct Counter: WallClock {
        func now() -> Instant { TerminalShop.now() }
    }

    /// - Parameter folder: of the journal; the same again for a shop that is opened anew.
    init(
        _ terminal: TerminalShop, in folder: TestFolder,
        told: @escaping @Sendable (EventNotification) async -> Void = { _ in }
    ) async throws {
        shop = try await Shop.open(directory: "\(folder.path)/data", clock: Counter())
        let store = StoreRecord(id: "S1", name: "南京路店", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.putStore(store, by: .system)
        let route = PaymentRoute(link: .terminal, ability: .terminal, policy: TerminalShop.policy, printer: "front")
        let lane = AttemptStation.Lane("10000001", route: route, link: try NexoTerminalLink(terminal.settings))
        station = AttemptStation(shop: shop, lanes: [lane], now: { TerminalShop.now() })
        try await station.start()
        let listen = try #require(ListenAddress("127.0.0.1:0"))
        var settings = TerminalProxySettings(listen: listen, link: terminal.settings, terminal: "10000001")
        settings.policy = TerminalShop.policy
        settings.told = told
        proxy = try await TerminalProxy.start(settings, book: station, now: { TerminalShop.now() }) {
            AttemptID(UUID().uuidString) ?? "none"
        }
    }

    func attempts(_ sale: OrderNumber = "S-9") async throws -> [PaymentRecord] {
        try await shop.payments(of: sale, in: .all)
    }

    /// Waits until nothing of the sale is open any more.
    func settle() async throws {
        for _ in 0..<400 where try await !shop.openPayments().isEmpty { try await Task.sleep(for: .milliseconds(50)) }
    }

    func close() async {
        await proxy.stop()
        await station.stop()
        await shop.close()
    }
}

@Suite(.serialized) struct TerminalProxyTests {
    @Test func `the till pays, refunds and asks as if the terminal were there`() async throws {
        let (terminal, folder) = (try await TerminalShop(), try TestFolder())
        let shop = try await ProxiedShop(terminal, in: folder)
        let till = try ProxiedTill(shop.proxy, terminal)
        let told = try #require(try await till.pay(till.payment("1")))
        #expect(told.response.result == .success && told.receipts.count == 2 && terminal.balance == 5_800)
        guard
            case .answered(let bytes) = await till.client.exchange(
                till.dialogue.diagnosis(hosts: false, serviceID: "2").encoded(), within: 20_000)
        else { throw CancellationError() }
        #expect(try till.wire.message(in: bytes).message.header.category == .diagnosis)
        // A second card for the same bill is the till's to ask for.
        #expect(try await till.pay(till.payment("3", minor: 1_000))?.response.result == .success)
        // That the till has its answer is recorded once the answer is out.
        #expect(try await PrintShop.until { try await shop.attempts().allSatisfy { $0.deliveredAt != nil } })
        let records = try await shop.attempts()
        #expect(records.map(\.by) == ["till:KASSE1", "till:KASSE1"])
        #expect(records.allSatisfy { $0.attempt.state == .approved && $0.deliveredAt != nil && $0.receipt != nil })
        #expect(try await shop.shop.pendingPaymentSlips().isEmpty, "the till prints its slips itself")
        await shop.close()
        await terminal.server.stop()
        withExtendedLifetime(folder) {}
    }

    @Test(
        arguments: [.lostAnswer, .cutAnswer, .httpError, .wrongHeader, .reordered, .silence, .restart]
            as [TerminalFault])
    func `a lost answer is recovered, and the till never notices`(_ fault: TerminalFault) async throws {
        let (terminal, folder) = (try await TerminalShop(), try TestFolder())
        let shop = try await ProxiedShop(terminal, in: folder)
        let till = try ProxiedTill(shop.proxy, terminal)
        terminal.set(fault)
        let told = try #require(try await till.pay(till.payment("1"), within: 30_000))
        #expect(told.response.result == .success && told.receipts.count == 2)
        #expect(try told.result?.amounts?.authorized() == Money(minor: 5_800))
        #expect(terminal.balance == 5_800)
        await shop.close()
        await terminal.server.stop()
        withExtendedLifetime(folder) {}
    }

    @Test func `while nobody knows, every other payment is told to wait, and nothing is charged twice`() async throws {
        let (terminal, folder) = (try await TerminalShop(), try TestFolder())
        let shop = try await ProxiedShop(terminal, in: folder)
        let till = try ProxiedTill(shop.proxy, terminal)
        terminal.server.with { $0.set(.silence) }
        // The till's own patience is shorter than the terminal's.
        #expect(try await till.pay(till.payment("1"), within: 300) == nil)
        for message in [till.payment("2"), till.payment("20", sale: "S-10")] {
            let retry = try #require(try await till.pay(message))
            #expect(retry.response.errorCondition == .busy && terminal.balance == 5_800)
            #expect(retry.response.additionalResponse?.isEmpty == false)
        }
        try await shop.settle()
        // Now it is known: the next try gets the answer that the till never saw.
        let third = try #require(try await till.pay(till.payment("3")))
        #expect(third.response.result == .success && third.receipts.count == 2)
        #expect(terminal.server.with { $0.charges(of: "S-9").count } == 1)
        #expect(try await shop.attempts().count == 1)
        await shop.close()
        await terminal.server.stop()
        withExtendedLifetime(folder) {}
    }

    @Test func `the same message sent twice is one payment with one answer`() async throws {
        let (terminal, folder) = (try await TerminalShop(work: 300), try TestFolder())
        let shop = try await ProxiedShop(terminal, in: folder)
        let till = try ProxiedTill(shop.proxy, terminal)
        let message = till.payment("1")
        let answers = try await withThrowingTaskGroup(of: PaymentResponse?.self) { group in
            for _ in 0..<20 { group.addTask { try await till.pay(message) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 20 && Set(answers.map { $0?.poiData?.transaction.transactionID }).count == 1)
        #expect(answers.allSatisfy { $0?.response.result == .success } && terminal.balance == 5_800)
        await shop.close()
        await terminal.server.stop()
        withExtendedLifetime(folder) {}
    }

    @Test func `a terminal that is not there charges nothing, and the till hears so`() async throws {
        let (terminal, folder) = (try await TerminalShop(), try TestFolder())
        await terminal.server.stop()
        let shop = try await ProxiedShop(terminal, in: folder)
        let till = try ProxiedTill(shop.proxy, terminal)
        let told = try #require(try await till.pay(till.payment("1")))
        #expect(told.response.errorCondition?.moneyRisk == .notCharged)
        await shop.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `after a restart the till that asks again under its number has the approval, once charged`()
        async throws
    {
        let (terminal, folder) = (try await TerminalShop(), try TestFolder())
        let first = try await ProxiedShop(terminal, in: folder)
        let till = try ProxiedTill(first.proxy, terminal)
        terminal.server.with { $0.set(.silence) }
        #expect(try await till.pay(till.payment("1"), within: 200) == nil)
        await first.close()
        let second = try await ProxiedShop(terminal, in: folder)
        let again = try ProxiedTill(second.proxy, terminal)
        let told = try #require(try await again.pay(again.payment("1"), within: 30_000))
        #expect(told.response.result == .success && told.receipts.count == 2)
        #expect(terminal.server.with { $0.charges(of: "S-9").count } == 1)
        let record = try #require(try await second.attempts().first)
        #expect(record.attempt.loss != nil && record.receipt != nil)
        // Whether the terminal hears or not: what is known is kept.
        await terminal.server.stop()
        let status = again.dialogue.status(of: again.payment("1").header, serviceID: "9")
        guard case .answered(let bytes) = await again.client.exchange(status.encoded(), within: 20_000),
            case .transactionStatusResponse(let answer) = try again.wire.message(in: bytes).message.body,
            case .repeated(let repeated) = StatusReading(answer, asked: again.payment("1").header)
        else { throw CancellationError() }
        #expect(repeated.body.payment?.response.result == .success && repeated.body.receipts.count == 2)
        await second.close()
        withExtendedLifetime(folder) {}
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `whatever is sent to its address, what was charged is what is recorded`(_ seed: UInt64) async throws {
        let (terminal, folder) = (try await TerminalShop(.plainHTTP), try TestFolder())
        let shop = try await ProxiedShop(terminal, in: folder)
        let till = try ProxiedTill(shop.proxy, terminal)
        var chance = SplitMix64(seed: seed)
        for number in 0..<60 {
            let service = String(chance.next() % 20)
            var bytes = till.payment(service, sale: "S-\(chance.next() % 6)", minor: 100 + Int64(number)).encoded()
            for _ in 0..<(chance.next() % 3) {
                let place = Int(chance.next() % UInt64(bytes.count))
                switch chance.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: chance.next())
                case 1: bytes.remove(at: place)
                default: bytes = Array(bytes.prefix(place))
                }
                if bytes.isEmpty { bytes = [0x7B] }
            }
            _ = await till.client.exchange(bytes, within: 20_000)
        }
        try await shop.settle()
        let told = try #require(try await till.pay(till.payment("END", sale: "S-END")))
        #expect(told.response.result == .success)
        let records = try await shop.shop.payments(limit: 1_000, in: .all)
        let recorded = records.filter { $0.attempt.state.isApproved }.map { "\($0.attempt.request.order)" }.sorted()
        let charged = terminal.server.with { $0.entries.filter { $0.moved.minor > 0 }.map(\.sale) }.sorted()
        #expect(recorded == charged, "seed \(seed)")
        #expect(records.reduce(0) { $0 + $1.attempt.charged.minor } == terminal.balance, "seed \(seed)")
        await shop.close()
        await terminal.server.stop()
        withExtendedLifetime(folder) {}
    }

    @Test func `the terminal's own events are taken, and a stranger's are not`() async throws {
        let (terminal, folder) = (try await TerminalShop(), try TestFolder())
        let heard = Mutex<[EventToNotify]>([])
        let shop = try await ProxiedShop(terminal, in: folder) { event in heard.withLock { $0.append(event.event) } }
        let till = try ProxiedTill(shop.proxy, terminal)
        for (poiID, event) in [(terminal.settings.poiID, EventToNotify.initialised), ("P400-1", .securityAlarm)] {
            let text = """
                {"SaleToPOIRequest":{"MessageHeader":{"MessageClass":"Event","MessageCategory":"Event",\
                "MessageType":"Notification","DeviceID":"1","SaleID":"Sale","POIID":"\(poiID)"},"EventNotification":\
                {"TimeStamp":"2026-03-26T10:15:30+08:00","EventToNotify":"\(event.rawValue)"}}}
                """
            let reply = await till.client.exchange(Array(text.utf8), within: 20_000)
            #expect((reply == .answered([])) == (poiID == terminal.settings.poiID))
        }
        #expect(heard.withLock { $0 } == [.initialised])
        await shop.close()
        await terminal.server.stop()
        withExtendedLifetime(folder) {}
    }

    @Test func `a payment of the till's door and one of the proxy share the lane`() async throws {
        let (terminal, folder) = (try await TerminalShop(work: 400), try TestFolder())
        let shop = try await ProxiedShop(terminal, in: folder)
        let till = try ProxiedTill(shop.proxy, terminal)
        let order = PaymentOrder(
            order: "D-1", kind: .sale, amount: Money(minor: 700), terminal: "10000001", key: "k1")
        guard case .begun(let begun) = try await shop.station.begin(order, id: "D1", in: .all, by: .system) else {
            throw CancellationError()
        }
        let refused = try #require(try await till.pay(till.payment("1")))
        #expect(refused.response.errorCondition == .busy)
        #expect(try await shop.shop.payment(begun.id, waiting: .seconds(20), in: .all).attempt.state == .approved)
        async let paid = till.pay(till.payment("2"))
        for _ in 0..<400 where try await shop.attempts().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        // The door's order waits its turn behind the till's.
        let next = PaymentOrder(
            order: "D-2", kind: .sale, amount: Money(minor: 900), terminal: "10000001", key: "k2")
        guard case .begun(let waiting) = try await shop.station.begin(next, id: "D2", in: .all, by: .system) else {
            throw CancellationError()
        }
        #expect(waiting.attempt.state == .intended)
        let told = try await paid
        #expect(told?.response.result == .success)
        #expect(try await shop.shop.payment("D2", waiting: .seconds(20), in: .all).attempt.state == .approved)
        #expect(terminal.balance == 5_800 + 700 + 900)
        await shop.close()
        await terminal.server.stop()
        withExtendedLifetime(folder) {}
    }
}
