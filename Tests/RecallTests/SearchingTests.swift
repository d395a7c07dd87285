// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender
import Testing

@testable import Recall

/// A search against a store in memory that answers probes the way the real one does.
@Suite struct SearchingTests {
    struct Shelf {
        let rows: [RecallCandidate]

        func answer(_ probe: Probe) -> [RecallCandidate] {
            let fits = rows.filter { row in
                let facts = row.facts
                if !probe.keys.isEmpty { return probe.keys.contains { self.fits(row, $0) } }
                if let last4 = probe.last4, facts.card?.last4 != last4 { return false }
                if let range = probe.amount, !(facts.amount.map(range.contains) ?? false) { return false }
                if let window = probe.window, !(facts.occurredAt.map(window.contains) ?? false) { return false }
                if let store = probe.store, facts.store != store { return false }
                if let type = probe.type, facts.type != type { return false }
                return probe.codes.isEmpty || row.codes.contains { probe.codes.contains($0) }
            }
            let sorted = fits.sorted { left, right in
                let (first, second) = (left.facts.occurredAt, right.facts.occurredAt)
                guard let first, let second else { return false }
                return probe.order == .newestFirst ? first > second : first < second
            }
            return Array(sorted.prefix(probe.limit))
        }

        private func fits(_ row: RecallCandidate, _ key: ExactKey) -> Bool {
            switch key {
            case .transaction(let id): row.id == id
            case .reference(let number): row.facts.reference == number
            case .order(let number): row.facts.order == number
            case .channelOrder(let number): row.facts.channelOrder == number
            case .voucher(let number): row.facts.voucher == number
            case .authorisation(let code): row.facts.authorisation == code
            }
        }
    }

    static func find(_ text: String, in rows: [RecallCandidate]) -> (answer: RecallAnswer, probes: [Probe]) {
        let query = MemoryQuery.read(text, now: Remembered.now, context: Remembered.shop)
        var asked: [Probe] = []
        let answer = query.answer { probe in
            asked.append(probe)
            return Shelf(rows: rows).answer(probe)
        }
        return (answer, asked)
    }

