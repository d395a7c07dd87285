// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender
import Testing

@Suite struct JoiningTests {
    struct Pair: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What the second observation changes of the first.
        let change: @Sendable (inout Facts) -> Void
        /// The key that joins them; nil when they are two transactions.
        let key: String?
    }

    /// The first observation of every pair.
    static func first(_ facts: inout Facts) {
        facts.merchant = "898440154110001"
        facts.reference = "000000000001"
        facts.batch = "000001"
        facts.voucher = "000042"
        facts.authorisation = "A12345"
        facts.order = "ORDER-1"
        facts.card = MaskedPAN(bin: "622200", last4: "1234")
    }

    static let pairs = [
        Pair(testDescription: "the same in everything", change: { _ in }, key: "order"),
        Pair(testDescription: "without the order number", change: { $0.order = nil }, key: "reference"),
        Pair(
            testDescription: "another order number under the same reference",
            change: { $0.order = "ORDER-2" }, key: "reference"),
        Pair(
            testDescription: "a merchant that only one side knows",
            change: {
                $0.merchant = nil; $0.order = nil
            }, key: "reference"),
        Pair(testDescription: "another merchant", change: { $0.merchant = "898440154110002" }, key: nil),
        Pair(testDescription: "another type", change: { $0.type = .refund }, key: nil),
        Pair(
            testDescription: "another terminal under the same reference",
            change: {
                $0.order = nil; $0.terminal = "T0000002"; $0.voucher = "000043"; $0.authorisation = nil
            },
            key: nil),
        Pair(
            testDescription: "batch and voucher alone",
            change: {
                $0.order = nil; $0.reference = nil
            }, key: "voucher"),
        Pair(
            testDescription: "a voucher number without its batch joins by the code, not by itself",
            change: {
                $0.order = nil; $0.reference = nil; $0.batch = nil
            }, key: "authorisation"),
        Pair(
            testDescription: "the same order and another reference: a second attempt",
            change: {
                $0.reference = "000000000002"; $0.voucher = "000043"; $0.authorisation = "B1"
            }, key: nil),
        Pair(
            testDescription: "amount, minute and terminal alone",
            change: {
                $0.order = nil
                $0.reference = nil
                $0.batch = nil
                $0.voucher = nil
                $0.authorisation = nil
            }, key: "candidate"),
        Pair(
            testDescription: "amount, minute and terminal, but another card",
            change: {
                $0.order = nil
                $0.reference = nil
                $0.batch = nil
                $0.voucher = nil
                $0.authorisation = nil
                $0.card = MaskedPAN(last4: "9999")
            }, key: nil),
    ]

    @Test(arguments: pairs, [true, false])
    func `two observations are one transaction exactly when a key says so`(
        _ pair: Pair, _ together: Bool
    ) async throws {
        let (folder, clock) = (DataFolder(), TurnedClock("2026-11-20 16:00:00"))
        let shop = try await folder.open(clock)
        let till = try Told.by(.till, "58.00", at: "2026-11-19 15:03:07") { Self.first(&$0) }
        let other = try Told.by(.clearing, "58.00", at: "2026-11-19 15:03:09") {
            Self.first(&$0)
            pair.change(&$0)
        }
        if together {
            _ = try await shop.record([till, other], by: .system)
        } else {
            _ = try await shop.record([till], by: .system)
            _ = try await shop.record([other], by: .system)
        }
        let counts = try await shop.counts()
        #expect(counts.transactions == (pair.key == nil ? 2 : 1))
        if let key = pair.key {
            let detail = try await shop.transaction("T0000000001", in: .all)
            #expect(detail.entries.map(\.join.key) == ["first", key])
        }
        await shop.close()
    }

    @Test func `two candidates join neither`() async throws {
        let (folder, clock) = (DataFolder(), TurnedClock("2026-11-20 16:00:00"))
        let shop = try await folder.open(clock)
        for order in ["A", "B"] {
            let till = try Told.by(.till, "58.00", at: "2026-11-19 15:03:0\(order == "A" ? 1 : 9)") {
                $0.order = OrderNumber(order)
            }
            _ = try await shop.record([till], by: .system)
        }
        _ = try await shop.record([try Told.by(.receipt, "58.00", at: "2026-11-19 15:03:05")], by: .system)
        #expect(try await shop.counts().transactions == 3)
        await shop.close()
    }

    @Test(arguments: [false, true])
    func `an observation that knows both halves makes them one`(_ together: Bool) async throws {
        let (folder, clock) = (DataFolder(), TurnedClock("2026-11-20 16:00:00"))
        let shop = try await folder.open(clock)
        let till = try Told.by(.till, "58.00", at: "2026-11-19 15:03:07") { $0.order = "ORDER-1" }
        let clearing = try Told.by(.clearing, "58.00", at: "2026-11-19 09:00:00") { $0.reference = "000000000001" }
        let callback = try Told.by(.callback, "58.00", at: "2026-11-19 15:03:09") {
            $0.order = "ORDER-1"
            $0.reference = "000000000001"
        }
        if together {
            _ = try await shop.record([till, clearing, callback], by: .system)
        } else {
            for one in [till, clearing, callback] { _ = try await shop.record([one], by: .system) }
        }
        #expect(try await shop.counts().transactions == 1)
        let kept = try await shop.transaction("T0000000001", in: .all)
        #expect(kept.entries.count == 3)
        let byOldNumber = try await shop.transaction("T0000000002", in: .all)
        #expect(byOldNumber.summary.id == "T0000000001", "the number that people wrote down still leads there")
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test func `a refund that names its charge changes the charge's verdict`() async throws {
        let (folder, clock) = (DataFolder(), TurnedClock("2026-11-20 16:00:00"))
        let shop = try await folder.open(clock)
        let sale = try Told.by(.clearing, "58.00", at: "2026-11-19 15:03:07") { $0.order = "ORDER-1" }
        let refund = try Told.by(.clearing, "20.00", at: "2026-11-19 16:00:00") {
            $0.type = .refund
            $0.order = "REFUND-1"
            $0.original = "ORDER-1"
        }
        _ = try await shop.record([sale], by: .system)
        #expect(try await shop.transaction("T0000000001", in: .all).summary.money == .charged)
        _ = try await shop.record([refund], by: .system)
        let detail = try await shop.transaction("T0000000001", in: .all)
        #expect(detail.summary.money == .refunded(try Money(text: "20.00"), isFull: false))
        #expect(detail.related.map(\.id) == ["T0000000002"])
        await shop.close()
    }
}
