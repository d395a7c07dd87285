// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import SimKit
import Tender
import Testing

@testable import Store

/// Numbers that a device counts: where one is missing, a sale or a charge may be missing.
@Suite struct NumberSequenceTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let numbers: [Int]
        /// The missing ranges; nil where the numbers are no count.
        let missing: [ClosedRange<Int>]?
    }

    static let rings = [
        Story(testDescription: "nothing missing", numbers: [7, 8, 9, 10], missing: []),
        Story(testDescription: "one missing", numbers: [7, 8, 10, 11], missing: [9...9]),
        Story(testDescription: "two holes", numbers: [1, 3, 4, 8], missing: [2...2, 5...7]),
        Story(testDescription: "out of order and told twice", numbers: [11, 7, 8, 8, 10], missing: [9...9]),
        Story(testDescription: "over the end of the ring", numbers: [999_998, 999_999, 1, 2], missing: []),
        Story(
            testDescription: "a hole after the turn", numbers: [999_998, 999_999, 1, 3, 4], missing: [2...2]),
        Story(
            testDescription: "a hole before the turn", numbers: [999_996, 999_998, 999_999, 1],
            missing: [999_997...999_997]),
        Story(testDescription: "too few to be a run", numbers: [7, 9], missing: nil),
        Story(testDescription: "no count at all", numbers: [10, 200, 3_000, 40_000, 500_000], missing: nil),
        Story(testDescription: "every second one", numbers: Array(stride(from: 2, to: 80, by: 2)), missing: nil),
    ]

    @Test(arguments: rings)
    func `what a voucher count left out`(_ story: Story) {
        let holes = NumberSequence.vouchers.holes(in: story.numbers)
        #expect(holes.map { $0.map { $0.before + 1...$0.after - 1 } } == story.missing)
    }

    @Test func `the turn of the ring itself may be left out`() {
        let holes = NumberSequence.vouchers.holes(in: [999_997, 999_998, 2, 3])
        #expect(holes == [NumberSequence.Hole(before: 999_998, after: 2, missing: 2)])
    }

    @Test func `orders count on a line: the first and the last of a day are its ends`() {
        #expect(NumberSequence.orders.holes(in: [1, 2, 4])?.map(\.missing) == [1])
        #expect(NumberSequence.orders.holes(in: [999_998, 999_999, 1]) == nil)
    }

    /// The twin counts every number of the ring, one by one.
    @Test func `the holes of a random run are what a walk around the ring finds`() {
        var chance = SplitMix64(seed: 10)
        for _ in 0..<300 {
            let start = Int(chance.next() % 999_999)
            let length = 20 + Int(chance.next() % 40)
            let lost = Set((0..<Int(chance.next() % 3)).map { _ in 1 + Int(chance.next() % UInt64(length - 2)) })
            let kept = (0..<length).filter { !lost.contains($0) }.map { (start + $0) % 999_999 + 1 }
            var walked: [Int] = []
            for step in 0..<length where lost.contains(step) { walked.append((start + step) % 999_999 + 1) }
            let found = (NumberSequence.vouchers.holes(in: kept.reversed()) ?? []).flatMap { hole in
                (1...hole.missing).map { (hole.before + $0 - 1) % 999_999 + 1 }
            }
            #expect(Set(found) == Set(walked))
        }
    }

    @Test(arguments: [
        ("000123", "", 123, 6), ("A-0009", "A-", 9, 4), ("S0120261120-0012", "S0120261120-", 12, 4),
        ("20261120000123", "20261120", 123, 6), ("7", "", 7, 1),
    ])
    func `a number is letters and a count`(_ text: String, _ prefix: String, _ number: Int, _ width: Int) {
        let count = PrintedCount(text)
        #expect(count?.prefix == prefix)
        #expect(count?.number == number)
        #expect(count?.width == width)
        #expect(count?.text(of: number) == text)
    }

    @Test(arguments: ["", "abc", "12a"])
    func `what does not end in a digit is no count`(_ text: String) { #expect(PrintedCount(text) == nil) }
}

