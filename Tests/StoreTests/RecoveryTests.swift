// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Store
import Tender
import Testing

@Suite struct RecoveryTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 16:00:00")

    private var journal: String { "\(folder.path)/journal/segment-0000000001.journal" }
    private var tables: [String] { ["", "-wal", "-shm"].map { "\(folder.path)/projection.sqlite\($0)" } }

    private func row(_ number: Int) throws -> Observation {
        try Told.by(
            number % 4 == 0 ? .clearing : .till, "\(number % 9 + 1).00", at: "2026-11-19 12:00:\(10 + number % 50)"
        ) {
            $0.reference = ReferenceNumber("R\(number / 2)")
        }
    }

    @Test func `a second process is refused while the first holds the folder`() async throws {
        let shop = try await folder.open(clock)
        await #expect(throws: StoreError.inUse(folder.path)) { try await folder.open(clock) }
        await shop.close()
        await (try folder.open(clock)).close()
    }

    @Test func `tables that lag behind the journal catch up`() async throws {
        let shop = try await folder.open(clock)
        for number in 0..<10 { _ = try await shop.record([try row(number)], by: .system) }
        await shop.close()
        let old = tables.map { try? Data(contentsOf: URL(filePath: $0)) }
        let again = try await folder.open(clock)
        for number in 10..<30 { _ = try await again.record([try row(number)], by: .system) }
        let digest = try await again.contentDigest()
        await again.close()
        for (path, data) in zip(tables, old) {
            try? FileManager.default.removeItem(atPath: path)
            try data?.write(to: URL(filePath: path))
        }
        let recovered = try await folder.open(clock)
        #expect(recovered.openReport.replayed == 20)
        #expect(try await recovered.contentDigest() == digest)
        await recovered.close()
    }

    @Test func `tables that are lost or ruined are made anew`() async throws {
        let shop = try await folder.open(clock)
        for number in 0..<30 { _ = try await shop.record([try row(number)], by: .system) }
        let digest = try await shop.contentDigest()
        await shop.close()
        for path in tables { try? FileManager.default.removeItem(atPath: path) }
        let again = try await folder.open(clock)
        #expect(again.openReport.isRebuilt)
        #expect(try await again.contentDigest() == digest)
        await again.close()
        for path in tables.dropFirst() { try? FileManager.default.removeItem(atPath: path) }
        try Data(repeating: 0x5A, count: 8_192).write(to: URL(filePath: tables[0]))
        let third = try await folder.open(clock)
        #expect(try await third.contentDigest() == digest)
        await third.close()
    }

    @Test func `a torn tail is cut and reported`() async throws {
        let shop = try await folder.open(clock)
        _ = try await shop.record([try row(1)], by: .system)
        let digest = try await shop.contentDigest()
        await shop.close()
        let handle = try FileHandle(forWritingTo: URL(filePath: journal))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([1, 2, 3, 4, 5]))
        try handle.close()
        let again = try await folder.open(clock)
        #expect(again.openReport.cut?.bytes == 5)
        #expect(try await again.contentDigest() == digest)
        await again.close()
    }

    @Test func `a changed record keeps the shop from starting, and says where`() async throws {
        let shop = try await folder.open(clock)
        for number in 0..<4 { _ = try await shop.record([try row(number)], by: .system) }
        await shop.close()
        var bytes = try Data(contentsOf: URL(filePath: journal))
        bytes[120] ^= 1
        try bytes.write(to: URL(filePath: journal))
        let refusal = await #expect(throws: StoreError.self) { try await folder.open(clock) }
        #expect(refusal.map { "\($0)" }?.contains("segment 1, record 1, byte 96") == true)
    }

    @Test func `a journal that lost what the tables know keeps the shop from starting`() async throws {
        let shop = try await folder.open(clock)
        for number in 0..<4 { _ = try await shop.record([try row(number)], by: .system) }
        await shop.close()
        let bytes = try Data(contentsOf: URL(filePath: journal))
        try bytes.dropLast(3).write(to: URL(filePath: journal))
        await #expect(throws: StoreError.self) { try await folder.open(clock) }
    }

    @Test func `writes at the same moment are all there`() async throws {
        let shop = try await folder.open(clock)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                let one = try row(number)
                group.addTask {
                    let outcome = try await shop.record([one], by: .system)
                    // What was acknowledged is visible to the next read.
                    if let id = outcome.transactions.first { _ = try await shop.transaction(id, in: .all) }
                    return outcome.added
                }
            }
            var added = 0
            for try await one in group { added += one }
            #expect(Int64(added) == (try await shop.counts().observations))
        }
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `any history is rebuilt to the last byte`(_ seed: UInt64) async throws {
        var dice = Dice(state: seed)
        let shop = try await folder.open(clock)
        for step in 0..<60 {
            switch dice.roll(12) {
            case 0: clock.turn(seconds: Int64(dice.roll(3)) * 86_400)
            case 1: try await shop.reviewDue()
            case 2:
                try await shop.putStore(
                    StoreRecord(
                        id: try #require(StoreID("S\(dice.roll(3))")), name: "Store", zone: "Asia/Shanghai",
                        businessDay: .midnight), by: .system)
            case 3: try await shop.putCalendar(settleAfterDays: dice.roll(3), closedDays: [], by: .system)
            default:
                let rows = try (0...dice.roll(6)).map { _ in try dice.observation(step) }
                _ = try await shop.record(rows, by: .system)
            }
        }
        try await checkRows(of: shop, seed: seed)
        let digest = try await shop.contentDigest()
        await shop.close()
        let report = try await folder.rebuild(clock)
        #expect(report.contentDigest == digest, "seed \(seed)")
    }

    /// Every row of a list says what its observations say when they are judged now.
    private func checkRows(of shop: Shop, seed: UInt64) async throws {
        let rows = try await shop.transactions(TransactionFilter(), in: .all, cursor: nil, limit: 1_000).elements
        #expect(!rows.isEmpty)
        for row in rows {
            let detail = try await shop.transaction(row.id, in: .all)
            var believed = detail.verdict.believed
            believed.store = row.believed.store
            #expect(row.believed == believed, "seed \(seed), \(row.id)")
            #expect(Set(row.sources) == Set(detail.entries.map(\.observation.source)), "seed \(seed), \(row.id)")
        }
    }
}

/// A seeded source of chance.
struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }

    mutating func observation(_ step: Int) throws -> Observation {
        let sources: [Source] = [.till, .terminal, .receipt, .callback, .inquiry, .clearing, .person]
        let (source, minute) = (sources[roll(sources.count)], roll(10))
        let statuses: [ReportedStatus?] = [.approved, .declined, .unknown, .pending, nil]
        let numbers = (reference: roll(8), order: roll(8), status: roll(5), type: roll(8), printed: roll(3))
        return try Told.by(
            source, "\(roll(4) + 1).00", at: "2026-11-2\(roll(3)) 10:0\(minute):00",
            recorded: 1_795_000_000_000 + Int64(step) * 60_000
        ) {
            if numbers.reference < 6 { $0.reference = ReferenceNumber("R\(numbers.reference)") }
            if numbers.order < 4 { $0.order = OrderNumber("O\(numbers.order)") }
            $0.status = statuses[numbers.status]
            $0.printed = numbers.printed == 0 ? nil : numbers.printed == 1
            if numbers.type == 0 {
                $0.type = .refund
                $0.original = "O\(numbers.order)"
            }
        }
    }
}
