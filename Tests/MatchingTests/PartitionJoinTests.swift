// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Columns
import Matching
import Testing

/// The join against a plain one over dictionaries.
@Suite struct PartitionJoinTests {
    struct Row: Hashable {
        var reference: UInt64
        var form: UInt64 = 12
        var type: UInt64 = 4
        var terminal: UInt32 = 1
        var merchant: UInt32 = 1
        var day: UInt64 = 100
        var place: Int64

        var packed: MatchRow {
            MatchRow(
                key: JoinKey(reference: reference, form: form), type: type, terminal: terminal, merchant: merchant,
                day: day, line: 3, flags: 5, place: place, amount: -7)
        }
    }

    struct Outcome: Equatable {
        /// Places of the first rows of each transaction, 0 where a side has none; sorted.
        var pairs: [[Int64]] = []
        var extraTills: [Int64] = []
        var extraAcquirers: [Int64] = []
    }

    static func join(_ tills: [Row], _ acquirers: [Row], usesMerchant: Bool = true, parts: Int = 2) -> Outcome {
        let (left, right) = (split(tills, parts), split(acquirers, parts))
        var join = PartitionJoin(usesMerchant: usesMerchant)
        join.join(0, tills: left, acquirers: right)
        var outcome = Outcome()
        for group in 0..<join.groupCount {
            let pair = [join.till(group)?.place ?? 0, join.acquirer(group)?.place ?? 0]
            if pair != [0, 0] { outcome.pairs.append(pair) }
        }
        outcome.pairs.sort { $0.lexicographicallyPrecedes($1) }
        outcome.extraTills = join.extraTills.map(\.row.place).sorted()
        outcome.extraAcquirers = join.extraAcquirers.map(\.row.place).sorted()
        return outcome
    }

    private static func split(_ rows: [Row], _ count: Int) -> [Partitions<MatchRow>] {
        let parts = (0..<count).map { _ in Partitions<MatchRow>(count: 1, expectedRows: 1) }
        for (index, row) in rows.enumerated() { parts[index % count].append(row.packed, to: 0) }
        return parts
    }

    @Test func `a packed row gives back what was put in`() {
        let row = MatchRow(
            key: JoinKey(reference: 999_999_999_999, form: 15), type: 5, terminal: UInt32(MatchRow.mostTerminals),
            merchant: UInt32(MatchRow.mostMerchants), day: 32_767, line: 511, flags: 63,
            place: MatchRow.mostBytes - 1, amount: .min)
        #expect(row.reference == 999_999_999_999)
        #expect(row.form == 15)
        #expect(row.type == 5)
        #expect(row.terminal == UInt32(MatchRow.mostTerminals))
        #expect(row.merchant == UInt32(MatchRow.mostMerchants))
        #expect(row.day == 32_767)
        #expect(row.lineByte == 255)
        #expect(row.flags == 63)
        #expect(row.place == MatchRow.mostBytes - 1)
        #expect(row.amount == .min)
    }

