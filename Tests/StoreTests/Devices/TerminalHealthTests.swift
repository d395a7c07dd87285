// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender
import Testing

@Suite struct TerminalHealthTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 15:00:00")

    private func opened() async throws -> Shop {
        let shop = try await folder.open(clock)
        for store: StoreID in ["S1", "S2"] {
            let record = StoreRecord(
                id: store, name: store.text, zone: "Asia/Shanghai", businessDay: .midnight)
            try await shop.putStore(record, by: .system)
        }
        try await shop.putTerminal(terminal: "T0000001", merchant: nil, store: "S1", by: .system)
        var policy = DevicePolicy()
        policy.versionMin = "2.9"
        policy.settings = "a1b2"
        try await shop.putDevicePolicy(policy, of: nil, by: .system)
        return shop
    }

    private func said(_ fill: (inout DeviceReport) -> Void = { _ in }) -> DeviceReport {
        var report = DeviceReport(terminal: "T0000001", at: clock.now())
        fill(&report)
        return report
    }

    private func codes(_ shop: Shop, _ scope: StoreScope = .all) async throws -> [String] {
        try await shop.terminalHealth(in: scope).flatMap { $0.findings.map(\.code.text) }
    }

    @Test func `a terminal is judged by what it last said and by the clock, and all of it can be rebuilt`() async throws
    {
        let shop = try await opened()
        let first = said {
            $0.battery = 80
            $0.version = "2.10"
            $0.settings = "a1b2"
            $0.unsent = 0
        }
        try await shop.report(first, by: .system)
        #expect(try await codes(shop) == [])
        clock.turn(seconds: 240)
        #expect(try await codes(shop) == ["DV-01"])
        let second = said {
            $0.settings = "ffff"
            $0.battery = 9
        }
        try await shop.report(second, by: .system)
        // A report that comes late or twice changes nothing.
        try await shop.report(first, by: .system)
        #expect(try await codes(shop) == ["DV-03", "DV-05"])
        #expect(try await codes(shop, .only(["S2"])) == [])
        #expect(try await codes(shop, .only(["S1"])) == ["DV-03", "DV-05"])
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test func `a batch is held against the transactions on record`() async throws {
        let shop = try await opened()
        let sales = try (1...3).map { number in
            try Told.by(.till, "58.00", at: "2026-11-20 1\(number):00:00") {
                $0.status = .approved
                $0.batch = "000007"
                $0.voucher = VoucherNumber("00000\(number)")
                $0.reference = ReferenceNumber("R\(number)")
            }
        }
        _ = try await shop.record(sales, by: .system)
        let amount = Money(minor: 17_400)
        #expect(try await codes(shop) == [], "a terminal that reports nothing")
        let open = BatchReport(number: "000007", closedAt: nil, count: 3, amount: amount)
        try await shop.report(said { $0.batch = open }, by: .system)
        #expect(try await codes(shop) == [])
        clock.turn(seconds: 86_400)
        try await shop.report(said(), by: .system)
        #expect(try await codes(shop) == ["ST-03"], "still open on the next day")
        let short = BatchReport(
            number: "000007", closedAt: CivilTime(text: "2026-11-21 15:00:00"), count: 2,
            amount: Money(minor: 11_600))
        clock.turn(seconds: 1)
        try await shop.report(said { $0.batch = short }, by: .system)
        let found = try await shop.terminalHealth(in: .all).flatMap(\.findings)
        #expect(found.map(\.code.text) == ["ST-03"])
        #expect(found.first?.difference == Money(minor: 5_800))
        clock.turn(seconds: 1)
        let whole = BatchReport(
            number: "000007", closedAt: CivilTime(text: "2026-11-21 15:00:00"), count: 3, amount: amount)
        try await shop.report(said { $0.batch = whole }, by: .system)
        #expect(try await codes(shop) == [])
        await shop.close()
    }

    @Test func `a reading beyond reason is refused, and nothing is kept of it`() async throws {
        let shop = try await opened()
        await #expect(throws: StoreError.self) { try await shop.report(said { $0.battery = 140 }, by: .system) }
        await #expect(throws: StoreError.self) {
            try await shop.report(said { $0.version = String(repeating: "9", count: 200) }, by: .system)
        }
        var policy = DevicePolicy()
        policy.heartbeat = 0
        await #expect(throws: StoreError.self) { try await shop.putDevicePolicy(policy, of: nil, by: .system) }
        #expect(try await shop.terminalHealth(in: .all).isEmpty)
        await shop.close()
    }

    @Test func `what the sample brought goes with it`() async throws {
        let shop = try await opened()
        try await shop.report(said { $0.battery = 9 }, by: .sample)
        #expect(try await codes(shop) == ["DV-03"])
        try await shop.removeSample(by: .system)
        #expect(try await shop.terminalHealth(in: .all).isEmpty)
        await shop.close()
    }
}
