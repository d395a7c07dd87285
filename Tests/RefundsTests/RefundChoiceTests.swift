// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Tender
import Testing

@Suite struct RefundChoiceTests {
    static let today = CivilDate(year: 2025, month: 11, day: 20) ?? CivilDate(daysSinceEpoch: 0)

    static func ground(
        _ captured: String = "58.00", held: String = "0.00", daysAgo: Int = 0, channel: RefundChannel = .card,
        money: Verdict.MoneyState = .charged
    ) -> RefundGround {
        RefundGround(
            type: .sale, captured: .yuan(captured), held: .yuan(held), money: money, channel: channel,
            chargedOn: today.adding(days: -daysAgo), today: today, now: CivilTime(today, secondOfDay: 54_180))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var ground: RefundGround
        var amount = "58.00"
        var route: RefundRoute?
        var block: RefundBlock?
    }

    static let rows: [Row] = [
        Row(testDescription: "same day, batch open, whole: void", ground: ground(), route: .void),
        Row(testDescription: "a part of it: refund", ground: ground(), amount: "8.00", route: .refund),
        Row(testDescription: "yesterday's: refund", ground: ground(daysAgo: 1), route: .refund),
        Row(
            testDescription: "part went back before: refund of the rest", ground: ground(held: "8.00"),
            amount: "50.00", route: .refund),
        Row(
            testDescription: "batch settled: refund",
            ground: {
                var one = ground(); one.isBatchOpen = false; return one
            }(),
            route: .refund),
        Row(testDescription: "WeChat Pay has no void", ground: ground(channel: .wechat), route: .refund),
        Row(testDescription: "a card after 180 days: still", ground: ground(daysAgo: 180), route: .refund),
        Row(testDescription: "a card after 181 days: by transfer", ground: ground(daysAgo: 181), route: .transfer),
        Row(
            testDescription: "WeChat Pay after 365 days: still", ground: ground(daysAgo: 365, channel: .wechat),
            route: .refund),
        Row(
            testDescription: "WeChat Pay after 366 days: by transfer", ground: ground(daysAgo: 366, channel: .wechat),
            route: .transfer),
        Row(
            testDescription: "nobody knows whether it was charged", ground: ground(money: .unknown(since: nil)),
            block: .unknownCharge),
        Row(testDescription: "still being answered", ground: ground(money: .pending), block: .unknownCharge),
        Row(testDescription: "never charged", ground: ground(money: .notCharged), block: .notCharged),
        Row(
            testDescription: "a chargeback is open",
            ground: {
                var one = ground(); one.isDisputed = true; return one
            }(), block: .disputed),
        Row(
            testDescription: "the sources contradict each other",
            ground: {
                var one = ground(); one.isContradicted = true; return one
            }(), block: .contradicted),
        Row(
            testDescription: "being reversed",
            ground: {
                var one = ground(); one.isReversing = true; return one
            }(),
            block: .reversing),
        Row(
            testDescription: "all of it is on its way back", ground: ground(held: "58.00"), amount: "0.01",
            block: .nothingLeft(held: .yuan("58.00"))),
        Row(
            testDescription: "more than is left", ground: ground(held: "20.00"), amount: "38.01",
            block: .moreThanLeft(available: .yuan("38.00"))),
        Row(testDescription: "nothing asked for", ground: ground(), amount: "0.00", block: .notPositive),
        Row(
            testDescription: "the fifty-first part at WeChat Pay",
            ground: {
                var one = ground(held: "5.00", channel: .wechat); one.parts = 50; return one
            }(), amount: "1.00",
            block: .tooManyParts(50)),
        Row(
            testDescription: "twenty seconds after the last part at WeChat Pay",
            ground: {
                var one = ground(held: "5.00", channel: .wechat)
                one.parts = 1
                one.lastPartAt = one.now.adding(seconds: -20)
                return one
            }(), amount: "1.00", block: .tooSoon(seconds: 40)),
        Row(
            testDescription: "a refund is no charge",
            ground: {
                var one = ground(); one.type = .refund; return one
            }(),
            block: .notACharge(.refund)),
    ]

    @Test(arguments: rows)
    func `the way back is chosen, with its reason`(_ row: Row) throws {
        if let block = row.block {
            #expect(throws: RefundRefusal.blocked(block)) {
                try RefundChoice.choose(.yuan(row.amount), of: row.ground)
            }
            #expect(!block.words.chinese.isEmpty && !block.words.english.isEmpty)
            return
        }
        let choice = try RefundChoice.choose(.yuan(row.amount), of: row.ground)
        #expect(choice.route == row.route)
        #expect(choice.exception == (row.route == .transfer ? .late : .none))
        #expect(!choice.why.chinese.isEmpty && !choice.why.english.isEmpty && !choice.arrival.english.isEmpty)
    }

    @Test(arguments: [UInt64](1...50))
    func `whatever the ground, nothing above what is left goes back`(_ seed: UInt64) {
        var dice = Seeded(seed)
        for _ in 0..<200 {
            let captured = Int64(bitPattern: dice.next()) >> Int64(dice.next() % 63)
            let held = Int64(bitPattern: dice.next()) >> Int64(dice.next() % 63)
            let asked = Int64(bitPattern: dice.next()) >> Int64(dice.next() % 63)
            var ground = Self.ground()
            ground.captured = Money(minor: captured)
            ground.held = Money(minor: held)
            guard (try? RefundChoice.choose(Money(minor: asked), of: ground)) != nil else { continue }
            #expect(asked > 0)
            #expect(Int128(held) + Int128(asked) <= Int128(captured))
        }
    }
}
