// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct SquarePayoutsTests {
    @Test(arguments: [".", "_"])
    func `entries are read in minor units, however the object was flattened`(_ mark: String) throws {
        let text = String(decoding: try Samples.bytes("square.csv"), as: UTF8.self)
        let file = try ReadFile(
            text.replacing("_money.", with: "_money\(mark)").replacing("_details.", with: "_details\(mark)"))
        #expect(file.recognition.format.name == "square-payouts")
        #expect(file.rows.map(\.kind) == [.sale, .refund, .sale])
        #expect(file.rows.map(\.amount?.text) == ["150.00", "50.00", "580"])
        #expect(file.rows.map(\.fee?.minor) == [465, -155, 20])
        #expect(file.rows.map(\.net?.minor) == [14_535, -4_845, 560])
        #expect(file.rows.map(\.channelOrder) == ["pay_1", "ref_1", "pay_2"])
        #expect(file.rows[1].original == "pay_1" && file.rows[1].payout == "po_a")
    }

    @Test func `a dispute goes either way, and names its payment`() throws {
        let head =
            "id,payout_id,effective_at,type,gross_amount_money.amount,gross_amount_money.currency_code,"
            + "fee_amount_money.amount,net_amount_money.amount,type_dispute_details.payment_id\n"
        let file = try ReadFile(
            head + "e1,po_a,2026-11-21T03:07:09Z,DISPUTE,-5000,USD,0,-5000,pay_1\n"
                + "e2,po_a,2026-11-22T03:07:09Z,DISPUTE,5000,USD,0,5000,pay_1\n"
                + "e3,po_a,2026-11-22T03:07:09Z,DISPUTE,-5000,USD,0,-5000,\n")
        #expect(file.rows.map(\.kind) == [.chargeback, .representment])
        #expect(file.rows.map(\.channelOrder) == ["pay_1", "pay_1"])
        #expect(file.rejected[0].fault.phrase.english.contains("dispute"))
    }

    @Test func `times with an offset are turned to the store's clock`() throws {
        let file = try ReadFile(try Samples.bytes("square.csv"))
        #expect(file.rows[0].occurredAt?.description == "2026-11-20 11:07:09")
        #expect(file.rows[1].occurredAt?.description == "2026-11-21 11:07:09")
    }

    @Test func `fees alone are set aside, and what cannot be is a bad row`() throws {
        let faults = try ReadFile(try Samples.bytes("square.csv")).rejected.map(\.fault)
        #expect(faults[0].phrase.english.contains("fee by itself"))
        #expect(
            faults.dropFirst() == [
                .netDiffers(column: "net_amount_money.amount"), .notATime(column: "effective_at"),
                .notAnAmount(column: "gross_amount_money.amount"),
            ])
    }
}
