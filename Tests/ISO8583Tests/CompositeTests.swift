// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import ISO8583
import Testing

@Suite struct CompositeTests {
    @Test(arguments: ["00000727", "00000014200", "2200072700060", "22000727000600070"])
    func `field 60 is taken apart and put together`(_ text: String) throws {
        let reference = try BatchReference(Array(text.utf8)[...])
        #expect(reference.text == text)
        #expect(reference.batch == text.dropFirst(2).prefix(6))
    }

    @Test func `a cut piece of field 60 is refused where it begins`() {
        #expect(throws: MessageError(.truncated(needed: 3, left: 2), at: 8, in: .field(60))) {
            try BatchReference(Array("2200072700".utf8)[...])
        }
        #expect(throws: MessageError(.trailing(1), at: 17, in: .field(60))) {
            try BatchReference(Array("220007270006000701".utf8)[...])
        }
    }

    @Test func `a void names batch and trace, a refund twelve zeros and the day`() throws {
        #expect(OriginalReference(batch: "000727", trace: "000069").text == "000727000069")
        let refund = OriginalReference(batch: "000000", trace: "000000", date: "0824")
        #expect(refund.text == "0000000000000824")
        #expect(try OriginalReference(Array(refund.text.utf8)[...]) == refund)
        let offline = OriginalReference(batch: "000001", trace: "000002", institution: "00000000123")
        #expect(offline.text == "00000100000200000000000000123")
    }

    @Test func `settlement totals are 62 digits, domestic first`() throws {
        let totals = SettlementTotals(
            domestic: .init(debits: 123_456, debitCount: 7, credits: 100, creditCount: 1, outcome: .unbalanced),
            foreign: .init(outcome: .balanced))
        #expect(totals.text.count == 62)
        #expect(totals.text.hasPrefix("0000001234560070000000001000012"))
        #expect(try SettlementTotals(Array(totals.text.utf8)[...]) == totals)
        #expect(throws: MessageError.self) { try SettlementTotals(Array(totals.text.utf8.dropLast())[...]) }
    }

    @Test func `an upload carries eight transactions and says how many`() throws {
        let detail = UploadDetails.Detail(kind: "00", trace: "000069", card: "00006224242300000069", amount: 1_111)
        let upload = UploadDetails([UploadDetails.Detail](repeating: detail, count: 9))
        #expect(upload.details.count == 8)
        #expect(upload.text.count == 322)
        #expect(try UploadDetails(Array(upload.text.utf8)[...]) == upload)
        #expect(throws: MessageError.self) { try UploadDetails(Array("09".utf8)[...]) }
    }

    @Test func `pieces of a field are named, the last one cut where the content ends`() throws {
        var message = Message(try #require(MessageType("0200")))
        message.set(60, "2200072700060")
        let pieces = message.pieces(of: 60, in: .unionPay)
        #expect(pieces.map(\.text) == ["22", "000727", "000", "6", "0"])
        #expect(pieces.map(\.label) == ["60.1", "60.2", "60.3", "60.4", "60.5"])
        #expect(message.pieces(of: 11, in: .unionPay).isEmpty)
    }

    @Test func `chip data is read object by object and written again`() throws {
        var message = Message(try #require(MessageType("0200")))
        message.set(55, bytes: try #require(Hexadecimal.bytes(of: "9F2608AABBCCDDEEFF0011950500000000009F36020C66")))
        let objects = try message.chipData()
        #expect(objects.map(\.tag) == [0x9F26, 0x95, 0x9F36])
        let before = message[55]
        message.set(chipData: objects)
        #expect(message[55] == before)
        message.set(55, bytes: [0x9F, 0x26, 0x08, 0xAA])
        #expect(throws: MessageError(.chip("value"), at: 3, in: .field(55))) { try message.chipData() }
    }
}
