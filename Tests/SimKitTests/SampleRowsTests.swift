// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import SimKit
import Tender
import Testing

/// The rows as rows: repeatable, in order, fictional, removable, exportable.
@Suite struct SampleRowsTests {
    static let shop = JudgedShop.shop.sample

    /// FNV-1a over every encoded row.
    static func digest(_ shop: SampleShop) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for observation in shop.observations {
            for byte in observation.encoded() { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        }
        return hash
    }

    @Test func `the same day and seed give the same rows, another seed gives others`() {
        let again = SampleShop.make(today: JudgedShop.today)
        #expect(Self.digest(again) == Self.digest(Self.shop))
        #expect(again.specimens == Self.shop.specimens)
        let other = SampleShop.make(today: JudgedShop.today, seed: 59)
        #expect(Self.digest(other) != Self.digest(Self.shop))
    }

    @Test func `rows come in the order in which they were learned, and all can be removed`() {
        let rows = Self.shop.observations
        #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.recordedAt <= $1.recordedAt })
        #expect(rows.allSatisfy { $0.origin.name.hasPrefix("sample:") })
        #expect(
            Set(rows.map(\.source)).isSuperset(of: [.till, .terminal, .clearing, .inquiry, .callback, .bank, .receipt]))
    }

    @Test func `no number is used twice where it must be unique`() {
        let sales = Self.shop.observations.filter { $0.source == .clearing && $0.facts.reference != nil }
        let keys = sales.map { "\($0.facts.terminal?.text ?? "") \($0.facts.reference?.text ?? "") \($0.facts.type)" }
        #expect(Set(keys).count == keys.count)
        let wallets = sales.compactMap(\.facts.channelOrder)
        #expect(Set(wallets).count == wallets.count)
        #expect(wallets.allSatisfy { $0.text.count == 28 })
    }

    @Test(arguments: ["2026-11-20 00:00:00", "2026-11-20 07:45:00"])
    func `nothing is said before it happened`(_ clock: String) throws {
        let now = try #require(CivilTime(text: clock))
        let shop = SampleShop.make(today: JudgedShop.today, now: now)
        let latest = try #require(shop.observations.map(\.recordedAt).max())
        #expect(latest <= Zone.shanghai.instant(of: now))
        #expect(shop.observations.allSatisfy { $0.facts.occurredAt.map { $0 <= now } ?? true })
        // However early it is, yesterday's files are there.
        let yesterday = JudgedShop.today.adding(days: -1)
        #expect(shop.observations.contains { $0.origin.name == "sample:acquirer-card-\(yesterday).csv" })
        let code = try #require(FindingCode("RC-01"))
        #expect(JudgedShop(shop).transaction(of: try #require(shop.specimens[code]))?.codes == ["RC-01"])
    }

    @Test func `a row says where in its file it stands`() throws {
        let file = "sample:acquirer-card-2026-11-19.csv"
        let rows = Self.shop.observations.filter { $0.origin.name == file }.sorted { $0.origin.line < $1.origin.line }
        #expect(rows.map(\.origin.line) == Array(2..<rows.count + 2))
        #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.origin.byte < $1.origin.byte })
    }

    @Test(arguments: SampleCSV.Role.allCases)
    func `exported rows have as many cells as the header`(_ role: SampleCSV.Role) throws {
        let lines = Self.shop.csv(role: role).split(separator: "\n")
        let cells = try #require(lines.first).split(separator: ",", omittingEmptySubsequences: false).count
        #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == cells })
        let source: Source = role == .till ? .till : role == .acquirer ? .clearing : .bank
        #expect(lines.count - 1 == Self.shop.observations.count { $0.source == source })
    }

    @Test func `one day can be exported by itself`() {
        let yesterday = JudgedShop.today.adding(days: -1)
        let lines = Self.shop.csv(role: .till, days: yesterday...yesterday).split(separator: "\n").dropFirst()
        #expect(lines.count > 200)
        #expect(lines.allSatisfy { $0.contains("\(yesterday) ") })
    }
}