    /// A day of trade: one payment every minute, 3 of 100 at 58.00.
    static let day: [RecallCandidate] = (0..<900).map { minute in
        RankingTests.candidate(
            minute, amount: minute % 33 == 0 ? 5_800 : 1_000 + Int64(minute * 7),
            clock: "\(Self.two(8 + minute / 60)):\(Self.two(minute % 60)):00",
            card: minute % 2 == 0 ? Self.four(minute) : nil, reference: ReferenceNumber("11190000" + Self.four(minute)))
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    static func four(_ number: Int) -> String { String("000\(number)".suffix(4)) }

    @Test func `the story of the README is found with its first question`() {
        let rows = Self.day + [RankingTests.candidate(5_000, clock: "15:03:00")]
        let (answer, probes) = Self.find("58 yesterday about 15:00, card 1234", in: rows)
        #expect(answer.hits.first?.candidate.id == "T5000")
        #expect(answer.suggestions.isEmpty)
        #expect(probes.map(\.step) == [.cardAmountTime])
    }

    @Test func `a number printed on the slip needs one question`() {
        let (answer, probes) = Self.find("参考号 111900000123", in: Self.day)
        #expect(answer.hits.map(\.candidate.id) == ["T123"])
        #expect(probes.map(\.step) == [.identifiers])
    }

    @Test func `a wrongly remembered hour is found by widening`() {
        let rows = [RankingTests.candidate(1, clock: "17:30:00")]
        let (answer, _) = Self.find("58 yesterday 15:00 1234", in: rows)
        #expect(answer.hits.first?.candidate.id == "T1")
    }

    @Test func `a wrongly remembered amount is found by card and time`() {
        let rows = [RankingTests.candidate(1, amount: 5_900)]
        #expect(Self.find("58 昨天 15点 尾号1234", in: rows).answer.hits.first?.candidate.id == "T1")
    }

    @Test func `a wrongly remembered card is found by amount and time`() {
        let rows = [RankingTests.candidate(1, card: "4321")]
        #expect(Self.find("58 昨天 15点 尾号1234", in: rows).answer.hits.first?.candidate.id == "T1")
    }

    @Test func `a bank message finds its payment`() {
        let rows = Self.day + [RankingTests.candidate(5_000, clock: "15:03:20")]
        let text = "【工商银行】您尾号1234卡11月19日15:03消费支出(示例超市)58元，余额1,000.20元。"
        #expect(Self.find(text, in: rows).answer.hits.first?.candidate.id == "T5000")
    }

    @Test func `payments without a slip are found by their finding`() throws {
        let code = try #require(FindingCode("RC-01"))
        let rows = Self.day + [RankingTests.candidate(5_000, amount: 4_321, codes: [code])]
        #expect(Self.find("昨天 没出票", in: rows).answer.hits.map(\.candidate.id) == ["T5000"])
    }

    @Test(arguments: ["58 昨天 15点 尾号1234", "58 yesterday 3pm card 1234 人民路店", "微信 58 昨天", "8888.88"])
    func `nothing found offers the next steps, and each can be run`(_ text: String) {
        let (answer, _) = Self.find(text, in: [])
        #expect(answer.hits.isEmpty)
        #expect(answer.suggestions.last?.kind == .notInRecords)
        #expect(answer.suggestions.last?.code?.text == "PY-04")
        #expect(answer.suggestions.contains { $0.kind == .roughAmount })
        for suggestion in answer.suggestions {
            #expect(!Remembered.read(suggestion.text).query.isEmpty)
        }
    }

    @Test(arguments: ["尾号1234", "昨天 15:03", "58", "退款 上周"])
    func `a hit on all that was said needs no suggestions`(_ text: String) {
        let rows = [RankingTests.candidate(1), RankingTests.candidate(2, day: 12, type: .refund)]
        let (answer, _) = Self.find(text, in: rows)
        #expect(!answer.hits.isEmpty)
        #expect(answer.suggestions.isEmpty)
    }

    @Test func `a hit on half of what was said comes with suggestions`() {
        let (answer, _) = Self.find("58 昨天 15点 尾号1234", in: [RankingTests.candidate(1, card: "9999")])
        #expect(answer.hits.count == 1)
        #expect(answer.suggestions.contains { $0.kind == .anyCard })
    }

    @Test func `the offered wider time is four times as long`() throws {
        let (answer, _) = Self.find("58 昨天 15点", in: [])
        let wider = try #require(answer.suggestions.first { $0.kind == .widenTime })
        let before = try #require(answer.query.window)
        let after = try #require(Remembered.read(wider.text).query.window)
        #expect(after.seconds >= before.seconds * 4)
        #expect(after.from <= before.from && after.to >= before.to)
        #expect(wider.text == "58 2026-11-19 11:00 至 19:00")
    }

    @Test func `a card said offers the wallet, a wallet said offers the card, a store said offers the others`() {
        func kinds(_ text: String) -> [Suggestion.Kind] { Self.find(text, in: []).answer.suggestions.map(\.kind) }
        #expect(kinds("58 尾号1234").contains(.walletInstead))
        #expect(kinds("58 微信").contains(.cardInstead))
        #expect(kinds("58 人民路店").contains(.otherStores))
        #expect(!kinds("58").contains(.otherStores))
    }

    @Test(arguments: ["", "   ", "你好", "hello there", "的了在"])
    func `words that say nothing ask nothing and show examples`(_ text: String) {
        let (answer, probes) = Self.find(text, in: Self.day)
        #expect(probes.isEmpty)
        #expect(answer.hits.isEmpty)
        #expect(answer.suggestions.allSatisfy { $0.kind == .example })
        #expect(!answer.suggestions.isEmpty)
    }

    @Test func `a failing store is reported, not hidden`() {
        struct Broken: Error {}
        let query = MemoryQuery.read("58 昨天", now: Remembered.now)
        #expect(throws: Broken.self) { try query.answer { _ throws(Broken) in throw Broken() } }
    }

    @Test func `a query with many meanings asks a bounded number of questions`() {
        let text = "1234 2345 3456 4567 123456 234567 12345678 11-12 10-11 3点 4点 尾号5678 123456789012"
        let (_, probes) = Self.find(text, in: [])
        #expect(probes.count <= Searching.mostProbes)
        #expect(Set(probes).count == probes.count)
    }
}
