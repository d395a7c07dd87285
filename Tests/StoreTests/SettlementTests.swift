// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender
import Testing

@Suite struct SettlementTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-25 16:00:00")

    private func cleared(
        _ amount: String, fee: String, on day: String, _ number: Int, type: TransactionType = .sale,
        occurrence: Int = 1
    ) throws -> Observation {
        try Told.by(.clearing, amount, at: "2026-11-18 10:00:00", occurrence: occurrence) {
            $0.type = type
            $0.merchant = "M1"
            $0.reference = ReferenceNumber("R\(number)")
            $0.fee = try? Money(text: fee)
            $0.settledOn = CivilDate(text: day)
        }
    }

    private func deposit(_ amount: String, on day: String) throws -> Observation {
        try Told.by(.bank, amount, at: "\(day) 09:00:00") {
            $0.terminal = nil
            $0.merchant = "M1"
            $0.settledOn = CivilDate(text: day)
        }
    }

    @Test func `what was settled is held against what came to the bank`() async throws {
        let shop = try await folder.open(clock)
        let twice = try cleared("100.00", fee: "0.60", on: "2026-11-19", 1, occurrence: 2)
        let rows = [
            try cleared("100.00", fee: "0.60", on: "2026-11-19", 1), twice,
            try cleared("40.00", fee: "-0.24", on: "2026-11-19", 2, type: .refund),
            try cleared("50.00", fee: "0.30", on: "2026-11-20", 3),
            try cleared("70.00", fee: "0.42", on: "2026-11-24", 4),
            try deposit("159.04", on: "2026-11-19"), try deposit("49.00", on: "2026-11-20"),
            try deposit("5.00", on: "2026-11-21"),
        ]
        _ = try await shop.record(rows, by: .system)
        #expect(try await shop.counts().transactions == 4, "a deposit is no card transaction")
        let from = try #require(CivilDate(text: "2026-11-01"))
        let to = try #require(CivilDate(text: "2026-11-30"))
        let days = try await shop.settlements(from: from, to: to, in: .all)
        #expect(days.map(\.day.description) == ["2026-11-24", "2026-11-21", "2026-11-20", "2026-11-19"])
        // 100 + 100 − 40 less 0.60 + 0.60 − 0.24: every row of the file counts, also the second of a pair.
        #expect(days.map(\.net.text) == ["69.58", "0.00", "49.70", "159.04"])
        #expect(days.map(\.difference.text) == ["-69.58", "5.00", "-0.70", "0.00"])
        // Of the 24th no bank statement tells yet.
        #expect(days.map(\.code?.text) == [nil, "ST-08", "ST-07", nil])
        await #expect(throws: StoreError.forbidden) {
            try await shop.settlements(from: from, to: to, in: .only(["S1"]))
        }
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }
}
