// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Printing
import Store
import Tender
import Testing

/// A slip's way through the shop: captured, printed or not, copied, handed over, complained about.
@Suite struct ReceiptTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 15:03:10")
    static let first = PrintJobID(milliseconds: 1, high: 0, low: 1)
    static let second = PrintJobID(milliseconds: 2, high: 0, low: 2)

    private func facts() throws -> Facts {
        var facts = Facts(type: .sale)
        facts.amount = try Money(text: "58.00")
        facts.occurredAt = CivilTime(text: "2026-11-20 15:03:07")
        facts.terminal = "T0000001"
        facts.reference = "112015030001"
        facts.voucher = "000123"
        facts.card = MaskedPAN(bin: "622200", last4: "1234")
        return facts
    }

    private func shop() async throws -> Shop {
        let shop = try await folder.open(clock)
        let store = StoreRecord(id: "S1", name: "南京路店", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.putStore(store, by: .system)
        try await shop.putTerminal(terminal: "T0000001", merchant: nil, store: "S1", by: .system)
        try await shop.putPrinter(PrinterRecord(name: "front", store: "S1", address: "192.0.2.7:9100"), by: .system)
        return shop
    }

    private func sell(in shop: Shop) async throws -> String {
        let sold = try Told.by(.till, "58.00", at: "2026-11-20 15:03:07", recorded: clock.now().milliseconds) {
            $0.status = .approved
            $0.reference = "112015030001"
        }
        return try #require(try await shop.record([sold], by: .system).transactions.first)
    }

    private func capture(
        _ id: PrintJobID, copy: Int = 1, isCutShort: Bool = false, in shop: Shop, speaks: Bool = true
    ) async throws {
        let job = CapturedJob(
            id: id, printer: "front", sender: "192.0.2.20", startedAt: clock.now(), endedAt: clock.now(), ending: .cut,
            bytes: Array("RMB 58.00\n".utf8), copy: copy, original: copy > 1 ? Self.first : nil)
        let reading = SlipReading(
            text: "金额 RMB 58.00", encoding: "gb18030", confidence: 96, isCutShort: isCutShort,
            facts: speaks ? try facts() : nil, factsConfidence: 95)
        try await shop.keepReceipt(job, reading: reading, by: .system)
    }

    private func note(_ kind: PrintEvent.Kind, _ number: Int, _ id: PrintJobID = first, in shop: Shop) async throws {
        try await shop.notePrint(PrintEvent(job: id, number: number, at: clock.now(), kind: kind), by: .system)
    }

    private func verdict(_ id: String, in shop: Shop) async throws -> Verdict {
        try await shop.transaction(id, in: .all).verdict
    }

    @Test func `a slip that came out is issued, and its record says by what evidence`() async throws {
        let shop = try await shop()
        let sold = try await sell(in: shop)
        try await capture(Self.first, in: shop)
        #expect(try await verdict(sold, in: shop).slip == .pending)
        clock.turn(seconds: 1)
        try await note(.reached(.accepted), 1, in: shop)
        try await note(.reached(.confirmed), 2, in: shop)
        let receipt = try await shop.receipts(of: sold, in: .all)
        #expect(receipt.map(\.level) == [.confirmed])
        #expect(receipt.map(\.report) == [.onPaper])
        #expect(try await verdict(sold, in: shop).slip == .issued)
        await shop.close()
    }

    @Test func `paper out is RC-01, after ten minutes RC-03, and both go when the slip comes out`() async throws {
        let shop = try await shop()
        let sold = try await sell(in: shop)
        try await capture(Self.first, in: shop)
        clock.turn(seconds: 1)
        try await note(.held(.paperOut), 1, in: shop)
        #expect(try await shop.transaction(sold, in: .all).summary.codes.map(\.text) == ["RC-01"])
        clock.turn(seconds: 660)
        try await shop.reviewDue()
        #expect(try await shop.transaction(sold, in: .all).summary.codes.map(\.text) == ["RC-01", "RC-03"])
        try await note(.reached(.fenced), 2, in: shop)
        #expect(try await shop.transaction(sold, in: .all).summary.codes.isEmpty)
        await shop.close()
    }

    @Test func `everything told twice changes nothing, and a rebuild gives the same`() async throws {
        let shop = try await shop()
        _ = try await sell(in: shop)
        for _ in 0..<2 {
            try await capture(Self.first, isCutShort: true, in: shop)
            try await note(.held(.coverOpen), 1, in: shop)
            try await note(.reached(.fenced), 2, in: shop)
        }
        var condition = PrinterCondition(printer: "front", changedAt: clock.now())
        condition.paper = .out
        try await shop.show(condition)
        _ = try await shop.askForCopy(
            of: Self.first, job: Self.second, printer: "front", reason: "lost", in: .all, by: .system)
        _ = try await shop.pickupCode(for: Self.first, in: .all, by: .system)
        #expect(try await shop.receipt(Self.first, in: .all).steps.count == 4)
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test func `a second click names the first copy`() async throws {
        let shop = try await shop()
        _ = try await sell(in: shop)
        try await capture(Self.first, in: shop)
        try await note(.reached(.fenced), 1, in: shop)
        let copy = try await shop.askForCopy(
            of: Self.first, job: Self.second, printer: "front", reason: "customer lost it", in: .all,
            by: Actor(name: "li"))
        #expect(copy.copy == 2)
        let third = PrintJobID(milliseconds: 3, high: 0, low: 3)
        await #expect(throws: StoreError.conflict("copy 2 (\(Self.second)) is on its way, asked for by li")) {
            try await shop.askForCopy(
                of: Self.first, job: third, printer: "front", reason: "again", in: .all, by: .system)
        }
        try await capture(Self.second, copy: 2, in: shop)
        try await note(.reached(.fenced), 1, Self.second, in: shop)
        clock.turn(seconds: 120)
        let next = try await shop.askForCopy(
            of: Self.second, job: third, printer: "front", reason: "again", in: .all, by: .system)
        #expect(next.copy == 3)
        #expect(try await shop.receipt(Self.first, in: .all).others.map(\.id) == [Self.second])
        await shop.close()
    }

    @Test func `a station's copy of a slip nobody can vouch for is asked for first, with reason and person`()
        async throws
    {
        let shop = try await shop()
        _ = try await sell(in: shop)
        try await capture(Self.first, in: shop)
        try await note(.unconfirmed(.paperOut), 1, in: shop)
        let register = ShopRegister(shop)
        let order = CopyOrder(
            of: Self.first, job: Self.second, printer: "front", number: 2, reason: "paperOut", by: "li")
        #expect(try await register.order(order) == 2)
        await #expect(throws: StoreError.self) { try await register.order(order) }
        let steps = try await shop.receipt(Self.first, in: .all).steps
        #expect(steps.last?.kind == .copyAsked(number: 2, reason: "paperOut"))
        #expect(steps.last?.by == "li")
        // The copy itself is in doubt: the next one replaces it and counts on.
        try await capture(Self.second, copy: 2, in: shop)
        try await note(.unconfirmed(.coverOpen), 1, Self.second, in: shop)
        let third = PrintJobID(milliseconds: 3, high: 0, low: 3)
        let again = CopyOrder(of: Self.second, job: third, printer: "front", number: 3, reason: "again", by: "li")
        #expect(try await register.order(again) == 3)
        await shop.close()
    }

    @Test func `a list shows sum and time as they were read, and a rebuild keeps them`() async throws {
        let shop = try await shop()
        let job = CapturedJob(
            id: Self.first, printer: "front", sender: "", startedAt: clock.now(), endedAt: clock.now(), ending: .cut,
            bytes: Array("total 12.00\n".utf8))
        let time = CivilTime(text: "2026-11-20 15:00:00")
        let reading = SlipReading(
            text: String(repeating: "长", count: 5_000), encoding: "gb18030", confidence: 96, isCutShort: false,
            facts: nil, factsConfidence: 0, amount: try Money(text: "12.00"), time: time)
        try await shop.keepReceipt(job, reading: reading, by: .system)
        let listed = try await shop.receipts(ReceiptFilter(), in: .all, cursor: nil, limit: 10).elements.first
        #expect(listed?.amount == (try Money(text: "12.00")))
        #expect(listed?.occurredAt == time)
        #expect(listed?.text.count == 4_000)
        #expect(try await shop.receipt(Self.first, in: .all).record.text.count == 5_000)
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test func `what a store says of itself stands on the slip that is made for it`() async throws {
        let shop = try await shop()
        var store = try #require(try await shop.stores().first)
        store.contact = StoreContact(
            address: "示例市青石路 58 号", telephone: "400-000-0000", taxNumber: "91000000EXAMPLE001", statementName: "示例")
        try await shop.putStore(store, by: .system)
        let sold = try await sell(in: shop)
        let text = try await shop.receipt(
            try await shop.receiptRecord(of: sold, in: .all, by: .system), in: .all
        ).record.text
        for part in ["青石路", "400-000-0000", "91000000EXAMPLE001"] { #expect(text.contains(part), "\(part)") }
        store.contact.address = "two\nlines"
        let broken = store
        await #expect(throws: StoreError.self) { try await shop.putStore(broken, by: .system) }
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test func `a kitchen ticket is kept and belongs to nothing`() async throws {
        let shop = try await shop()
        try await capture(Self.first, in: shop, speaks: false)
        let page = try await shop.receipts(ReceiptFilter(), in: .all, cursor: nil, limit: 10)
        #expect(page.elements.map(\.transaction) == [nil])
        #expect(page.elements.map(\.store) == ["S1"])
        #expect(try await shop.counts().transactions == 0)
        await shop.close()
    }

    @Test func `a customer opens the receipt with code and amount, and says that it is not theirs`() async throws {
        let shop = try await shop()
        let sold = try await sell(in: shop)
        try await capture(Self.first, in: shop)
        try await note(.held(.paperOut), 1, in: shop)
        let code = try await shop.pickupCode(for: Self.first, in: .all, by: .system)
        #expect(try await shop.pickupCode(for: Self.first, in: .all, by: .system) == code)
        #expect(try await shop.open(code: code.text, fact: "57.00", from: "a") == .refused)
        guard case .opened(let picked) = try await shop.open(code: code.text.lowercased(), fact: "58", from: "a") else {
            Issue.record("the right code and amount were refused")
            return
        }
        #expect(picked.record.transaction == sold)
        clock.turn(seconds: 2)
        try await shop.customer(.viewed, on: picked.record.id)
        #expect(try await verdict(sold, in: shop).slip == .deliveredElectronically)
        clock.turn(seconds: 2)
        try await shop.customer(.said(.notMine), on: picked.record.id)
        #expect(try await shop.transaction(sold, in: .all).summary.codes.map(\.text) == ["RC-09"])
        clock.turn(seconds: 2)
        try await shop.revoke(code, of: Self.first, in: .all, by: .system)
        #expect(try await shop.open(code: code.text, fact: "58", from: "b") == .refused)
        #expect(try await shop.transaction(sold, in: .all).summary.codes.isEmpty)
        await shop.close()
    }

    @Test func `after five wrong tries one must wait, whatever is asked`() async throws {
        let shop = try await shop()
        _ = try await sell(in: shop)
        try await capture(Self.first, in: shop)
        let code = try await shop.pickupCode(for: Self.first, in: .all, by: .system)
        for _ in 0..<5 { #expect(try await shop.open(code: "22222222", fact: "1", from: "a") == .refused) }
        #expect(try await shop.open(code: code.text, fact: "58", from: "a") == .mustWait(seconds: 30))
        clock.turn(seconds: 31)
        guard case .opened = try await shop.open(code: code.text, fact: "1234", from: "a") else {
            Issue.record("the code does not open after the wait")
            return
        }
        await shop.close()
    }

    @Test(arguments: [
        ("58", true), ("58.00", true), ("¥58.00 元", true), ("1234", true), ("0123", true), ("5.8", false), ("", false),
        ("0001", false),
    ])
    func `the second fact is the amount, or four digits of card or voucher`(_ fact: String, _ opens: Bool) async throws
    {
        let shop = try await shop()
        try await capture(Self.first, in: shop)
        let code = try await shop.pickupCode(for: Self.first, in: .all, by: .system)
        let answer = try await shop.open(code: code.text, fact: fact, from: "a")
        if case .opened = answer { #expect(opens) } else { #expect(!opens) }
        await shop.close()
    }

    @Test func `a printer out of paper is DV-02 until it is ready again`() async throws {
        let shop = try await shop()
        var condition = PrinterCondition(printer: "front", changedAt: clock.now())
        condition.link = .up
        condition.paper = .out
        try await shop.show(condition)
        let found = try await shop.deviceFindings(in: .all)
        #expect(found.map(\.code.text) == ["DV-02"])
        #expect(found.first?.explanation.english == "Printer front is out of paper; slips waiting: 0.")
        #expect(try await shop.deviceFindings(in: .only(["S2"])).isEmpty)
        condition.paper = .loaded
        try await shop.show(condition)
        #expect(try await shop.deviceFindings(in: .all).isEmpty)
        await shop.close()
    }

    @Test func `another store's people see neither receipt nor code`() async throws {
        let shop = try await shop()
        try await capture(Self.first, in: shop)
        let scope = StoreScope.only(["S2"])
        #expect(try await shop.receipts(ReceiptFilter(), in: scope, cursor: nil, limit: 10).elements.isEmpty)
        await #expect(throws: StoreError.missing) { try await shop.receipt(Self.first, in: scope) }
        await #expect(throws: StoreError.missing) { try await shop.pickupCode(for: Self.first, in: scope, by: .system) }
        await shop.close()
    }
}
