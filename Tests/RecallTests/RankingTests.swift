// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender
import Testing

@testable import Recall

@Suite struct RankingTests {
    /// A transaction on a day of November 2026, by default the one of the story.
    static func candidate(
        _ id: Int, amount: Int64 = 5_800, day: Int = 19, clock: String = "15:03:00", card: String? = "1234",
        product: String = "debit", channel: String? = nil, type: TransactionType = .sale, store: StoreID = "S01",
        reference: ReferenceNumber? = nil, codes: [FindingCode] = []
    ) -> RecallCandidate {
        var facts = Facts(type: type)
        facts.amount = Money(minor: amount)
        facts.occurredAt = CivilDate(year: 2026, month: 11, day: day).map {
            CivilTime($0, secondOfDay: CivilTime.secondOfDay(text: clock) ?? 0)
        }
        facts.card = card.flatMap { MaskedPAN(bin: "622200", last4: $0) }
        facts.product = product
        facts.channel = channel
        facts.store = store
        facts.reference = reference
        return RecallCandidate(id: "T\(id)", facts: facts, codes: codes)
    }

    static func ranked(_ text: String, _ candidates: [RecallCandidate]) -> [RecallHit] {
        Ranking.rank(candidates, MemoryQuery.read(text, now: Remembered.now, context: Remembered.shop))
    }

    static func order(_ text: String, _ candidates: [RecallCandidate]) -> [String] {
        ranked(text, candidates).map(\.candidate.id)
    }

    @Test func `an exact number beats amount and time, which beat amount and card, which beat amount alone`() {
        let hits = Self.ranked(
            "58 昨天 15:03 尾号1234 参考号123456789012",
            [
                Self.candidate(1, day: 3, card: nil),
                Self.candidate(2, day: 3),
                Self.candidate(3, card: nil),
                Self.candidate(4, amount: 999, day: 3, card: nil, reference: "123456789012"),
            ])
        #expect(hits.map(\.candidate.id) == ["T4", "T3", "T2", "T1"])
        #expect(zip(hits, hits.dropFirst()).allSatisfy { $0.score > $1.score })
    }

    @Test func `the customer's own payment comes before the next one at the same price`() {
        let order = Self.order(
            "58 昨天 15点 尾号1234",
            [
                Self.candidate(1, clock: "15:01:00", card: "9999"), Self.candidate(2, clock: "15:40:00"),
                Self.candidate(3, amount: 5_900, clock: "15:00:00"), Self.candidate(4, day: 18),
            ])
        #expect(order.first == "T2")
        #expect(order.last == "T1" || !order.contains("T1"))
    }

    @Test func `nearer in time comes first`() {
        let order = Self.order(
            "58 yesterday 15:00",
            [
                Self.candidate(1, clock: "15:19:00"), Self.candidate(2, clock: "14:58:00"),
                Self.candidate(3, clock: "15:10:00"),
            ])
        #expect(order == ["T2", "T3", "T1"])
    }

    @Test func `reasons say what fits, strongest first, in both languages`() throws {
        let hit = try #require(Self.ranked("58 昨天 15点 尾号1234", [Self.candidate(1)]).first)
        #expect(hit.because.chinese == "金额一致 58.00；时间相差 3 分钟；尾号 1234 一致")
        #expect(hit.because.english == "amount equal 58.00; 3 minutes apart; card ending 1234 matches")
    }

    @Test func `reasons say what contradicts`() throws {
        let hit = try #require(Self.ranked("58 昨天 15:03 尾号1234", [Self.candidate(1, card: "9999")]).first)
        #expect(hit.because.english.contains("card ends differently, 9999"))
        #expect(hit.score < 320)
    }

    @Test func `four bare digits find the card, and failing that the amount`() {
        #expect(Self.order("1234", [Self.candidate(1), Self.candidate(2, card: "9999")]) == ["T1"])
        #expect(Self.order("1234", [Self.candidate(1, amount: 123_400, card: "9999")]) == ["T1"])
    }

    @Test func `three o'clock is the afternoon, but the small hours are not forgotten`() {
        let night = Self.candidate(1, clock: "03:02:00")
        let day = Self.candidate(2, clock: "15:02:00")
        #expect(Self.order("58 昨天 3点", [night, day]) == ["T2", "T1"])
        #expect(Self.ranked("58 昨天 3点", [night]).first?.because.english.contains("apart") == true)
    }

    @Test func `a wallet named sets wallets before cards`() {
        let order = Self.order(
            "58 微信 昨天",
            [
                Self.candidate(1), Self.candidate(2, card: nil, product: "qr", channel: "wechat"),
                Self.candidate(3, card: nil, product: "qr", channel: "alipay"),
            ])
        #expect(order == ["T2", "T3", "T1"])
    }

    @Test func `a kind or a trouble named sets those before others`() throws {
        let noSlip = try #require(FindingCode("RC-01"))
        #expect(Self.order("退款 58", [Self.candidate(1), Self.candidate(2, type: .refund)]).first == "T2")
        #expect(Self.order("58", [Self.candidate(1, type: .refund), Self.candidate(2)]).first == "T2")
        let slips = [Self.candidate(1), Self.candidate(2, codes: [noSlip])]
        #expect(Self.order("58 没出票", slips).first == "T2")
    }

    @Test func `the order does not depend on the order of the candidates`() {
        let candidates = (0..<40).map { number in
            Self.candidate(
                number, amount: 5_800 + Int64(number % 3) * 100, day: 17 + number % 3,
                card: number % 2 == 0 ? "1234" : nil)
        }
        let forwards = Self.order("58 昨天 1234", candidates)
        #expect(forwards == Self.order("58 昨天 1234", candidates.reversed()))
        #expect(forwards == Self.order("58 昨天 1234", candidates + candidates))
    }
}
