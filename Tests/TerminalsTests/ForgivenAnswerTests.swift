// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import JSON
import Nexo
import Tender
import Terminals
import Testing

/// Answers as makers really send them: something is missing or of another kind, and the money can be read all the same.
@Suite struct ForgivenAnswerTests {
    static let exchange = TerminalExchangeTests.exchange

    /// The whole answer to the sale with voucher 000042.
    static let whole = """
        {"SaleToPOIResponse":{"MessageHeader":{"ProtocolVersion":"3.0","MessageClass":"Service",
        "MessageCategory":"Payment","MessageType":"Response","ServiceID":"000042","SaleID":"T1","POIID":"V400m-1"},
        "PaymentResponse":{"Response":{"Result":"Success"},
        "SaleData":{"SaleTransactionID":{"TransactionID":"S-77","TimeStamp":"2026-03-26T10:15:30Z"}},
        "POIData":{"POITransactionID":{"TransactionID":"BV0q","TimeStamp":"2026-03-26T10:15:31Z"}},
        "PaymentResult":{"OnlineFlag":true,"AmountsResp":{"Currency":"CNY","AuthorizedAmount":58.00,"TipAmount":0},
        "PaymentInstrumentData":{"CardData":{"MaskedPan":"622202******1234","EntryMode":["ICC"]}},
        "PaymentAcquirerData":{"ApprovalCode":"A12345",
        "AcquirerTransactionID":{"TransactionID":"605112345678","TimeStamp":"2026-03-26T10:15:31Z"}}},
        "PaymentReceipt":[
        {"DocumentQualifier":"CashierReceipt","OutputContent":{"OutputFormat":"Text","OutputText":[{"Text":"shop"}]}},
        {"DocumentQualifier":"CustomerReceipt","OutputContent":{"OutputFormat":"Text",
        "OutputText":[{"Text":"yours"},{"Text":"58.00"}]}}]}}}
        """

    private static func report(_ text: String) throws -> LinkReport {
        let attempt = TerminalExchangeTests.attempt(.sale)
        guard case .say(let question) = exchange.step(.send, of: attempt, original: nil) else {
            throw TerminalExchangeTests.Unsaid()
        }
        return exchange.report(try SaleToPOIMessage.forgiving(Array(text.utf8)), to: question, of: attempt)
    }

    @Test func `an answer in order loses nothing`() throws {
        let answer = try SaleToPOIMessage.forgiving(Array(Self.whole.utf8))
        #expect(answer.leftOut.isEmpty)
        let message = try SaleToPOIMessage(Array(Self.whole.utf8))
        #expect(answer.message == message)
        let report = try Self.report(Self.whole)
        #expect(report.slips.map(\.part) == [.merchant, .customer])
        #expect(report.words == "Success")
        guard case .answered(let told) = report.kind else { throw TerminalExchangeTests.Unsaid() }
        #expect(told.authorisation == "A12345" && told.reference == "605112345678" && told.card?.last4 == "1234")
        #expect(TerminalNote.transaction(told.linkNote)?.transactionID == "BV0q")
    }

    @Test(
        arguments: [
            ("a time stamp is missing", "\"BV0q\",\"TimeStamp\":\"2026-03-26T10:15:31Z\"", "\"BV0q\""),
            ("the sale has no number", "\"TransactionID\":\"S-77\",", ""),
            ("a flag is a word", "\"OnlineFlag\":true", "\"OnlineFlag\":\"yes\""),
            ("the entry mode is no list", "[\"ICC\"]", "\"ICC\""),
            (
                "the acquirer's number has no time", "\"605112345678\",\"TimeStamp\":\"2026-03-26T10:15:31Z\"",
                "\"605112345678\""
            ),
            ("a line of a receipt has no text", "{\"Text\":\"yours\"}", "{\"Txt\":\"yours\"}"),
            ("a receipt has no qualifier", "\"DocumentQualifier\":\"CashierReceipt\",", ""),
            ("receipts are no list", "\"PaymentReceipt\":[", "\"PaymentReceipt\":7,\"Other\":["),
            ("a tip is a text", "\"TipAmount\":0", "\"TipAmount\":\"0\""),
        ])
    func `the money is believed when`(_ what: String, _ old: String, _ new: String) throws {
        let text = Self.whole.replacing(old, with: new)
        #expect(text != Self.whole)
        let report = try Self.report(text)
        guard case .answered(let answer) = report.kind else { throw TerminalExchangeTests.Unsaid() }
        #expect(answer.outcome == .approved && answer.amount == Money(minor: 5800), "\(what)")
        #expect(report.words.contains("cannot be read"))
    }

    @Test(
        arguments: [
            ("the result is missing", "\"Result\":\"Success\"", "\"Outcome\":\"Success\""),
            ("the result is a number", "\"Result\":\"Success\"", "\"Result\":1"),
            ("the amount is a text", "\"AuthorizedAmount\":58.00", "\"AuthorizedAmount\":\"58.00\""),
            ("the amount is missing", "\"AuthorizedAmount\":58.00,", ""),
            ("the currency is a number", "\"Currency\":\"CNY\"", "\"Currency\":156"),
            ("the category is missing", "\"MessageCategory\":\"Payment\",", ""),
            ("the result of the payment is a text", "\"PaymentResult\":{", "\"PaymentResult\":\"ok\",\"Other\":{"),
            ("it is cut short", "\"CustomerReceipt\"", "\"Cus"),
        ])
    func `nothing is believed when`(_ what: String, _ old: String, _ new: String) {
        let text = Self.whole.replacing(old, with: new)
        #expect(text != Self.whole)
        #expect(throws: NexoError.self, "\(what)") { try SaleToPOIMessage.forgiving(Array(text.utf8)) }
    }

    @Test func `a receipt of ten thousand broken lines costs its receipts, not the answer`() throws {
        let lines = [String](repeating: "{\"Txt\":\"x\"}", count: 10_000).joined(separator: ",")
        let text = Self.whole.replacing("{\"Text\":\"yours\"}", with: lines)
        let report = try Self.report(text)
        guard case .answered = report.kind else { throw TerminalExchangeTests.Unsaid() }
        #expect(report.slips.isEmpty)
    }

    @Test(arguments: ["👨‍👩‍👧", "e" + String(repeating: "\u{301}", count: 40), "余", "x"])
    func `what a terminal says at length is cut to what an attempt takes`(_ word: String) throws {
        let reason = String(repeating: word, count: 600)
        let text = Self.whole.replacing(
            "{\"Result\":\"Success\"}",
            with: "{\"Result\":\"Failure\",\"ErrorCondition\":\"Refusal\",\"AdditionalResponse\":\"message=\(reason)\"}"
        )
        let report = try Self.report(text)
        var attempt = TerminalExchangeTests.attempt(.sale)
        try attempt.step(AttemptEvent(at: TerminalExchangeTests.began, kind: .sent))
        try attempt.step(AttemptEvent(at: TerminalExchangeTests.began, kind: report.kind, words: report.words))
        #expect(attempt.state == .declined && report.words.hasPrefix("Failure Refusal: "))
    }

    @Test func `a request is forgiven nothing`() {
        let message = Self.exchange.dialogue.payment(
            Money(minor: 1), sale: "S", at: TerminalExchangeTests.began, serviceID: "1")
        let text = String(decoding: message.encoded(), as: UTF8.self).replacing("\"TransactionID\"", with: "\"Other\"")
        #expect(throws: NexoError.self) { try SaleToPOIMessage.forgiving(Array(text.utf8)) }
    }
}
