// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Foundation
import Links
import Store
import Tender
import Testing

/// From the till's order to its end, whatever the far end does. Waits are short; the journal and the database are real.
@Suite struct AttemptStationTests {
    static let policy = RecoveryPolicy(
        answerWithin: 2_000, askAfter: [5, 10], asksBeforeRemedy: 2, remedyAfter: [5, 10], slowly: 600_000)

    private struct Counter: WallClock {
        func now() -> Instant { Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000)) }
    }

    private func open(_ folder: TestFolder) async throws -> Shop {
        let shop = try await Shop.open(directory: "\(folder.path)/data", clock: Counter())
        let store = StoreRecord(id: "S1", name: "南京路店", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.putStore(store, by: .system)
        return shop
    }

    private func station(_ shop: Shop, _ links: [TerminalID: ScriptedLink]) async throws -> AttemptStation {
        let lanes = links.map { terminal, link in
            AttemptStation.Lane(
                terminal, route: PaymentRoute(link: .acquirer, ability: link.ability, policy: Self.policy), link: link)
        }
        let station = AttemptStation(shop: shop, lanes: lanes, now: { Counter().now() })
        try await station.start()
        return station
    }

    private func order(
        _ order: OrderNumber = "R1", key: String = "k1", terminal: TerminalID = "T1", minor: Int64 = 5_800
    ) -> PaymentOrder {
        PaymentOrder(
            order: order, kind: .sale, amount: Money(minor: minor, currency: .cny), terminal: terminal, key: key)
    }

    private func end(_ id: AttemptID, _ shop: Shop) async throws -> Attempt {
        try await shop.payment(id, waiting: .seconds(10), in: .all).attempt
    }

    @Test func `an answer that comes is recorded before the till is told`() async throws {
        let folder = try TestFolder()
        let shop = try await open(folder)
        let station = try await station(shop, ["T1": ScriptedLink { _, attempt, _ in attempt.approval }])
        guard case .begun = try await station.begin(order(), id: "A1", in: .all, by: .system) else {
            Issue.record("nothing began")
            return
        }
        #expect(try await end("A1", shop).state == .approved)
        #expect(try await shop.payment("A1", in: .all).receipt != nil)
        await station.stop()
        await shop.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `a lost answer is reversed until it is answered, and then the sale may be paid`() async throws {
        let folder = try TestFolder()
        let shop = try await open(folder)
        let link = ScriptedLink { work, attempt, count in
            switch work {
            case .send where attempt.id == "A1": LinkReport(.lost(.timeout))
            case .send: attempt.approval
            case .reverse: count < 1 ? LinkReport(.lost(.timeout)) : LinkReport(.reversalDone)
            default: LinkReport(.stillOpen)
            }
        }
        let station = try await station(shop, ["T1": link])
        _ = try await station.begin(order(), id: "A1", in: .all, by: .system)
        #expect(try await end("A1", shop).state == .reversed)
        #expect(link.works(of: "A1") == [.send, .reverse, .reverse])
        _ = try await station.begin(order(key: "k2"), id: "A2", in: .all, by: .system)
        #expect(try await end("A2", shop).state == .approved)
        await station.stop()
        await shop.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `one key a thousand times at once is one request at the host`() async throws {
        let folder = try TestFolder()
        let shop = try await open(folder)
        let link = ScriptedLink { _, attempt, _ in
            try? await Task.sleep(for: .milliseconds(20))
            return attempt.approval
        }
        let station = try await station(shop, ["T1": link])
        let answers = try await withThrowingTaskGroup(of: AttemptID?.self) { group in
            for number in 0..<1_000 {
                group.addTask {
                    let id = AttemptID("A\(number)") ?? "A"
                    switch try await station.begin(order(), id: id, in: .all, by: .system) {
                    case .begun(let record), .same(let record): return record.id
                    case .refused: return nil
                    }
                }
            }
            var found: [AttemptID?] = []
            for try await answer in group { found.append(answer) }
            return found
        }
        #expect(Set(answers).count == 1)
        let id = try #require(answers.first ?? nil)
        #expect(try await end(id, shop).state == .approved)
        #expect(link.count(.send) == 1)
        guard
            case .refused(.otherContent, _) = try await station.begin(
                order(minor: 5_900), id: "B", in: .all, by: .system)
        else {
            Issue.record("other content went through")
            return
        }
        #expect(link.count(.send) == 1)
        await station.stop()
        await shop.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `the program ends while the answer is out, starts again and carries the reversal through`() async throws
    {
        let folder = try TestFolder()
        var shop = try await open(folder)
        // Sent, and then nothing more of this process: the lane never records an answer.
        _ = try await shop.begin(
            order(), id: "A1", over: PaymentRoute(link: .acquirer, ability: .acquirer, policy: Self.policy),
            sends: true, in: .all, by: .system)
        await shop.close()
        shop = try await open(folder)
        let link = ScriptedLink { _, _, _ in LinkReport(.reversalDone) }
        let station = try await station(shop, ["T1": link])
        let attempt = try await end("A1", shop)
        #expect(attempt.state == .reversed)
        #expect(attempt.loss == .restart)
        #expect(link.works(of: "A1") == [.reverse])
        await station.stop()
        await shop.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `a terminal that is stuck delays no other`() async throws {
        let folder = try TestFolder()
        let shop = try await open(folder)
        let stuck = ScriptedLink { _, _, _ in
            try? await Task.sleep(for: .seconds(30))
            return LinkReport(.lost(.timeout))
        }
        let station = try await station(shop, ["T1": stuck, "T2": ScriptedLink { _, attempt, _ in attempt.approval }])
        _ = try await station.begin(order(), id: "A1", in: .all, by: .system)
        _ = try await station.begin(order("R2", key: "k2", terminal: "T2"), id: "A2", in: .all, by: .system)
        #expect(try await end("A2", shop).state == .approved)
        #expect(try await shop.payment("A1", in: .all).attempt.state == .sending)
        await station.stop()
        await shop.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `when the line is back, what waits its long pause is done at once`() async throws {
        let folder = try TestFolder()
        let shop = try await open(folder)
        let link = ScriptedLink { work, _, count in
            work == .reverse && count >= 2 ? LinkReport(.reversalDone) : LinkReport(.lost(.cut))
        }
        link.reach(false)
        let station = try await station(shop, ["T1": link])
        _ = try await station.begin(order(), id: "A1", in: .all, by: .system)
        while link.count(.reverse) < 2 { try await Task.sleep(for: .milliseconds(10)) }
        // The next try would be in ten minutes.
        link.reach(true)
        #expect(try await end("A1", shop).state == .reversed)
        await station.stop()
        await shop.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `when the line is back and the first try is lost again, the next ones are quick`() async throws {
        let folder = try TestFolder()
        let shop = try await open(folder)
        let link = ScriptedLink { work, _, count in
            guard work == .reverse else { return LinkReport(.lost(.cut)) }
            return switch count {
            case 0, 1: LinkReport(.lost(.cut))
            case 2: LinkReport(.lost(.timeout))
            default: LinkReport(.reversalDone)
            }
        }
        link.reach(false)
        let station = try await station(shop, ["T1": link])
        _ = try await station.begin(order(), id: "A1", in: .all, by: .system)
        while link.count(.reverse) < 2 { try await Task.sleep(for: .milliseconds(10)) }
        link.reach(true)
        #expect(try await end("A1", shop).state == .reversed)
        #expect(link.count(.reverse) == 4)
        await station.stop()
        await shop.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `a terminal that says still open is asked on until it knows`() async throws {
        let folder = try TestFolder()
        let shop = try await open(folder)
        let link = ScriptedLink(.terminal) { work, attempt, count in
            guard work == .ask else { return LinkReport(.lost(.timeout)) }
            return count < 12 ? LinkReport(.stillOpen) : attempt.approval
        }
        let station = try await station(shop, ["T1": link])
        _ = try await station.begin(order(), id: "A1", in: .all, by: .system)
        #expect(try await end("A1", shop).state == .approved)
        #expect(link.count(.ask) == 13)
        await station.stop()
        await shop.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `an approval after the reversal is kept, reversed again and shown to a person`() async throws {
        let folder = try TestFolder()
        let shop = try await open(folder)
        let link = ScriptedLink { work, _, count in
            switch work {
            case .reverse: LinkReport(count == 0 ? .reversalNotFound : .reversalDone)
            default: LinkReport(.lost(.timeout))
            }
        }
        let station = try await station(shop, ["T1": link])
        _ = try await station.begin(order(), id: "A1", in: .all, by: .system)
        let first = try await end("A1", shop)
        #expect(first.state == .reversed)
        await station.take(LateAnswer(.voucher("T1", first.request.voucher), first.approval))
        let last = try await end("A1", shop)
        #expect(last.state == .reversed)
        #expect(last.isLate)
        #expect(link.works(of: "A1") == [.send, .reverse, .reverse])
        await station.stop()
        await shop.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `a card number that the other side sends is in no record of ours`() async throws {
        let folder = try TestFolder()
        let shop = try await open(folder)
        let link = ScriptedLink { _, attempt, _ in
            let slip = Array("CARD 6222021234567894\nTOTAL 58.00\n".utf8)
            return LinkReport(
                attempt.approval.kind, words: "card 6222021234567894 approved",
                slips: [LinkSlip(.customer, bytes: slip)])
        }
        let station = try await station(shop, ["T1": link])
        _ = try await station.begin(order(), id: "A1", in: .all, by: .system)
        _ = try await end("A1", shop)
        let record = try await shop.payment("A1", in: .all)
        let receipt = try await shop.receipt(try #require(record.receipt), in: .all)
        #expect(record.events.last?.words.contains("6222021234567894") == false)
        #expect(record.events.last?.words.contains("7894") == true)
        #expect(!String(decoding: receipt.bytes, as: UTF8.self).contains("6222021234567894"))
        #expect(!receipt.record.text.contains("6222021234567894") && receipt.record.text.contains("7894"))
        await station.stop()
        await shop.close()
        withExtendedLifetime(folder) {}
    }
}
