// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Refunds
import Store
import Tender
import Testing

/// Compensation, receipts written by hand, and slips that were left behind.
@Suite struct PaperTests {
    let counter = RefundCounter()

    private func rebuilt(_ shop: Shop) async throws -> Bool {
        let digest = try await shop.contentDigest()
        await shop.close()
        return try await counter.folder.rebuild(counter.clock).contentDigest == digest
    }

    @Test func `a coupon works once and a case has one sum`() async throws {
        let (shop, sale) = try await counter.open()
        try await shop.openCase(.py06, about: sale, words: "charged twice", in: .all, by: counter.li)
        let coupon = Compensation(
            kind: .coupon, worth: try Money(text: "20.00"), caseID: "K0000000001-PY", store: "S1", words: "sorry",
            code: "")
        guard case .done(let given) = try await shop.compensate(coupon, as: .service, in: .all, by: counter.li)
        else {
            Issue.record("not given")
            return
        }
        #expect(given.given.code.count == 10)
        // Whoever lost the answer asks again, and gets the same coupon.
        guard case .done(let same) = try await shop.compensate(coupon, as: .service, in: .all, by: counter.li) else {
            Issue.record("not known")
            return
        }
        #expect(same == given)
        // 20 + 15 is above the 30 of customer service.
        var more = coupon
        more.worth = try Money(text: "15.00")
        guard case .refused = try await shop.compensate(more, as: .service, in: .all, by: counter.li) else {
            Issue.record("limit passed in slices")
            return
        }
        guard case .done(let used) = try await shop.useCoupon(given.given.code, in: .all, by: counter.li) else {
            Issue.record("not used")
            return
        }
        #expect(used.state == .used)
        guard case .refused = try await shop.useCoupon(given.given.code, in: .all, by: counter.li) else {
            Issue.record("used twice")
            return
        }
        var stray = coupon
        stray.caseID = "K0000000009-PY"
        await #expect(throws: StoreError.missing) {
            try await shop.compensate(stray, as: .service, in: .all, by: counter.li)
        }
        await #expect(throws: StoreError.missing) { try await shop.useCoupon("CPXXXXXXXX", in: .all, by: counter.li) }
        #expect(try await rebuilt(shop))
    }

    @Test func `a hand-written receipt belongs to one charge and gives it its receipt`() async throws {
        let (shop, sale) = try await counter.open()
        let book = try #require(ReceiptBook(name: "A", first: 101, last: 150, store: "S1"))
        try await shop.registerBook(book, in: .all, by: counter.chen)
        try await shop.registerBook(book, in: .all, by: counter.chen)
        func receipt(_ serial: Int) throws -> HandReceipt {
            HandReceipt(
                number: HandReceiptNumber(book: "A", serial: serial), amount: try Money(text: "58.00"), items: "bread",
                writtenAt: CivilTime(secondsSinceEpoch: 0), terminal: "T0000001", cashier: "li", payer: "")
        }
        for serial in [101, 102] {
            guard
                case .done = try await shop.enterHandReceipt(try receipt(serial), in: .all, by: counter.li)
            else {
                Issue.record("not entered")
                return
            }
        }
        guard case .refused = try await shop.enterHandReceipt(try receipt(151), in: .all, by: counter.li) else {
            Issue.record("no such number")
            return
        }
        let first = HandReceiptNumber(book: "A", serial: 101)
        let second = HandReceiptNumber(book: "A", serial: 102)
        guard case .done = try await shop.matchHandReceipt(first, to: sale, in: .all, by: counter.li),
            case .done = try await shop.matchHandReceipt(first, to: sale, in: .all, by: counter.li),
            case .refused = try await shop.matchHandReceipt(second, to: sale, in: .all, by: counter.li)
        else {
            Issue.record("matching")
            return
        }
        let detail = try await shop.transaction(sale, in: .all)
        #expect(detail.summary.slip == .handwritten)
        #expect(try await shop.counts().transactions == 1)
        #expect(try await shop.receiptBooks(in: .all).first?.next == HandReceiptNumber(book: "A", serial: 103))
        #expect(try await shop.handReceipts(isOpen: true, in: .all).map(\.file.number) == [second])
        #expect(try await rebuilt(shop))
    }

    @Test func `a found slip is matched to whoever misses it`() async throws {
        let (shop, _) = try await counter.open()
        let sale = try await counter.sell("66.00", reference: "B1", in: shop) {
            $0.batch = "000001"
            $0.voucher = "001234"
        }
        let slip = FoundSlip(
            store: "S1", terminal: "", voucher: "1234", amount: try Money(text: "66.00"),
            foundAt: counter.clock.now(), words: "on the counter")
        let number = try await shop.noteFoundSlip(slip, in: .all, by: counter.li)
        let kept = try await shop.foundSlips(isKept: true, in: .all)
        #expect(kept.first?.candidates.map(\.id) == [sale])
        #expect(try await shop.foundSlips(for: sale, in: .all).map(\.number) == [number])
        guard case .done = try await shop.noteFoundSlip(number, .matched(sale), in: .all, by: counter.li),
            case .refused = try await shop.noteFoundSlip(number, .shredded, in: .all, by: counter.li)
        else {
            Issue.record("matching")
            return
        }
        counter.clock.turn(seconds: 30 * 86_400)
        guard case .done(let gone) = try await shop.noteFoundSlip(number, .shredded, in: .all, by: counter.li) else {
            Issue.record("shredding")
            return
        }
        #expect(gone.file.endedBy == "li")
        #expect(try await rebuilt(shop))
    }

    /// A sale whose slip is reported lost, and the slip as somebody picks it up.
    private func lost(in shop: Shop) async throws -> (sale: String, work: CaseID, slip: FoundSlip) {
        let sale = try await counter.sell("66.00", reference: "B1", in: shop) {
            $0.batch = "000001"
            $0.voucher = "001234"
        }
        let now = Zone.shanghai.civil(at: counter.clock.now()).description
        let report = try Told.by(.person, "66.00", at: now, recorded: counter.clock.now().milliseconds) {
            $0.reference = "B1"
            $0.batch = "000001"
            $0.voucher = "001234"
            $0.slip = .lost
        }
        _ = try await shop.record([report], by: .system)
        let slip = FoundSlip(
            store: "S1", terminal: "", voucher: "1234", amount: try Money(text: "66.00"),
            foundAt: counter.clock.now(), words: "on the counter")
        return (sale, try #require(CaseID(transaction: sale, family: .receipts)), slip)
    }

    @Test func `a found slip that one customer misses is matched at once, and handing it back closes the case`()
        async throws
    {
        let (shop, _) = try await counter.open()
        let (sale, work, slip) = try await lost(in: shop)
        #expect(try await shop.caseDetail(work, in: .all).file.codes == [.rc04])
        let number = try await shop.noteFoundSlip(slip, in: .all, by: counter.li)
        #expect(try await shop.noteFoundSlip(slip, in: .all, by: counter.li) == number)
        #expect(try await shop.foundSlip(number, in: .all).file.charge == sale)
        let waiting = try await shop.caseDetail(work, in: .all)
        #expect(waiting.file.state == .waiting(.customer))
        #expect(waiting.file.ticks.keys.map(\.number) == [1])
        counter.clock.turn(seconds: 600)
        for _ in 0..<2 {
            guard case .done = try await shop.noteFoundSlip(number, .handedBack, in: .all, by: counter.li) else {
                Issue.record("handing back")
                return
            }
        }
        let over = try await shop.caseDetail(work, in: .all)
        #expect(over.file.state == .closed)
        #expect(over.file.proof.hasPrefix("found-slip:\(number)"))
        #expect(try await shop.transaction(sale, in: .all).summary.codes.contains(.rc04) == false)
        #expect(try await rebuilt(shop))
    }

    @Test func `a case that a person opened for a lost slip closes on the slip too`() async throws {
        let (shop, sale) = try await counter.open()
        let work = try await shop.openCase(.rc04, about: sale, words: "lost it", in: .all, by: counter.li)
        let slip = FoundSlip(
            store: "S1", terminal: "", voucher: "", amount: nil, foundAt: counter.clock.now(), words: "by the door")
        let number = try await shop.noteFoundSlip(slip, in: .all, by: counter.li)
        for event in [FoundSlipFile.Event.matched(sale), .handedBack] {
            guard case .done = try await shop.noteFoundSlip(number, event, in: .all, by: counter.li) else {
                Issue.record("\(event)")
                return
            }
        }
        let over = try await shop.caseDetail(work, in: .all)
        #expect(over.file.state == .closed)
        #expect(over.file.proof == "found-slip:\(number)")
        #expect(try await rebuilt(shop))
    }
}
