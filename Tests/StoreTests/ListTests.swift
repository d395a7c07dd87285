// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Recall
import Store
import Tender
import Testing

@Suite struct ListTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 16:00:00")

    private func openFilled() async throws -> Shop {
        let shop = try await folder.open(clock)
        var rows: [Observation] = []
        for index in 0..<60 {
            rows.append(
                try Told.by(.till, "\(index % 5 + 1).00", at: "2026-11-1\(index % 3 + 5) 12:00:0\(index % 10)") {
                    $0.reference = ReferenceNumber("R\(index)")
                    $0.printed = index % 4 == 0 ? false : true
                    if index % 10 == 9 { $0.type = .refund }
                })
        }
        _ = try await shop.record(rows, by: .system)
        return shop
    }

    @Test func `pages follow each other without gap or repeat`() async throws {
        let shop = try await openFilled()
        var ids: [String] = []
        var cursor: String?
        repeat {
            let page = try await shop.transactions(TransactionFilter(), in: .all, cursor: cursor, limit: 7)
            ids += page.elements.map(\.id)
            cursor = page.nextCursor
        } while cursor != nil
        #expect(ids.count == 60 && Set(ids).count == 60)
        let times = try await shop.summaries(of: ids, in: .all).map(\.believed.occurredAt)
        #expect(times == times.sorted { ($0 ?? .zero) > ($1 ?? .zero) })
        var findings: [String] = []
        repeat {
            let page = try await shop.findings(FindingFilter(), in: .all, cursor: cursor, limit: 4)
            findings += page.elements.map { "\($0.transaction.id) \($0.finding.code)" }
            cursor = page.nextCursor
        } while cursor != nil
        let counts = try await shop.findingCounts(in: .all)
        #expect(findings.count == Set(findings).count)
        #expect(Int64(findings.count) == counts.values.reduce(0, +))
        await shop.close()
    }

    @Test func `filters keep what they say`() async throws {
        let shop = try await openFilled()
        let list = { (change: (inout TransactionFilter) -> Void) async throws -> [TransactionSummary] in
            var filter = TransactionFilter()
            change(&filter)
            return try await shop.transactions(filter, in: .all, cursor: nil, limit: 1_000).elements
        }
        #expect(try await list { $0.type = .refund }.count == 6)
        let day = CivilDate(text: "2026-11-16")
        #expect(
            try await list {
                $0.from = day; $0.to = day
            }.count == 20)
        let code = FindingCode("RC-01")
        let unprinted = try await list { $0.code = code }
        #expect(!unprinted.isEmpty && unprinted.allSatisfy { $0.codes.contains { $0 == code } })
        #expect(try await list { $0.source = .clearing }.isEmpty)
        #expect(try await list { $0.money = "charged" }.allSatisfy { $0.money == .charged })
        await #expect(throws: StoreError.self) { try await list { $0.money = "lots" } }
        await #expect(throws: StoreError.self) {
            try await shop.transactions(TransactionFilter(), in: .all, cursor: "nonsense", limit: 5)
        }
        await shop.close()
    }

    @Test func `a day adds up`() async throws {
        let shop = try await openFilled()
        let day = try #require(CivilDate(text: "2026-11-16"))
        let figures = try await shop.day(day, in: .all)
        let rows = try await shop.transactions(TransactionFilter(), in: .all, cursor: nil, limit: 100).elements
            .filter { $0.believed.occurredAt?.date == day }
        let charged = rows.filter { $0.money == .charged }
        #expect(figures.payments == Int64(charged.count))
        #expect(figures.charged.minor == charged.compactMap(\.believed.amount?.minor).reduce(0, +))
        #expect(figures.slipsExpected == Int64(charged.count))
        #expect(try await shop.latestDay(in: .all) == CivilDate(text: "2026-11-17"))
        await shop.close()
    }

    @Test func `amounts at the end of what a number holds neither trap nor fail`() async throws {
        let shop = try await folder.open(clock)
        let largest = Money(minor: .max).text
        let rows = try (0..<4).map { index in
            try Told.by(index < 2 ? .clearing : .bank, largest, at: "2026-11-16 12:00:00") {
                $0.reference = ReferenceNumber("R\(index)")
                $0.settledOn = CivilDate(text: "2026-11-16")
                $0.fee = try? Money(text: "-" + largest)
            }
        }
        _ = try await shop.record(rows, by: .system)
        _ = try await shop.record(
            [
                try Told.by(.clearing, largest, at: "2026-11-16 13:00:00") {
                    $0.settledOn = CivilDate(text: "2026-11-16")
                }
            ], by: .system)
        let day = try #require(CivilDate(text: "2026-11-16"))
        #expect(try await shop.day(day, in: .all).charged.minor == .max)
        #expect(try await shop.settlements(from: day, to: day, in: .all).first?.deposited.minor == .max)
        _ = try await shop.findingSums(in: .all)
        #expect(try await shop.transactions(TransactionFilter(), in: .all, cursor: nil, limit: 10).elements.count == 3)
        await shop.close()
    }

    @Test func `the sample shop goes without a trace in the tables`() async throws {
        let shop = try await folder.open(clock)
        let real = try Told.by(.till, "58.00", at: "2026-11-19 12:00:00") { $0.reference = "R1" }
        _ = try await shop.record([real], by: .system)
        let sample = try Told.by(.clearing, "58.00", at: "2026-11-19 12:00:01", file: "sample:acquirer.csv") {
            $0.reference = "R1"
        }
        let other = try Told.by(.clearing, "7.00", at: "2026-11-19 13:00:00", file: "sample:acquirer.csv") {
            $0.reference = "R2"
        }
        let before = try await shop.transaction("T0000000001", in: .all)
        _ = try await shop.record([sample, other], by: .system)
        #expect(await shop.hasSample)
        #expect(try await shop.counts() == (2, 3))
        try await shop.removeSample(by: .commandLine)
        #expect(await shop.hasSample == false)
        #expect(try await shop.counts() == (1, 1))
        #expect(try await shop.transaction("T0000000001", in: .all).entries == before.entries)
        #expect(try await shop.find("7.00", in: .all, limit: 5).hits.isEmpty)
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test func `changes are told once, in order, and remembered`() async throws {
        let shop = try await folder.open(clock)
        let stream = shop.changes()
        let row = try Told.by(.till, "58.00", at: "2026-11-19 12:00:00") { $0.reference = "R1" }
        _ = try await shop.record([row], by: .system)
        _ = try await shop.record([row], by: .system)
        try await shop.putCalendar(settleAfterDays: 2, closedDays: [], by: .system)
        var seen: [ShopChange] = []
        for await change in stream {
            seen.append(change)
            if change.sequence == shop.lastChange { break }
        }
        #expect(seen.first?.kind == .transaction && seen.first?.id == "T0000000001")
        #expect(seen.contains { $0.kind == .setting && $0.id == "calendar" })
        #expect(seen.map(\.sequence) == Array(1...UInt64(seen.count)))
        #expect(shop.lastChange == UInt64(seen.count))
        #expect(shop.changes(after: 0) == seen)
        #expect(shop.changes(after: shop.lastChange) == [])
        #expect(shop.changes(after: 99) == nil)
        await shop.close()
    }

    @Test func `an answer is given again to the same request and to no other`() async throws {
        let shop = try await folder.open(clock)
        #expect(try await shop.answer(toKey: "k", by: "li", body: "d1") == nil)
        try await shop.keepAnswer("first", toKey: "k", by: "li", body: "d1")
        #expect(try await shop.answer(toKey: "k", by: "li", body: "d1") == "first")
        #expect(try await shop.answer(toKey: "k", by: "wang", body: "d1") == nil)
        await #expect(throws: StoreError.self) { try await shop.answer(toKey: "k", by: "li", body: "d2") }
        clock.turn(seconds: 8 * 86_400)
        #expect(try await shop.answer(toKey: "k", by: "li", body: "d1") == nil)
        await shop.close()
    }
}

extension CivilTime {
    static let zero = CivilTime(secondsSinceEpoch: 0)
}
