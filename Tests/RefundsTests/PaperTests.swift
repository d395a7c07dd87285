// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Tender
import Testing

@Suite struct PaperTests {
    let number = HandReceiptNumber(book: "A", serial: 101)

    func receipt(_ amount: String = "58.00") -> HandReceipt {
        HandReceipt(
            number: number, amount: .yuan(amount), items: "bread", writtenAt: CivilTime(secondsSinceEpoch: 0),
            terminal: "10000001", cashier: "li", payer: "")
    }

    @Test func `a number is written once and belongs to one charge`() throws {
        var file = HandReceiptFile(number)
        #expect(throws: HandReceiptFile.Fault.notWritten) { try file.step(.matched("T1")) }
        #expect(try file.step(.written(receipt())))
        #expect(try !file.step(.written(receipt())))
        #expect(throws: HandReceiptFile.Fault.isWritten) { try file.step(.written(receipt("59.00"))) }
        #expect(try file.step(.matched("T1")))
        #expect(try !file.step(.matched("T1")))
        #expect(throws: HandReceiptFile.Fault.otherCharge("T1")) { try file.step(.matched("T2")) }
        #expect(throws: HandReceiptFile.Fault.otherCharge("T1")) { try file.step(.spoiled("torn")) }
    }

    @Test func `a spoiled number stays spoiled`() throws {
        var file = HandReceiptFile(number)
        #expect(throws: HandReceiptFile.Fault.reasonMissing) { try file.step(.spoiled("")) }
        #expect(try file.step(.spoiled("blot")))
        #expect(throws: HandReceiptFile.Fault.isSpoiled) { try file.step(.written(receipt())) }
    }

    @Test func `numbers are read as they are printed`() {
        #expect(HandReceiptNumber("a-101") == number)
        #expect(number.description == "A-000101")
        #expect(HandReceiptNumber("A-") == nil)
        #expect(HandReceiptNumber("A-1-2") == nil)
        #expect(ReceiptBook(name: "A", first: 101, last: 150, store: "S1")?.holds(number) == true)
        #expect(ReceiptBook(name: "A", first: 150, last: 101, store: "S1") == nil)
        #expect(ReceiptBook(name: "a b", first: 1, last: 2, store: "S1") == nil)
    }

    @Test func `a found slip is kept thirty days, then shredded with a name`() throws {
        let slip = FoundSlip(
            store: "S1", terminal: "10000001", voucher: "1234", amount: .yuan("58.00"),
            foundAt: Instant(milliseconds: 0), words: "on the counter")
        var facts = Facts(type: .sale)
        facts.voucher = VoucherNumber("001234")
        facts.amount = .yuan("58.00")
        #expect(slip.mayBe(of: facts))
        facts.amount = .yuan("58.01")
        #expect(!slip.mayBe(of: facts))
        var file = FoundSlipFile(slip)
        let late = slip.shredAt
        #expect(throws: FoundSlipFile.Fault.tooEarly) {
            try file.step(.shredded, at: late.adding(milliseconds: -1), by: "li")
        }
        #expect(try file.step(.shredded, at: late, by: "li"))
        #expect(throws: FoundSlipFile.Fault.isGone(.shredded)) { try file.step(.handedBack, at: late, by: "li") }
    }

    @Test func `compensation names its case`() {
        var gift = Compensation(
            kind: .gift, worth: .yuan("10.00"), caseID: "K0000000001-PY", store: "S1", words: "milk", code: "")
        #expect(gift.fault == nil)
        gift.caseID = ""
        #expect(gift.fault != nil)
    }
}
