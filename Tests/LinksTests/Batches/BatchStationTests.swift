// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import Bytes
import Charges
import Foundation
import Links
import SimKit
import Store
import Synchronization
import Tender
import Testing

/// Batches closed at a simulated acquirer, with the journal and the database on disk.
@Suite(.serialized) struct BatchStationTests {
    private static let terminal: TerminalID = "30100001"

    /// A clock that a test turns.
    private final class Clock: WallClock {
        private let time: Mutex<Instant>
        init(_ text: String) throws {
            time = Mutex(Zone.shanghai.instant(of: try #require(CivilTime(text: text))))
        }
        func now() -> Instant { time.withLock { $0 } }
        func turn(seconds: Int64) { time.withLock { $0 = $0.adding(milliseconds: seconds * 1_000) } }
    }

    /// Does as the link does and fails as told: the program ends after so many records.
    private final class Cut: BatchLink {
        struct Killed: Error {}
        private let link: AcquirerLink
        private let left: Mutex<Int>

        init(link: AcquirerLink, records: Int) {
            self.link = link
            left = Mutex(records)
        }

        func closeBatch(
            _ close: BatchClose, record: @Sendable (BatchClose.Event) async throws -> Void
        ) async -> BatchCloseReport {
            await link.closeBatch(close) { event in
                let isOver = self.left.withLock { count in
                    count -= 1
                    return count < 0
                }
                if isOver { throw Killed() }
                try await record(event)
            }
        }
    }

    private func open(_ folder: TestFolder, _ clock: Clock) async throws -> Shop {
        let shop = try await Shop.open(directory: "\(folder.path)/data", clock: clock)
        let store = StoreRecord(id: "S1", name: "南京路店", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.putStore(store, by: .system)
        try await shop.putTerminal(terminal: Self.terminal, merchant: nil, store: "S1", by: .system)
        return shop
    }

    private static let numbers = Mutex(0)

    private func station(
        _ shop: Shop, _ clock: Clock, _ link: any BatchLink, closeAt: String? = nil
    ) async throws -> BatchStation {
        let station = BatchStation(
            shop: shop,
            counters: [
                .init(Self.terminal, first: "000727", rows: 8, closeAt: closeAt.flatMap { ClosingTime($0) }, link: link)
            ],
            now: { clock.now() },
            newID: {
                let number = Self.numbers.withLock { last in
                    last += 1
                    return last
                }
                return BatchCloseID("C\(number)")
            }, pauses: [20])
        try await station.start()
        return station
    }

    /// Sales through the lanes, each to its end.
    private func sell(_ count: Int, _ shop: Shop, _ clock: Clock, _ bench: AcquirerBench) async throws {
        var route = PaymentRoute(
            link: .acquirer, ability: .acquirer, policy: RecoveryPolicy(answerWithin: 30_000), batch: "000727")
        route.acceptsCards = true
        let station = AttemptStation(
            shop: shop, lanes: [.init(Self.terminal, route: route, link: bench.link)], now: { clock.now() })
        try await station.start()
        for number in 1...count {
            clock.turn(seconds: 1)
            let order = PaymentOrder(
                order: OrderNumber("R\(number)-\(clock.now().milliseconds)") ?? "R", kind: .sale,
                amount: Money(minor: Int64(number) * 100), terminal: Self.terminal,
                key: "k\(number)-\(clock.now().milliseconds)")
            let id = AttemptID("A\(number)-\(clock.now().milliseconds)") ?? "A"
            _ = try await station.begin(
                order, id: id, input: .card(AcquirerBench.card), in: .all, by: Actor(name: "li"))
            let record = try await station.outcome(of: id)
            #expect(record.attempt.state == .approved)
        }
        await station.stop()
    }

    private func closed(_ shop: Shop, count: Int = 1) async throws -> [BatchCloseStory] {
        for _ in 0..<3_000 {
            let all = try await shop.batchCloses(in: .all)
            if all.filter({ $0.close.state == .closed }).count >= count { return all }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try await shop.batchCloses(in: .all)
    }

    @Test func `a batch is closed when asked to, both count the same, and its number rises`() async throws {
        let (folder, clock) = (try TestFolder(), try Clock("2026-11-26 15:00:00"))
        let bench = try await AcquirerBench.open()
        let shop = try await open(folder, clock)
        try await sell(3, shop, clock, bench)
        let station = try await station(shop, clock, bench.link)
        guard case .begun = try await station.close(Self.terminal, in: .all, by: Actor(name: "li")) else {
            return #expect(Bool(false))
        }
        let story = try #require(try await closed(shop).first)
        #expect(story.close.state == .closed && story.close.isBalanced == true && story.by == "li")
        #expect(story.close.batch == "000727" && story.close.totals.debits == 600)
        try await sell(1, shop, clock, bench)
        #expect(try await shop.batchInHand(Self.terminal, first: "000727", in: .all).number == "000728")
        guard case .refused(.noCounter) = try await station.close("T9", in: .all, by: .system) else {
            return #expect(Bool(false))
        }
        await station.stop()
        await shop.close()
        await bench.close()
        try expectNoCard(in: folder)
    }

    /// Not a card's number in anything that was written, as text or packed.
    private func expectNoCard(in folder: TestFolder) throws {
        let number = AcquirerBench.card.number
        let packed = try #require(Hexadecimal.bytes(of: number))
        let files = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        #expect(files.count > 2)
        for file in files {
            guard let content = FileManager.default.contents(atPath: "\(folder.path)/\(file)") else { continue }
            #expect(content.range(of: Data(number.utf8)) == nil, "\(file)")
            #expect(content.range(of: Data(packed)) == nil, "\(file)")
        }
    }

    @Test(arguments: [2, 5, 6, 7, 8]) func `a program that ends in the middle of an upload goes on where it was`(
        _ records: Int
    ) async throws {
        let (folder, clock) = (try TestFolder(), try Clock("2026-11-26 15:00:00"))
        let bench = try await AcquirerBench.open()
        var shop = try await open(folder, clock)
        try await sell(18, shop, clock, bench)
        // The host books one more than the shop knows of.
        var stray = AcquirerBench.attempt(77, minor: 990)
        try await bench.settle(&stray)
        let first = try await station(shop, clock, Cut(link: bench.link, records: records))
        _ = try await first.close(Self.terminal, in: .all, by: Actor(name: "li"))
        for _ in 0..<2_000 {
            if try await shop.batchCloses(in: .all).first?.steps.count ?? 0 >= records { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        await first.stop()
        await shop.close()
        shop = try await open(folder, clock)
        let second = try await station(shop, clock, bench.link)
        let story = try #require(try await closed(shop).first)
        #expect(story.close.state == .closed && story.close.isBalanced == false)
        #expect(story.close.told?.count == 19 && story.close.told?.debits == 17_100 + 990)
        let shown = try await bench.server.with { $0.batches.values.first?.timesShown ?? [:] }
        #expect(shown.count == 18)
        await second.stop()
        await shop.close()
        await bench.close()
    }

    @Test func `the clock closes what was begun before the closing time, also the morning after`() async throws {
        let (folder, clock) = (try TestFolder(), try Clock("2026-11-26 23:29:00"))
        let bench = try await AcquirerBench.open()
        let shop = try await open(folder, clock)
        try await sell(2, shop, clock, bench)
        let early = try await station(shop, clock, bench.link, closeAt: "23:30")
        try await Task.sleep(for: .milliseconds(200))
        #expect(try await shop.batchCloses(in: .all).isEmpty, "not yet")
        await early.stop()
        clock.turn(seconds: 9 * 3_600)
        let late = try await station(shop, clock, bench.link, closeAt: "23:30")
        let story = try #require(try await closed(shop).first)
        #expect(story.close.state == .closed && story.close.entries.count == 2 && story.by == Actor.system.name)
        await late.stop()
        await shop.close()
        await bench.close()
    }

    @Test func `a host that cannot be reached stops the close with words, and it goes on by itself`() async throws {
        let (folder, clock) = (try TestFolder(), try Clock("2026-11-26 15:00:00"))
        let bench = try await AcquirerBench.open()
        let shop = try await open(folder, clock)
        try await sell(1, shop, clock, bench)
        try await bench.server.with { $0.order(AcquirerFaultOrder(.code96, to: .batch, times: 6)) }
        let station = try await station(shop, clock, bench.link)
        _ = try await station.close(Self.terminal, in: .all, by: Actor(name: "li"))
        let story = try #require(try await closed(shop).first)
        #expect(story.close.state == .closed && story.problem == nil)
        #expect(story.steps.contains { $0.name == "stopped" })
        await station.stop()
        await shop.close()
        await bench.close()
    }
}
