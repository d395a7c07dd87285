// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tender
import Testing

@Suite struct SettlementTests {
    static let day = Job.day("2026-11-21")

    static func sums(_ net: Int128) -> DaySums {
        var sums = DaySums()
        sums.rows = 1
        sums.gross = net
        sums.net = net
        return sums
    }

    static func deposit(_ amount: Int64, merchant: String = "", on day: CivilDate = day) -> Deposit {
        Deposit(day: day, merchant: merchant, amount: amount, bankReference: "", reference: "bank.csv:2@30")
    }

    @Test(arguments: 0..<6)
    func `lines are in the order of day and bytes, also of merchants that look alike`(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed) + 1)
        let names = ["M10", "M2", "", "Cafe\u{301}", "Caf\u{e9}", "\u{7EC8}", "M"]
        var given: [(day: CivilDate?, merchant: String, sums: DaySums)] = []
        for (number, name) in names.enumerated() {
            given.append((Self.day.adding(days: number % 2), name, Self.sums(Int128(number))))
            given.append((nil, name, Self.sums(Int128(number))))
        }
        for place in given.indices.reversed() { given.swapAt(place, dice.roll(place + 1)) }
        let lines = Settlement(given, deposits: nil, asOf: Self.day).lines
        let expected = given.sorted { left, right in
            let (one, other) = (left.day?.daysSinceEpoch ?? .min, right.day?.daysSinceEpoch ?? .min)
            return one != other ? one < other : left.merchant.utf8.lexicographicallyPrecedes(right.merchant.utf8)
        }
        #expect(lines.map { Array($0.merchant.utf8) } == expected.map { Array($0.merchant.utf8) })
        #expect(lines.map(\.sums) == expected.map(\.sums) && lines.map(\.day) == expected.map(\.day))
    }

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Net by merchant, all on one day.
        let nets: [(String, Int128)]
        let deposits: [Deposit]?
        /// `code merchant net deposited`.
        let ends: [String]
    }

    static let stories = [
        Story(testDescription: "no bank file, nothing to say", nets: [("M1", 100)], deposits: nil, ends: []),
        Story(testDescription: "paid in full", nets: [("M1", 100)], deposits: [deposit(100, merchant: "M1")], ends: []),
        Story(
            testDescription: "paid in two parts", nets: [("M1", 100)],
            deposits: [deposit(60, merchant: "M1"), deposit(40, merchant: "M1")], ends: []),
        Story(testDescription: "not paid", nets: [("M1", 100)], deposits: [], ends: ["ST-07 M1 100 0"]),
        Story(
            testDescription: "paid too much", nets: [("M1", 100)], deposits: [deposit(101, merchant: "M1")],
            ends: ["ST-07 M1 100 101"]),
        Story(
            testDescription: "paid to somebody else", nets: [("M1", 100)], deposits: [deposit(100, merchant: "M2")],
            ends: ["ST-07 M1 100 0", "ST-08 M2 0 100"]),
        Story(
            testDescription: "one sum for both merchants", nets: [("M1", 100), ("M2", 50)], deposits: [deposit(150)],
            ends: []),
        Story(
            testDescription: "one sum for both, and a fen is missing: the day differs, nobody is blamed",
            nets: [("M1", 100), ("M2", 50)], deposits: [deposit(149)], ends: ["ST-07  150 149"]),
        Story(
            testDescription: "one by name, the rest without", nets: [("M1", 100), ("M2", 50)],
            deposits: [deposit(100, merchant: "M1"), deposit(50)], ends: []),
        Story(
            testDescription: "a day that gives back more than it takes", nets: [("M1", -30)],
            deposits: [deposit(-30, merchant: "M1")], ends: []),
    ]

    @Test(arguments: stories)
    func `deposits settle a day as the story says, and the lines always add up`(_ story: Story) {
        let settlement = Settlement(
            story.nets.map { (Self.day, $0.0, Self.sums($0.1)) }, deposits: story.deposits, asOf: Self.day)
        let found = settlement.findings().map { "\($0.code.text) \($0.merchant) \($0.net) \($0.deposited)" }
        #expect(found.sorted() == story.ends)
        guard let deposits = story.deposits else { return }
        let arrived = settlement.lines.reduce(Int128(0)) { $0 + ($1.deposited ?? 0) }
        #expect(arrived == deposits.reduce(Int128(0)) { $0 + Int128($1.amount) })
    }

    @Test func `a settlement day that lies ahead is not yet missing`() {
        let ahead = Self.day.adding(days: 1)
        let settlement = Settlement([(ahead, "M1", Self.sums(5))], deposits: [], asOf: Self.day)
        #expect(settlement.findings().isEmpty)
    }

    @Test(arguments: 0..<30)
    func `sums of the small table are the sums of a dictionary`(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        var sums = SettlementSums()
        var plain: [DayKey: DaySums] = [:]
        for _ in 0..<2_000 {
            // Days that share a place in the table, merchants beyond it, and amounts whose sum does not fit.
            let day = Int32([20_000, 20_064, 20_001, Int(DayKey.noDay)][dice.roll(4)])
            let merchant = UInt32([1, 2, 70, 9_000][dice.roll(4)])
            let amount = [1, -5, AmountText.largest, -AmountText.largest][dice.roll(4)]
            sums.add(day: day, merchant: merchant, gross: amount, fee: 1)
            var row = DaySums()
            row.rows = 1
            (row.gross, row.fee, row.net) = (Int128(amount), 1, Int128(amount) - 1)
            plain[DayKey(day: day, merchant: merchant), default: DaySums()].add(row)
        }
        #expect(sums.finish() == plain)
    }

    @Test(arguments: [0, 1, 2, 5], [0, 14_400, 86_399])
    func `the due test is the calendar asked once`(_ days: Int, _ cutOff: Int) {
        let closed = Set((0..<9).map { Self.day.adding(days: $0 - 4) })
        for closedDays in [[], closed] {
            let calendar = SettlementCalendar(
                businessDay: BusinessDay(cutOff: cutOff) ?? .midnight, settleAfterDays: days, closedDays: closedDays)
            for offset in 0..<12 {
                let asOf = Self.day.adding(days: offset - 6)
                let test = DueTest(calendar, asOf: asOf)
                for hour in stride(from: -480, to: 240, by: 7) {
                    let time = CivilTime(Self.day).adding(seconds: Int64(hour) * 3_600 - 1)
                    let isDue = calendar.dueDate(of: time) <= asOf
                    #expect(test.isDue(seconds: time.secondsSinceEpoch) == isDue, "\(time) as of \(asOf)")
                }
            }
        }
    }
}
