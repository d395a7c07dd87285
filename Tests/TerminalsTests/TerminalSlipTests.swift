// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Nexo
import Receipts
import Tender
import Terminals
import Testing

@Suite struct TerminalSlipTests {
    static let answer = """
        {"SaleToPOIResponse":{"MessageHeader":{"MessageClass":"Service","MessageCategory":"Payment",\
        "MessageType":"Response","ServiceID":"1","SaleID":"T1","POIID":"V400m-324688179"},"PaymentResponse":{\
        "Response":{"Result":"Success","AdditionalResponse":"AID=A0000003330101&tc=A1B2"},\
        "SaleData":{"SaleTransactionID":{"TransactionID":"S-77","TimeStamp":"2026-03-26T07:00:00Z"}},\
        "POIData":{"POITransactionID":{"TransactionID":"P-9","TimeStamp":"2026-03-26T07:00:05.000Z"}},\
        "PaymentResult":{"PaymentInstrumentData":{"PaymentInstrumentType":"Card","CardData":{"PaymentBrand":"unionpay",\
        "MaskedPan":"622200 **** 1234","EntryMode":["ICC"]}},"AmountsResp":{"Currency":"CNY","AuthorizedAmount":58.0},\
        "AuthenticationMethod":["OnlinePIN"],"PaymentAcquirerData":{"MerchantID":"898310054110001",\
        "AcquirerPOIID":"1","ApprovalCode":"123456","AcquirerTransactionID":{"TransactionID":"085512345678",\
        "TimeStamp":"2026-03-26T07:00:05Z"}}}}}}
        """

    @Test func `a payment's answer becomes a slip`() throws {
        let message = try SaleToPOIMessage(Array(Self.answer.utf8))
        guard case .paymentResponse(let body) = message.body else { throw NexoError(.unrecognised) }
        let reader = TerminalSlip(place: Slip.Place(merchantName: "老王面馆"), zone: .shanghai)
        let slip = try #require(reader.slip(of: body, header: message.header))
        #expect(slip.kind == .sale)
        #expect(slip.amount == Money(minor: 5800))
        #expect(slip.time.description == "2026-03-26 15:00:05")
        #expect(slip.place.terminal == "V400m-324688179")
        #expect(slip.place.merchant == "898310054110001")
        #expect(slip.numbers.reference == "085512345678")
        #expect(slip.numbers.authorisation == "123456")
        #expect(slip.numbers.order == "S-77")
        #expect(slip.card?.number == MaskedPAN(bin: "622200", last4: "1234"))
        #expect(slip.card?.entry == .inserted)
        #expect(slip.card?.consent == .pin)
        #expect(slip.card?.chip?.aid == "A0000003330101")
        #expect(slip.card?.chip?.cryptogram == "A1B2")
    }

    @Test(arguments: ["Refusal", "Aborted", "InProgress"])
    func `an answer without money becomes no slip`(_ condition: String) throws {
        let failed = Self.answer.replacing(
            "\"Result\":\"Success\"", with: "\"Result\":\"Failure\",\"ErrorCondition\":\"\(condition)\"")
        let message = try SaleToPOIMessage(Array(failed.utf8))
        guard case .paymentResponse(let body) = message.body else { throw NexoError(.unrecognised) }
        let reader = TerminalSlip(place: Slip.Place(merchantName: "老王面馆"), zone: .shanghai)
        #expect(reader.slip(of: body, header: message.header) == nil)
    }

    @Test func `packed lines are spread over the paper, and headers without text are left out`() {
        var content = OutputContent()
        content.text = [
            Self.run("key=header1", .bold), Self.run("name=CARDHOLDER%20COPY&key=cardholderHeader", .bold),
            Self.run("key=filler"), Self.run("name=Card&value=%2a%2a%2a%2a3511&key=pan"),
            Self.run("name=TOTAL&value=%e2%82%ac%c2%a01.00&key=totalAmount", .bold), Self.run("a=b, as it is"),
        ]
        let lines = TerminalPaper.lines(of: content, paper: .mm58)
        #expect(
            lines == [
                SlipLine("CARDHOLDER COPY", style: .bold, isCentred: true), SlipLine(""),
                SlipLine("Card                    ****3511"),
                // The sign of the euro is two columns wide where printers are set to Chinese.
                SlipLine("TOTAL                    € 1.00", style: .bold), SlipLine("a=b, as it is"),
            ])
    }

    @Test func `alignment, width and runs of one line are kept`() {
        var content = OutputContent()
        var large = Self.run("ABC")
        large.width = .double
        var right = Self.run("7.00")
        right.alignment = .right
        var first = Self.run("Sum ")
        first.endOfLineFlag = false
        content.text = [large, right, first, Self.run("7.00")]
        #expect(
            TerminalPaper.lines(of: content, paper: .mm58) == [
                SlipLine("ABC", style: .large), SlipLine(String(repeating: " ", count: 28) + "7.00"),
                SlipLine("Sum 7.00"),
            ])
    }

    private static func run(_ text: String, _ style: CharacterStyle? = nil) -> OutputText {
        var run = OutputText()
        run.text = text
        run.style = style
        return run
    }
}