    @Test func `the earliest row of a side is the first, whatever the threads delivered`() {
        let tills = [Row(reference: 1, place: 30), Row(reference: 1, place: 10), Row(reference: 1, place: 20)]
        let acquirers = [Row(reference: 1, place: 9), Row(reference: 1, place: 5)]
        for parts in 1...4 {
            let outcome = Self.join(tills, acquirers, parts: parts)
            #expect(outcome == Outcome(pairs: [[10, 5]], extraTills: [20, 30], extraAcquirers: [9]))
        }
    }

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let tills: [Row]
        let acquirers: [Row]
        var usesMerchant = true
        let ends: Outcome
    }

    static let stories = [
        Story(
            testDescription: "another type is another transaction",
            tills: [Row(reference: 1, place: 1)], acquirers: [Row(reference: 1, type: 2, place: 2)],
            ends: Outcome(pairs: [[0, 2], [1, 0]])),
        Story(
            testDescription: "the same digits with another length are another reference",
            tills: [Row(reference: 1, form: 12, place: 1)], acquirers: [Row(reference: 1, form: 11, place: 2)],
            ends: Outcome(pairs: [[0, 2], [1, 0]])),
        Story(
            testDescription: "another merchant is another transaction",
            tills: [Row(reference: 1, merchant: 1, place: 1)], acquirers: [Row(reference: 1, merchant: 2, place: 2)],
            ends: Outcome(pairs: [[0, 2], [1, 0]])),
        Story(
            testDescription: "merchants are not looked at where one side has none",
            tills: [Row(reference: 1, merchant: 0, place: 1)], acquirers: [Row(reference: 1, merchant: 2, place: 2)],
            usesMerchant: false, ends: Outcome(pairs: [[1, 2]])),
        Story(
            testDescription: "a row without a merchant belongs to the only merchant",
            tills: [Row(reference: 1, merchant: 0, place: 1)], acquirers: [Row(reference: 1, merchant: 2, place: 2)],
            ends: Outcome(pairs: [[1, 2]])),
        Story(
            testDescription: "a row without a merchant is not given to one of two",
            tills: [Row(reference: 1, merchant: 0, place: 1)],
            acquirers: [Row(reference: 1, merchant: 2, place: 2), Row(reference: 1, merchant: 3, place: 3)],
            ends: Outcome(pairs: [[0, 2], [0, 3], [1, 0]])),
        Story(
            testDescription: "a voucher number that comes back after days is another transaction",
            tills: [
                Row(reference: 9, form: JoinKey.voucher, day: 100, place: 1),
                Row(reference: 9, form: JoinKey.voucher, day: 105, place: 2),
            ],
            acquirers: [Row(reference: 9, form: JoinKey.voucher, day: 106, place: 3)],
            ends: Outcome(pairs: [[1, 0], [2, 3]])),
        Story(
            testDescription: "a voucher row without a day joins the only stretch of days",
            tills: [Row(reference: 9, form: JoinKey.voucher, day: 100, place: 1)],
            acquirers: [Row(reference: 9, form: JoinKey.voucher, day: 0, place: 3)],
            ends: Outcome(pairs: [[1, 3]])),
        Story(
            testDescription: "an RRN does not look at days",
            tills: [Row(reference: 9, day: 100, place: 1)], acquirers: [Row(reference: 9, day: 130, place: 3)],
            ends: Outcome(pairs: [[1, 3]])),
    ]

    @Test(arguments: stories)
    func `a join ends as its story says`(_ story: Story) {
        #expect(Self.join(story.tills, story.acquirers, usesMerchant: story.usesMerchant) == story.ends)
    }

    @Test(arguments: 0..<60)
    func `the join is the plain join over dictionaries`(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        func rows(_ count: Int) -> [Row] {
            (0..<count).map { _ in
                Row(
                    reference: UInt64(dice.roll(40)), form: UInt64(11 + dice.roll(2)), type: UInt64(dice.roll(2)),
                    terminal: UInt32(1 + dice.roll(3)), merchant: UInt32(1 + dice.roll(2)),
                    place: Int64(1 + dice.roll(1 << 30)))
            }
        }
        let (tills, acquirers) = (rows(dice.roll(300)), rows(dice.roll(300)))
        #expect(Self.join(tills, acquirers, parts: 1 + dice.roll(3)) == Self.plain(tills, acquirers))
    }

    private static func plain(_ tills: [Row], _ acquirers: [Row]) -> Outcome {
        struct Key: Hashable {
            let row: Row
            init(_ row: Row) {
                self.row = Row(
                    reference: row.reference, form: row.form, type: row.type, terminal: row.terminal,
                    merchant: row.merchant, day: 0, place: 0)
            }
        }
        let left = Dictionary(grouping: tills) { Key($0) }.mapValues { $0.map(\.place).sorted() }
        let right = Dictionary(grouping: acquirers) { Key($0) }.mapValues { $0.map(\.place).sorted() }
        var outcome = Outcome()
        for key in Set(left.keys).union(right.keys) {
            outcome.pairs.append([left[key]?.first ?? 0, right[key]?.first ?? 0])
            outcome.extraTills += (left[key] ?? []).dropFirst()
            outcome.extraAcquirers += (right[key] ?? []).dropFirst()
        }
        outcome.pairs.sort { $0.lexicographicallyPrecedes($1) }
        outcome.extraTills.sort()
        outcome.extraAcquirers.sort()
        return outcome
    }
}
