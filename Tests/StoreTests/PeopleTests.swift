// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Recall
import Store
import Tender
import Testing

@Suite struct PeopleTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 16:00:00")
    static let password = "correct horse battery"

    private func openSetUp() async throws -> Shop {
        let shop = try await folder.open(clock)
        try await shop.setUp(
            language: "zh-CN",
            store: StoreRecord(id: "S1", name: "一店", zone: "Asia/Shanghai", businessDay: .midnight),
            administrator: "Admin", password: Self.password)
        return shop
    }

    @Test func `a shop is set up once`() async throws {
        let shop = try await folder.open(clock)
        #expect(await shop.isSetUp == false)
        await shop.close()
        let again = try await openSetUp()
        #expect(await again.isSetUp)
        #expect(try await again.stores().map(\.id) == ["S1"])
        await #expect(throws: StoreError.conflict("the shop is set up already")) {
            try await again.setUp(
                language: "en", store: try await again.stores()[0], administrator: "other", password: Self.password)
        }
        await again.close()
    }

    @Test(arguments: ["short", "correct-hor", "aaaaaaaaaaaaaaaa", "administrator"])
    func `a weak password is refused with its rule`(_ password: String) async throws {
        let shop = try await openSetUp()
        let refusal = await #expect(throws: StoreError.self) {
            try await shop.addPerson(
                name: "administrator", displayName: "A", role: .auditor, stores: [], language: "en",
                password: password, by: .commandLine)
        }
        #expect(refusal.map { "\($0)" }?.contains("password: ") == true)
        await shop.close()
    }

    @Test func `a session lasts while it is used, and not longer than half a day`() async throws {
        let shop = try await openSetUp()
        guard
            case .welcome(let person, let token) = try await shop.signIn(
                name: " ADMIN ", password: Self.password, from: "127.0.0.1")
        else {
            Issue.record("not let in")
            return
        }
        #expect(person.role == .administrator)
        for _ in 0..<47 {
            clock.turn(seconds: 15 * 60)
            #expect(try await shop.session(token)?.name == "admin")
        }
        clock.turn(seconds: 15 * 60)
        #expect(try await shop.session(token) == nil, "twelve hours are over")
        guard
            case .welcome(_, let second) = try await shop.signIn(
                name: "admin", password: Self.password, from: "127.0.0.1")
        else { return }
        for _ in 0..<3 {
            clock.turn(seconds: 240)
            #expect(try await shop.session(second, extending: false) != nil)
        }
        clock.turn(seconds: 241)
        #expect(try await shop.session(second) == nil, "sixteen minutes without use")
        await shop.close()
    }

    @Test(arguments: ["admin", "nobody"])
    func `ten failures lock a name for half an hour, whether it exists or not`(_ name: String) async throws {
        let shop = try await openSetUp()
        for attempt in 1...10 {
            let outcome = try await shop.signIn(name: name, password: "wrong", from: "127.0.0.1")
            if attempt < 10 {
                #expect(outcome == .wrong)
            } else {
                #expect(outcome == .locked(until: clock.now().adding(milliseconds: 30 * 60_000)))
            }
        }
        clock.turn(seconds: 29 * 60)
        guard case .locked = try await shop.signIn(name: name, password: Self.password, from: "127.0.0.1") else {
            Issue.record("let in while locked")
            return
        }
        clock.turn(seconds: 61)
        let outcome = try await shop.signIn(name: name, password: Self.password, from: "127.0.0.1")
        if case .welcome = outcome { #expect(name == "admin") } else { #expect(name == "nobody") }
        await shop.close()
    }

    @Test func `a disabled person and a new password end sessions`() async throws {
        let shop = try await openSetUp()
        let cashier = try await shop.addPerson(
            name: "li", displayName: "小李", role: .cashier, stores: ["S1"], language: "zh-CN",
            password: Self.password, by: .commandLine)
        guard
            case .welcome(_, let token) = try await shop.signIn(
                name: "li", password: Self.password, from: "x")
        else { return }
        try await shop.setPassword(of: cashier.id, to: "another horse battery", by: .commandLine)
        #expect(try await shop.session(token) == nil)
        guard
            case .welcome(_, let next) = try await shop.signIn(
                name: "li", password: "another horse battery", from: "x")
        else { return }
        try await shop.disablePerson(cashier.id, by: .commandLine)
        #expect(try await shop.session(next) == nil)
        #expect(try await shop.signIn(name: "li", password: "another horse battery", from: "x") == .wrong)
        await shop.close()
    }

    @Test func `the last administrator stays`() async throws {
        let shop = try await openSetUp()
        let admin = try #require(try await shop.people().first)
        await #expect(throws: StoreError.conflict("the shop needs an administrator")) {
            try await shop.disablePerson(admin.id, by: .commandLine)
        }
        await shop.close()
    }

    @Test func `people and settings outlive the tables`() async throws {
        let shop = try await openSetUp()
        _ = try await shop.addPerson(
            name: "li", displayName: "小李", role: .manager, stores: ["S1"], language: "zh-CN",
            password: Self.password, by: .commandLine)
        try await shop.putTerminal(terminal: "T1", merchant: "M1", store: "S1", by: .commandLine)
        let (people, terminals) = (try await shop.people(), try await shop.terminals())
        await shop.close()
        _ = try await folder.rebuild(clock)
        let again = try await folder.open(clock)
        #expect(try await again.people() == people)
        #expect(try await again.terminals() == terminals)
        guard case .welcome = try await again.signIn(name: "li", password: Self.password, from: "x") else {
            Issue.record("not let in after a rebuild")
            return
        }
        await again.close()
    }

    @Test func `one store's people never see another store's rows`() async throws {
        let shop = try await openSetUp()
        for (index, store) in ["S1", "S2", nil].enumerated() {
            let row = try Told.by(.till, "58.00", at: "2026-11-19 1\(index):00:00") {
                $0.store = store.flatMap { StoreID($0) }
                $0.terminal = TerminalID("TERM\(index)")
                $0.reference = ReferenceNumber("R\(index)")
                $0.printed = false
            }
            _ = try await shop.record([row], by: .system)
        }
        let scope = StoreScope.only(["S2"])
        let listed = try await shop.transactions(TransactionFilter(), in: scope, cursor: nil, limit: 10).elements
        #expect(listed.map(\.believed.store) == ["S2"])
        let findings = try await shop.findings(FindingFilter(), in: scope, cursor: nil, limit: 10).elements
        #expect(findings.allSatisfy { $0.transaction.believed.store == "S2" } && !findings.isEmpty)
        #expect(try await shop.find("58", in: scope, limit: 10).hits.count == 1)
        #expect(try await shop.findingCounts(in: scope).values.reduce(0, +) == Int64(findings.count))
        #expect(try await shop.transactions(TransactionFilter(), in: .only([]), cursor: nil, limit: 9).elements.isEmpty)
        let other = try #require(
            try await shop.transactions(TransactionFilter(), in: .only(["S1"]), cursor: nil, limit: 9).elements.first)
        await #expect(throws: StoreError.missing) { try await shop.transaction(other.id, in: scope) }
        #expect(try await shop.summaries(of: [other.id], in: scope).isEmpty)
        await shop.close()
    }
}
