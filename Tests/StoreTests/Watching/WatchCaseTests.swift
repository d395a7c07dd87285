// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Printing
import Store
import Tender
import Testing

/// Cases about no transaction, from what a device says to the case that is over.
@Suite struct WatchCaseTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 15:00:00")

    private func opened() async throws -> Shop {
        let shop = try await folder.open(clock)
        try await shop.putStore(
            StoreRecord(id: "S1", name: "S1", zone: "Asia/Shanghai", businessDay: .midnight), by: .system)
        try await shop.putTerminal(terminal: "T0000001", merchant: nil, store: "S1", by: .system)
        return shop
    }

    private func said(_ terminal: TerminalID = "T0000001", _ fill: (inout DeviceReport) -> Void = { _ in })
        -> DeviceReport
    {
        var report = DeviceReport(terminal: terminal, at: clock.now())
        fill(&report)
        return report
    }

    private func open(_ shop: Shop) async throws -> [CaseSummary] {
        var filter = CaseFilter()
        filter.standing = .open
        filter.isWatched = true
        return try await shop.cases(filter, in: .all, cursor: nil, limit: 500).elements
    }

    @Test func `a terminal that falls silent has a case until it is heard, and a rebuild says the same`() async throws {
        let shop = try await opened()
        try await shop.report(said(), by: .system)
        #expect(try await shop.watch() == 0)
        clock.turn(seconds: 240)
        #expect(try await shop.watch() == 1)
        #expect(try await shop.watch() == 0, "the second look has nothing to say")
        let one = try #require(try await open(shop).first)
        #expect(
            one.code == .dv01 && one.subject?.text == "terminal:T0000001" && one.store == "S1" && one.transaction == nil
        )
        #expect(WatchWords.read(one.words)?.english.contains("T0000001") == true)
        try await shop.act(on: one.id, .assigned(to: "gao"), in: .all, by: Actor(name: "gao"))
        clock.turn(seconds: 60)
        try await shop.report(said(), by: .system)
        try await shop.watch()
        let over = try await shop.caseDetail(one.id, in: .all)
        #expect(over.file.state == .closed)
        #expect(over.file.proof.contains("heard again"), "\(over.file.proof)")
        clock.turn(seconds: 3_600)
        try await shop.watch()
        #expect(try await open(shop).map(\.id) == [one.id], "back within three days: the number stays")
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test func `two looks at once open one case`() async throws {
        let shop = try await opened()
        try await shop.report(said { $0.battery = 3 }, by: .system)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { try await shop.watch() } }
            try await group.waitForAll()
        }
        #expect(try await open(shop).map(\.code) == [.dv03])
        await shop.close()
    }

    @Test func `a thousand terminals without a line are one case`() async throws {
        let shop = try await opened()
        for number in 1...1_000 {
            let terminal = try #require(TerminalID("N\(number)"))
            try await shop.putTerminal(terminal: terminal, merchant: nil, store: "S1", by: .system)
        }
        let reports = try (1...1_000).map { said(try #require(TerminalID("N\($0)"))) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for report in reports { group.addTask { try await shop.report(report, by: .system) } }
            try await group.waitForAll()
        }
        clock.turn(seconds: 600)
        try await shop.watch()
        #expect(try await open(shop).map { $0.subject?.text } == ["store:S1"])
        await shop.close()
    }

    @Test func `a batch's case closes with the report that adds up, however late it comes`() async throws {
        let shop = try await opened()
        let sale = try Told.by(.till, "58.00", at: "2026-11-20 11:00:00") {
            $0.status = .approved
            $0.batch = "000007"
            $0.voucher = "000001"
            $0.reference = "R1"
        }
        _ = try await shop.record([sale], by: .system)
        let amount = Money(minor: 5_800)
        try await shop.report(
            said { $0.batch = BatchReport(number: "000007", closedAt: nil, count: 1, amount: amount) }, by: .system)
        clock.turn(seconds: 86_400)
        try await shop.report(said(), by: .system)
        try await shop.watch()
        #expect(try await open(shop).map { $0.subject?.text } == ["batch:T0000001/000007"])
        clock.turn(seconds: 10 * 86_400)
        try await shop.report(said(), by: .system)
        try await shop.watch()
        #expect(try await open(shop).count == 1, "out of the days that are looked at, and still not closed")
        let closed = CivilTime(text: "2026-12-01 15:00:00")
        try await shop.report(
            said { $0.batch = BatchReport(number: "000007", closedAt: closed, count: 1, amount: amount) }, by: .system)
        try await shop.watch()
        #expect(try await open(shop).isEmpty)
        await shop.close()
    }

    @Test func `a printer's case follows its lamp`() async throws {
        let shop = try await opened()
        try await shop.putPrinter(PrinterRecord(name: "front-1", store: "S1", address: "127.0.0.1:9100"), by: .system)
        var condition = PrinterCondition(printer: "front-1", changedAt: clock.now())
        condition.link = .up
        condition.paper = .out
        try await shop.show(condition)
        try await shop.watch()
        #expect(try await open(shop).map(\.code) == [.dv02])
        clock.turn(seconds: 60)
        condition.paper = .loaded
        condition.changedAt = clock.now()
        try await shop.show(condition)
        try await shop.watch()
        #expect(try await open(shop).isEmpty)
        await shop.close()
    }

    @Test func `a missing number's case closes when the number comes`() async throws {
        let shop = try await opened()
        func sale(_ voucher: String) throws -> Observation {
            try Told.by(.till, "58.00", at: "2026-11-19 11:00:00") {
                $0.status = .approved
                $0.batch = "000007"
                $0.voucher = VoucherNumber(voucher)
                $0.reference = ReferenceNumber("R\(voucher)")
            }
        }
        _ = try await shop.record(["000001", "000002", "000004", "000005"].map { try sale($0) }, by: .system)
        try await shop.watch()
        let one = try #require(try await open(shop).first { $0.code == .rc10 })
        #expect(one.subject?.kind == .gap)
        _ = try await shop.record([try sale("000003")], by: .system)
        try await shop.watch()
        let over = try await shop.caseDetail(one.id, in: .all)
        #expect(over.file.state == .closed && over.file.proof.contains("000003"), "\(over.file.proof)")
        await shop.close()
    }

    @Test func `a technician counts what is a technician's`() async throws {
        let shop = try await opened()
        _ = try await shop.openCase(.cs04, about: nil, store: "S1", words: "12315", in: .all, by: Actor(name: "he"))
        try await shop.report(
            said {
                $0.battery = 3
                $0.unsent = 2
                $0.unsentSince = CivilTime(text: "2026-11-18 10:00:00")
            }, by: .system)
        try await shop.watch()
        #expect(try await shop.caseStates(in: .all) == ["open": 3])
        #expect(try await shop.caseStates(.technical, in: .all) == ["open": 2])
        #expect(Set(try await shop.caseCounts(.technical, in: .all).keys) == [.dv03, .py16])
        await shop.close()
    }

    @Test func `cases of the sample's devices go with the sample`() async throws {
        let shop = try await opened()
        try await shop.putStore(
            StoreRecord(id: "S2", name: "S2", zone: "Asia/Shanghai", businessDay: .midnight), by: .sample)
        try await shop.putTerminal(terminal: "X1", merchant: nil, store: "S2", by: .sample)
        try await shop.report(said("X1") { $0.battery = 3 }, by: .sample)
        try await shop.report(said { $0.battery = 3 }, by: .system)
        try await shop.watch()
        #expect(try await open(shop).count == 2)
        try await shop.removeSample(by: .system)
        #expect(try await open(shop).map { $0.subject?.text } == ["terminal:T0000001"])
        await shop.close()
    }
}
