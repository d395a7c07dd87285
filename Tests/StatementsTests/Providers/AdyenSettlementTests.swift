// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct AdyenSettlementTests {
    static func file() throws -> ReadFile { try ReadFile(try Samples.bytes("adyen.csv")) }

    @Test func `payments and refunds are rows, everything else of the batch is set aside`() throws {
        let file = try Self.file()
        #expect(file.recognition.format.name == "adyen-settlement" && file.recognition.format.role == .acquirer)
        #expect(file.rows.map(\.kind) == [.sale, .sale, .refund, .chargeback, .sale])
        #expect(file.rows.map(\.amount?.text) == ["100.00", "50.00", "20.00", "30.00", "5800"])
        #expect(file.rows.map(\.amount?.currency.code) == ["EUR", "EUR", "EUR", "EUR", "JPY"])
        #expect(file.rows.map(\.net?.text) == ["99.10", "49.00", "-20.30", "-37.50", "33.10"])
        #expect(file.rows.allSatisfy { $0.payout == "4" && $0.merchant == "TestMerchant" && $0.acquirer == "adyen" })
        let reasons = file.rejected.map(\.fault.phrase.english)
        #expect(reasons[0].contains("fee by itself"))
        #expect(reasons[1].contains("reserve") && reasons[4].contains("payout to the merchant"))
        #expect(file.rejected.map(\.line) == [7, 8, 9, 10, 11, 12])
    }

    @Test func `the fee is the sum of its parts, and each part stays`() throws {
        let rows = try Self.file().rows
        #expect(rows.map(\.fee?.text) == ["0.90", "1.00", "0.30", "7.50", "0.90"])
        #expect(rows[0].feeParts.map(\.kind) == [.markup, .schemeFee, .interchange])
        #expect(rows[0].feeParts.map(\.amount.minor) == [20, 10, 60])
        #expect(rows[0].remark == "batch 4; markup 0.20, scheme fees 0.10, interchange 0.60")
        // Exchanged money: the fee is in the currency of the account.
        #expect(rows[4].fee?.currency.code == "EUR")
    }

    @Test func `each row's clock is turned to the store's, and an unclear clock is not guessed`() throws {
        let file = try Self.file()
        #expect(
            file.rows.map(\.occurredAt?.description) == [
                "2026-07-21 05:30:00", "2026-11-20 17:00:00", "2026-11-21 17:00:00", "2026-11-21 18:00:00",
                "2026-11-21 11:00:00",
            ])
        #expect(file.rejected[2].fault == .unknownWord(column: "TimeZone", word: "IST"))
    }

    @Test func `what does not add up, or goes both ways, is a bad row`() throws {
        let file = try Self.file()
        #expect(file.rejected[3].fault == .netDiffers(column: "Net Credit (NC)"))
        #expect(file.rejected[5].fault == .twoAmounts("Gross Credit (GC)", "Gross Debit (GC)"))
    }

    @Test func `a refund has its own number and names the order it belongs to`() throws {
        let rows = try Self.file().rows
        #expect(rows[1].order == "A-1002" && rows[1].channelOrder == "8816000000000002")
        #expect(rows[2].order == nil && rows[2].channelOrder == "8816000000000003" && rows[2].original == "A-1002")
    }

    @Test func `a chargeback has the numbers of its payment, a reversed one brings the money again`() throws {
        let text = String(decoding: try Samples.bytes("adyen.csv"), as: UTF8.self)
        let taken = try ReadFile(text).rows[3]
        #expect(taken.order == "A-0900" && taken.channelOrder == "8816000000000004" && taken.original == nil)
        let reversed = text.replacing("CET,Chargeback,", with: "CET,ChargebackReversed,")
            .replacing("EUR,30.00,,1,EUR,37.50,,7.50", with: "EUR,,30.00,1,EUR,,30.00,")
        let back = try ReadFile(reversed).rows[3]
        #expect(back.kind == .representment && back.net?.text == "30.00" && back.order == "A-0900")
        let wrong = try ReadFile(text.replacing("CET,Chargeback,", with: "CET,ChargebackReversed,"))
        #expect(wrong.rejected[0].fault == .clashingSign(column: "Gross Debit (GC)", type: "ChargebackReversed"))
    }

    @Test func `the payout is held against the rows of its batch`() throws {
        let file = try Self.file()
        let total = try #require(file.summary.controlTotals.first)
        #expect(total.name == "4 EUR" && total.stated == "131.80" && !total.isBinding)
        // 99.10 + 49.00 − 20.30 − 37.50 + 33.10 − 0.40 − 10.00 + 9.90 + 9.00 + 9.90
        #expect(total.counted == "141.80" && file.summary.warnings.count { $0.english.contains("4 EUR") } == 1)
    }

    @Test func `CET is the clock on the wall, in summer too`() throws {
        let text = String(decoding: try Samples.bytes("adyen.csv"), as: UTF8.self)
        let file = try ReadFile(text.replacing("CEST", with: "CET"))
        #expect(file.rows[0].occurredAt?.description == "2026-07-21 05:30:00")
    }
}
