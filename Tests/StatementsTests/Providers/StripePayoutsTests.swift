// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct StripePayoutsTests {
    static func text() throws -> String { String(decoding: try Samples.bytes("stripe.csv"), as: UTF8.self) }

    @Test func `charges and refunds are rows with their payout, each currency with its own decimals`() throws {
        let file = try ReadFile(try Self.text())
        #expect(file.recognition.format.name == "stripe-payouts")
        #expect(file.rows.map(\.kind) == [.sale, .refund, .chargeback, .sale, .sale])
        #expect(file.rows.map(\.amount?.minor) == [4_599, 500, 2_000, 5_800, 1_250])
        #expect(file.rows.map(\.amount?.currency.code) == ["GBP", "GBP", "GBP", "JPY", "KWD"])
        #expect(file.rows.map(\.fee?.minor) == [89, 0, 1_500, 209, 40])
        #expect(file.rows.map(\.net?.minor) == [4_510, -500, -3_500, 5_591, 1_210])
        #expect(file.rows.map(\.payout) == ["po_1", "po_1", "po_1", "po_2", nil])
        #expect(file.rows[0].occurredAt?.description == "2026-11-21 00:30:00")
        #expect(file.rows[0].settledOn?.description == "2026-11-23" && file.rows[4].settledOn == nil)
    }

    @Test func `numbers are those of the payment, and of the refund itself`() throws {
        let rows = try ReadFile(try Self.text()).rows
        #expect(rows[0].order == "A-1" && rows[0].channelOrder == "pi_1" && rows[0].product == "Visa")
        #expect(rows[1].order == nil && rows[1].channelOrder == "re_1" && rows[1].original == "A-1")
    }

    @Test func `a dispute has the numbers of its payment, and without them is set aside`() throws {
        let taken = try ReadFile(try Self.text()).rows[2]
        #expect(taken.channelOrder == "pi_0" && taken.order == nil && taken.net?.text == "-35.00")
        let back = try Self.text().replacing(
            "gbp,-20.00,15.00,-35.00,dispute,", with: "gbp,20.00,-15.00,35.00,dispute_reversal,")
        #expect(try ReadFile(back).rows[2].kind == .representment)
        let bare = try ReadFile(try Self.text().replacing("dp_1,pi_0,ch_1", with: "dp_1,,"))
        #expect(bare.rejected[0].line == 4 && bare.rejected[0].fault.phrase.english.contains("dispute"))
    }

    @Test func `a payout is set aside and held against its members`() throws {
        let file = try ReadFile(try Self.text())
        #expect(file.rejected.map(\.line) == [5, 6, 8, 10, 11, 12])
        #expect(file.rejected[1].fault.phrase.english.contains("payout to the merchant"))
        #expect(file.summary.controlTotals.map(\.name) == ["po_1 GBP", "po_2 JPY"])
        #expect(file.summary.controlTotals.map(\.stated) == ["4.60", "5590"])
        // 45.10 − 5.00 − 35.00 − 0.50, then two rows that nobody can read as they stand: 9.80 and 9.70.
        #expect(file.summary.controlTotals.map(\.counted) == ["24.10", "5591"])
    }

    @Test func `a row whose net is not gross less fee, or of an unknown category, is a bad row`() throws {
        let file = try ReadFile(try Self.text())
        #expect(file.rejected[4].fault == .netDiffers(column: "net"))
        #expect(file.rejected[5].fault == .unknownWord(column: "reporting_category", word: "mystery"))
        #expect(!file.rejected[4].text.contains("other@example.com"))
    }

    @Test func `a report in another clock than UTC is taken as the store's`() throws {
        let file = try ReadFile(try Self.text().replacing("created_utc", with: "created"))
        #expect(file.rows[0].occurredAt?.description == "2026-11-20 16:30:00")
    }

    @Test func `without its membership column it is another report, and is refused by name`() throws {
        let error = try #require(throws: StatementError.self) {
            try ReadFile(try Self.text().replacing("automatic_payout_id", with: "payout_number"))
        }
        #expect(error.code == .headerDrifted && error.field == "automatic_payout_id")
    }
}
