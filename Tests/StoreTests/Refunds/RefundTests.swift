// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Store
import Tender
import Testing

/// Money on its way back, through the shop.
@Suite struct RefundTests {
    let counter = RefundCounter()

    @Test func `a same-day double charge is voided by the cashier and the verdict follows`() async throws {
        let (shop, sale) = try await counter.open()
        let offer = try await shop.refundOffer(of: sale, amount: nil, by: .cashier, in: .all)
        #expect(offer.choice?.route == .void)
        #expect(offer.approval == RefundApproval.none)
        let asked = try await shop.requestRefund(
            try counter.request("58.00", of: sale), as: .cashier, in: .all, by: counter.li)
        let id = try #require(asked.record?.id)
        #expect(try await shop.entitlement(of: sale, in: .all).available.minor == 0)
        counter.clock.turn(seconds: 60)
        let told = try await shop.recordRefund(
            id, .succeeded(reference: "112015040009"), as: .cashier, in: .all, by: counter.li)
        #expect(told.record?.file.state == .succeeded)
        let detail = try await shop.transaction(sale, in: .all)
        #expect(detail.verdict.money == .reversed)
        #expect(detail.related.map(\.believed.type) == [.void])
        #expect(try await shop.entitlement(of: sale, in: .all).available.minor == 0)
        try await checkRebuild(shop)
    }

    @Test func `the clearing file's row of a refund is the refund and nothing is counted twice`() async throws {
        let (shop, sale) = try await counter.open()
        counter.clock.turn(seconds: 86_400)
        let answer = try await shop.requestRefund(
            try counter.request("20.00", of: sale, .wrongAmount), as: .manager, in: .all, by: counter.chen)
        #expect(answer.record?.order.route == .refund)
        let id = try #require(answer.record?.id)
        _ = try await shop.recordRefund(
            id, .accepted(reference: "112116000002"), as: .manager, in: .all, by: counter.chen)
        let now = Zone.shanghai.civil(at: counter.clock.now()).description
        let row = try Told.by(
            .clearing, "20.00", at: now, line: 7, file: "acquirer.csv", recorded: counter.clock.now().milliseconds
        ) {
            $0.type = .refund
            $0.reference = "112116000002"
            $0.original = "112015030001"
        }
        _ = try await shop.record([row], by: .system)
        let detail = try await shop.transaction(sale, in: .all)
        #expect(detail.verdict.money == .refunded(try Money(text: "20.00"), isFull: false))
        #expect(detail.related.count == 1)
        #expect(!detail.summary.codes.contains(.rf01))
        #expect(try await shop.entitlement(of: sale, in: .all).available == Money(text: "38.00"))
        try await checkRebuild(shop)
    }

    @Test func `what others gave back is not given back again`() async throws {
        let (shop, sale) = try await counter.open()
        let row = try Told.by(.clearing, "30.00", at: "2026-11-20 16:00:00", line: 3) {
            $0.type = .refund
            $0.reference = "999"
            $0.original = "112015030001"
        }
        _ = try await shop.record([row], by: .system)
        let answer = try await shop.requestRefund(
            try counter.request("28.01", of: sale), as: .manager, in: .all, by: counter.chen)
        #expect(answer.refusal == .blocked(.moreThanLeft(available: try Money(text: "28.00"))))
        await shop.close()
    }

