// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender
import Testing

@Suite struct FindingSumsTests {
    @Test func `what findings of a code come to is the sum of what each differs by`() async throws {
        let folder = DataFolder()
        let shop = try await folder.open(TurnedClock("2025-11-22 12:00:00"))
        for number in 1...5 {
            let key: (inout Facts) -> Void = { facts in
                facts.reference = ReferenceNumber("11241503000\(number)")
                facts.status = .approved
            }
            let told = [
                try Told.by(.till, "58.00", at: "2025-11-20 15:0\(number):00", line: number, file: "till", key),
                try Told.by(
                    .clearing, "6\(number).00", at: "2025-11-20 15:0\(number):00", line: number, file: "bill", key),
            ]
            _ = try await shop.record(told, by: .system)
        }
        var expected: [FindingCode: Int128] = [:]
        for row in try await shop.findings(FindingFilter(), in: .all, cursor: nil, limit: 500).elements {
            guard let difference = row.finding.difference, difference.minor != 0 else { continue }
            expected[row.finding.code, default: 0] += Int128(difference.minor)
        }
        #expect(!expected.isEmpty)
        #expect(try await shop.findingSums(in: .all).mapValues(\.minor) == expected)
        #expect(try await shop.findingSums(in: .only(["elsewhere"])).isEmpty)
        await shop.close()
    }
}