/// Gaps in what a shop was told.
@Suite struct NumberGapTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-21 09:00:00")
    static let day = CivilDate(text: "2026-11-20")

    private func shop() async throws -> Shop {
        let shop = try await folder.open(clock)
        for (id, terminal) in [("S1", "T0000001"), ("S2", "T0000002")] {
            guard let id = StoreID(id), let terminal = TerminalID(terminal) else { continue }
            try await shop.putStore(
                StoreRecord(id: id, name: id.text, zone: "Asia/Shanghai", businessDay: .midnight), by: .system)
            try await shop.putTerminal(terminal: terminal, merchant: nil, store: id, by: .system)
        }
        return shop
    }

    private func sale(
        _ voucher: Int, _ source: Source = .till, status: ReportedStatus = .approved, batch: BatchNumber = "000101",
        minute: Int? = nil
    ) throws -> Observation {
        let clock = CivilTime(secondsSinceEpoch: Int64(36_000 + (minute ?? voucher) * 60)).clock
        return try Told.by(source, "58.00", at: "2026-11-20 \(clock)", line: voucher) {
            $0.status = status
            $0.batch = batch
            $0.voucher = VoucherNumber(NumberSequenceTests.padded(voucher))
        }
    }

    private func gaps(_ shop: Shop, in scope: StoreScope = .all) async throws -> GapReport {
        let day = try #require(Self.day)
        return try await shop.numberGaps(from: day, to: day, in: scope)
    }

    @Test func `a voucher that is missing is RC-10 with both neighbours, until somebody tells of it`() async throws {
        let shop = try await shop()
        _ = try await shop.record([1, 2, 3, 6, 7].map { try sale($0) }, by: .system)
        let report = try await gaps(shop)
        let gap = try #require(report.gaps.first)
        #expect(report.gaps.count == 1)
        #expect(gap.code == .rc10)
        #expect(gap.firstMissing == "000004")
        #expect(gap.lastMissing == "000005")
        #expect(gap.missing == 2)
        #expect(gap.before.number == "000003")
        #expect(gap.after.number == "000006")
        #expect(try await shop.transaction(gap.before.transaction, in: .all).summary.believed.voucher == "000003")
        #expect(gap.explanation.english.contains("000004–000005"))
        // A declined attempt takes a number too.
        _ = try await shop.record([try sale(4, status: .declined), try sale(5)], by: .system)
        #expect(try await gaps(shop).gaps.isEmpty)
        #expect(try await gaps(shop).numbers == 7)
        await shop.close()
    }

    @Test func `each batch is a run of its own, and a clearing file alone is none`() async throws {
        let shop = try await shop()
        _ = try await shop.record([1, 2, 3].map { try sale($0) }, by: .system)
        _ = try await shop.record([50, 51, 52].map { try sale($0, batch: "000102") }, by: .system)
        _ = try await shop.record([71, 73, 75].map { try sale($0, .clearing, batch: "000103") }, by: .system)
        let report = try await gaps(shop)
        #expect(report.gaps.isEmpty)
        #expect(report.runsJudged == 2)
        #expect(report.runsSkipped == 1)
        await shop.close()
    }

    @Test func `another store's people do not see the gap, and a rebuild finds the same`() async throws {
        let shop = try await shop()
        _ = try await shop.record([1, 2, 4].map { try sale($0) }, by: .system)
        #expect(try await gaps(shop, in: .only(["S1"])).gaps.count == 1)
        #expect(try await gaps(shop, in: .only(["S2"])).gaps.isEmpty)
        let found = try await gaps(shop).gaps
        await shop.close()
        _ = try await folder.rebuild(clock)
        let again = try await folder.open(clock)
        #expect(try await gaps(again).gaps == found)
        await again.close()
    }

    @Test func `order numbers of two tills that share a store are one count, or one for each`() async throws {
        let shop = try await shop()
        let order = { (number: Int, terminal: TerminalID) in
            let clock = CivilTime(secondsSinceEpoch: Int64(36_000 + number * 60)).clock
            return try Told.by(.till, "58.00", at: "2026-11-20 \(clock)", line: number) {
                $0.status = .approved
                $0.store = "S1"
                $0.terminal = terminal
                $0.order = OrderNumber("A\(NumberSequenceTests.padded(number))")
            }
        }
        let shared = try (1...12).filter { $0 != 7 }.map { try order($0, $0 % 2 == 0 ? "T0000001" : "T0000009") }
        _ = try await shop.record(shared, by: .system)
        let gap = try #require(try await gaps(shop).gaps.first)
        #expect(gap.series == .order)
        #expect(gap.terminal == nil)
        #expect(gap.firstMissing == "A000007")
        // The second till counts from 500,000.
        let own = try [500_000, 500_001, 500_003].map { try order($0, "T0000009") }
        _ = try await shop.record(own, by: .system)
        #expect(try await gaps(shop).runsSkipped <= 2)
        await shop.close()
    }

    @Test func `too many days are refused`() async throws {
        let shop = try await shop()
        let day = try #require(Self.day)
        await #expect(throws: StoreError.self) {
            try await shop.numberGaps(from: day.adding(days: -92), to: day, in: .all)
        }
        await #expect(throws: StoreError.self) {
            try await shop.numberGaps(from: day, to: day.adding(days: -1), in: .all)
        }
        await shop.close()
    }

    @Test func `the sample shop has its gap where its specimen says, and few others`() async throws {
        let sample = SampleShop.make(today: try #require(CivilDate(text: "2026-11-20")))
        let shop = try await folder.open(clock)
        for store in sample.stores {
            try await shop.putStore(
                StoreRecord(id: store.id, name: store.name, zone: store.zone, businessDay: store.businessDay),
                by: .sample)
        }
        for terminal in sample.terminals {
            try await shop.putTerminal(
                terminal: terminal.id, merchant: terminal.merchant, store: terminal.store, by: .sample)
        }
        _ = try await shop.record(sample.observations, by: .sample)
        let report = try await shop.numberGaps(
            from: sample.today.adding(days: -60), to: sample.today, in: .all)
        let specimen = try #require(sample.specimens[.rc10]).facts
        let vouchers = report.gaps.filter { $0.series == .voucher }
        #expect(vouchers.map(\.after.number) == [specimen.voucher?.text])
        // Sales that never reached a till leave their order number out: those gaps are true.
        #expect(report.gaps.count <= 8, "\(report.gaps.map(\.id))")
        #expect(report.runsJudged > 300)
        await shop.close()
    }
}

extension NumberSequenceTests {
    static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
    }
}