    @Test func `a second person agrees, and it is not who asked`() async throws {
        let (shop, sale) = try await counter.open()
        let answer = try await shop.requestRefund(
            try counter.request("20.00", of: sale), as: .cashier, in: .all, by: counter.li)
        let id = try #require(answer.record?.id)
        #expect(answer.record?.order.approval == .manager)
        let early = try await shop.recordRefund(
            id, .succeeded(reference: "7"), as: .cashier, in: .all, by: counter.li)
        #expect(early.refusal == .notApproved(id))
        #expect(
            try await shop.approveRefund(id, as: .cashier, in: .all, by: counter.wang).refusal == .notAllowed(.cashier))
        // The same person with more rights is still the same person.
        #expect(try await shop.approveRefund(id, as: .finance, in: .all, by: counter.li).refusal == .ownRequest)
        let approved = try await shop.approveRefund(id, as: .manager, in: .all, by: counter.chen)
        #expect(approved.record?.file.approvedBy == "chen")
        #expect(try await shop.approveRefund(id, as: .manager, in: .all, by: counter.chen).record != nil)
        #expect(
            try await shop.recordRefund(id, .succeeded(reference: "7"), as: .cashier, in: .all, by: counter.li)
                .record?.file.state == .succeeded)
        try await checkRebuild(shop)
    }

    @Test func `nothing goes back while the charge is unknown, disputed or being reversed`() async throws {
        let (shop, _) = try await counter.open()
        let unknown = try await counter.sell("9.00", reference: "A1", in: shop, status: .unknown)
        counter.clock.turn(seconds: 300)
        try await shop.reviewDue()
        let refused = try await shop.requestRefund(
            try counter.request("9.00", of: unknown), as: .manager, in: .all, by: counter.chen)
        #expect(refused.refusal == .blocked(.unknownCharge))
        let disputed = try await counter.sell("8.00", reference: "A2", in: shop)
        let letter = try Told.by(.person, "8.00", at: "2026-11-20 15:08:10") {
            $0.reference = "A2"
            $0.notice = Notice(.chargeback)
        }
        let waiting = try await shop.requestRefund(
            try counter.request("5.00", of: disputed), as: .cashier, in: .all, by: counter.li)
        _ = try await shop.record([letter], by: .system)
        #expect(
            try await shop.requestRefund(
                try counter.request("3.00", of: disputed), as: .manager, in: .all, by: counter.chen
            ).refusal == .blocked(.disputed))
        // What was asked for before the letter came is held as well.
        let id = try #require(waiting.record?.id)
        #expect(
            try await shop.approveRefund(id, as: .manager, in: .all, by: counter.chen).refusal == .blocked(.disputed))
        let reversed = try await counter.sell("7.00", reference: "A3", in: shop)
        let reversal = try Told.by(.terminal, "7.00", at: "2026-11-20 15:08:30") {
            $0.type = .reversal
            $0.status = .unknown
            $0.original = "A3"
        }
        _ = try await shop.record([reversal], by: .system)
        #expect(
            try await shop.requestRefund(
                try counter.request("7.00", of: reversed), as: .manager, in: .all, by: counter.chen
            ).refusal == .blocked(.reversing))
        await shop.close()
    }

    @Test func `fifty ask at once and no more goes back than was taken`() async throws {
        let (shop, sale) = try await counter.open()
        let answers = try await withThrowingTaskGroup(of: RefundAnswer.self) { group in
            for number in 0..<50 {
                let reason = RefundReason.allCases[number % RefundReason.allCases.count]
                let request = try counter.request("\(10 + number).00", of: sale, reason)
                group.addTask {
                    try await shop.requestRefund(request, as: .manager, in: .all, by: Actor(name: "m\(number)"))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let taken = answers.compactMap(\.record).reduce(0) { $0 + $1.order.amount.minor }
        #expect(taken <= 5_800)
        #expect(taken > 0)
        #expect(try await shop.entitlement(of: sale, in: .all).available.minor == 5_800 - taken)
        try await checkRebuild(shop)
    }

    @Test func `one intent is one refund, however often and by whomever it is sent`() async throws {
        let (shop, sale) = try await counter.open()
        var request = try counter.request("20.00", of: sale)
        request.id = RefundID(bits: 7)
        let first = try await shop.requestRefund(request, as: .manager, in: .all, by: counter.chen)
        guard case .done(let record) = first else {
            Issue.record("\(first)")
            return
        }
        #expect(try await shop.requestRefund(request, as: .manager, in: .all, by: counter.chen) == .known(record))
        var again = request
        again.id = nil
        #expect(
            try await shop.requestRefund(again, as: .manager, in: .all, by: counter.wang).refusal
                == .sameIntent(record.id))
        var other = request
        other.amount = try Money(text: "21.00")
        #expect(
            try await shop.requestRefund(other, as: .manager, in: .all, by: counter.chen).refusal
                == .otherOrder(record.id))
        counter.clock.turn(seconds: 601)
        #expect(try await shop.requestRefund(again, as: .manager, in: .all, by: counter.wang).record != nil)
        #expect(try await shop.refunds(of: sale, in: .all).count == 2)
        await shop.close()
    }

    @Test func `without an original two people from outside the counter stand for it`() async throws {
        let (shop, _) = try await counter.open()
        var request = RefundRequest(transaction: "", amount: try Money(text: "15.00"), reason: .returned)
        request.store = "S1"
        #expect(
            try await shop.requestRefund(request, as: .manager, in: .all, by: counter.chen).refusal == .reasonMissing)
        request.words = "slip from last year, ID seen"
        #expect(
            try await shop.requestRefund(request, as: .cashier, in: .all, by: counter.li).refusal
                == .notAllowed(.cashier))
        #expect(
            try await shop.requestRefund(request, as: .administrator, in: .all, by: counter.li).refusal
                == .notAllowed(.administrator))
        let asked = try await shop.requestRefund(request, as: .manager, in: .all, by: counter.chen)
        let id = try #require(asked.record?.id)
        #expect(
            try await shop.approveRefund(id, as: .manager, in: .all, by: counter.li).refusal == .notAllowed(.manager))
        #expect(try await shop.approveRefund(id, as: .finance, in: .all, by: counter.wang).record != nil)
        try await checkRebuild(shop)
    }

    @Test func `another store's people see nothing of it`() async throws {
        let (shop, sale) = try await counter.open()
        let scope = StoreScope.only(["S2"])
        await #expect(throws: StoreError.missing) {
            try await shop.requestRefund(
                try counter.request("1.00", of: sale), as: .manager, in: scope, by: counter.chen)
        }
        let id = try #require(
            try await shop.requestRefund(
                try counter.request("1.00", of: sale), as: .manager, in: .all, by: counter.chen
            ).record?.id)
        await #expect(throws: StoreError.missing) { try await shop.refund(id, in: scope) }
        await #expect(throws: StoreError.missing) {
            try await shop.approveRefund(id, as: .finance, in: scope, by: counter.wang)
        }
        #expect(try await shop.refundQueue(RefundFilter(), in: scope, cursor: nil, limit: 10).elements.isEmpty)
        await shop.close()
    }

    @Test func `a refund that the bank sends back frees its amount and raises RF-03`() async throws {
        let (shop, sale) = try await counter.open()
        counter.clock.turn(seconds: 86_400)
        let id = try #require(
            try await shop.requestRefund(
                try counter.request("58.00", of: sale), as: .manager, in: .all, by: counter.chen
            ).record?.id)
        _ = try await shop.recordRefund(
            id, .accepted(reference: "55"), as: .manager, in: .all, by: counter.chen)
        counter.clock.turn(seconds: 5)
        _ = try await shop.recordRefund(
            id, .failed, words: "account closed", as: .manager, in: .all, by: counter.chen)
        #expect(try await shop.entitlement(of: sale, in: .all).available == Money(text: "58.00"))
        let related = try await shop.transaction(sale, in: .all).related
        #expect(related.count == 1)
        #expect(related.first?.codes.contains(.rf03) == true)
        try await checkRebuild(shop)
    }

    /// Everything is in the journal: the tables made anew are the same.
    private func checkRebuild(_ shop: Shop) async throws {
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await counter.folder.rebuild(counter.clock).contentDigest == digest)
    }
}
