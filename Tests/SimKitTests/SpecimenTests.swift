// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import SimKit
import Tender
import Testing

/// One clean example of each code, where the shop says it lies.
@Suite struct SpecimenTests {
    static let all = JudgedShop.shop.sample.specimens.keys.sorted()
    /// Deposits are compared day by day and numbers run by run, not transaction by transaction.
    static let judged = all.filter { !["ST-07", "ST-08", "RC-10"].contains($0.text) }

    /// Specimens of these are slips, which come with the sample's printers and not with its trade.
    static let ofSlips: Set<String> = ["RC-03", "RC-04", "RC-05", "RC-06", "RC-07", "RC-09", "DV-02"]
    /// What terminals say of themselves.
    static let ofDevices: Set<String> = ["ST-03", "DV-01", "DV-03", "DV-04", "DV-05", "DV-06", "DV-07"]
    /// A refund beside a chargeback is both, and a sale done as a refund gives back what nobody had paid.
    static let companions: [String: [String]] = ["RF-04": ["CS-03"], "PY-10": ["RF-06"]]

    static func expected(_ code: FindingCode) -> [String] { ([code.text] + (companions[code.text] ?? [])).sorted() }

    @Test func `every code that this version finds has a specimen`() {
        let live = CodeTable.rows.filter { $0.detector == .live }.map(\.code.text).sorted()
            .filter { !Self.ofSlips.contains($0) && !Self.ofDevices.contains($0) }
        #expect(Self.all.map(\.text) == live)
    }

    @Test(arguments: judged)
    func `a specimen raises its own code and no other`(_ code: FindingCode) throws {
        let specimen = try #require(JudgedShop.shop.sample.specimens[code])
        let transaction = try #require(JudgedShop.shop.transaction(of: specimen))
        #expect(transaction.codes == Self.expected(code))
    }

    @Test(arguments: judged)
    func `a specimen is as its facts say`(_ code: FindingCode) throws {
        let specimen = try #require(JudgedShop.shop.sample.specimens[code])
        let transaction = try #require(JudgedShop.shop.transaction(of: specimen))
        #expect(transaction.observations.allSatisfy { $0.facts.type == specimen.facts.type })
        #expect(transaction.observations.contains { $0.facts.amount == specimen.facts.amount })
        #expect(!specimen.search.isEmpty)
    }

    @Test func `the README's customer is there: 58 yesterday at 15:03, card 1234, no slip`() throws {
        let code = try #require(FindingCode("RC-01"))
        let facts = try #require(JudgedShop.shop.sample.specimens[code]?.facts)
        #expect(facts.amount == Money(minor: 5_800))
        #expect(facts.card?.description == "622200******1234")
        #expect(facts.occurredAt == CivilTime(text: "2026-11-19 15:03:00"))
    }

    @Test(arguments: [3, 366])
    func `the specimens are clean on other days too`(_ daysLater: Int) throws {
        let shop = JudgedShop(SampleShop.make(today: JudgedShop.today.adding(days: daysLater), seed: UInt64(daysLater)))
        for code in Self.judged {
            let specimen = try #require(shop.sample.specimens[code])
            #expect(shop.transaction(of: specimen)?.codes == Self.expected(code))
        }
    }
}
