// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Recall
import Store
import Tender
import Testing

@Suite struct ShopTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 16:00:00")

    @Test func `what was recorded is joined, judged and read back`() async throws {
        let shop = try await folder.open(clock)
        #expect(shop.openReport.isFirstRun)
        let till = try Told.by(.till, "58.00", at: "2026-11-19 15:03:07") {
            $0.reference = "000000000001"
            $0.order = "A1"
            $0.printed = false
        }
        let clearing = try Told.by(.clearing, "58.00", at: "2026-11-19 15:03:09") {
            $0.reference = "000000000001"
            $0.card = MaskedPAN(bin: "622200", last4: "1234")
        }
        let first = try await shop.record([till], by: .system)
        #expect(first.added == 1)
        let id = try #require(first.transactions.first)
        let second = try await shop.record([clearing, till], by: .system)
        #expect(second.added == 1 && second.alreadyKnown == 1 && second.transactions == [id])
        let detail = try await shop.transaction(id, in: .all)
        #expect(detail.entries.map(\.join.key) == ["first", "reference"])
        #expect(detail.summary.believed.card?.last4 == "1234")
        #expect(detail.summary.money == .charged)
        #expect(detail.summary.codes.map(\.text) == ["RC-01"])
        #expect(detail.verdict.findings.map(\.code) == detail.summary.codes)
        let findings = try await shop.findings(FindingFilter(), in: .all, cursor: nil, limit: 10)
        #expect(findings.elements.map(\.finding.code.text) == ["RC-01"])
        let found = try await shop.find("58 昨天 尾号1234", in: .all, limit: 5)
        #expect(found.hits.first?.candidate.id == id)
        await shop.close()
    }

    @Test func `a rebuilt projection is the same to the last byte`() async throws {
        let shop = try await folder.open(clock)
        for index in 1...40 {
            let amount = "\(10 + index % 7).00"
            let row = try Told.by(index % 3 == 0 ? .clearing : .till, amount, at: "2026-11-18 10:00:0\(index % 10)") {
                $0.reference = ReferenceNumber("00000000\(index % 13)")
                $0.printed = index % 5 == 0 ? false : nil
            }
            _ = try await shop.record([row], by: .system)
            if index == 20 { clock.turn(seconds: 86_400) }
        }
        let digest = try await shop.contentDigest()
        let counts = try await shop.counts()
        await shop.close()
        let report = try await folder.rebuild(clock)
        #expect(report.contentDigest == digest)
        #expect(report.observations == counts.observations)
        let again = try await folder.open(clock)
        #expect(try await again.contentDigest() == digest)
        #expect(again.openReport.replayed == 0)
        await again.close()
    }
}
