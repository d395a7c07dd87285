// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import JSON
import Nexo
import Tender
import Testing

@Suite struct MessageReadingTests {
    static let header =
        #""MessageHeader":{"ProtocolVersion":"3.0","MessageClass":"Service","MessageCategory":"Payment","#
        + #""MessageType":"Request","ServiceID":"42","SaleID":"T1","POIID":"V400m-1"}"#
    static let body =
        #""PaymentRequest":{"SaleData":{"SaleTransactionID":{"TransactionID":"S1","TimeStamp":"2026-03-26T07:00:00Z"}},"#
        + #""PaymentTransaction":{"AmountsReq":{"Currency":"CNY","RequestedAmount":58.00}}}"#
    static let message = #"{"SaleToPOIRequest":{\#(header),\#(body)}}"#

    private static func read(_ text: String) throws(NexoError) -> NexoEnvelope { try NexoEnvelope(Array(text.utf8)) }

    @Test func `a request made by code is the one that is read`() throws {
        let made = Dialogue(saleID: "T1", poiID: "V400m-1").payment(
            Money(minor: 5800), sale: "S1", at: Instant(milliseconds: 1_774_508_400_000), serviceID: "42")
        let read = try SaleToPOIMessage(Array(Self.message.replacing("07:00:00Z", with: "07:00:00.000Z").utf8))
        #expect(made == read)
        #expect(
            String(decoding: made.encoded(), as: UTF8.self)
                == Self.message.replacing("07:00:00Z", with: "07:00:00.000Z"))
    }

    @Test(
        arguments: [
            ("CNY", 5800, "58.00"), ("JPY", 5800, "5800"), ("KWD", 5800, "5.800"), ("CLF", 5800, "0.5800"),
            ("EUR", -5, "-0.05"),
        ] as [(String, Int64, String)])
    func `amounts are written with the decimals of their currency`(_ code: String, _ minor: Int64, _ text: String)
        throws
    {
        let money = Money(minor: minor, currency: try #require(Currency(code: code)))
        #expect(AmountsReq(money).requestedAmount?.text == text)
        #expect(try AmountsReq(money).requested() == money)
    }

    @Test(arguments: ["1.005", "9e99", "92233720368547758.08"])
    func `an amount that is not exact is refused, never rounded`(_ text: String) throws {
        var amounts = AmountsReq()
        amounts.currency = "EUR"
        amounts.requestedAmount = JSONNumber(text)
        #expect(throws: NexoError(.amount, path: "RequestedAmount")) { try amounts.requested() }
        amounts.currency = "???"
        amounts.requestedAmount = JSONNumber(1)
        #expect(throws: NexoError(.amount, path: "RequestedAmount")) { try amounts.requested() }
    }

    @Test func `members that we do not know are kept where they stood`() throws {
        let text = Self.message
            .replacing(#""SaleID":"T1""#, with: #""Extra":{"a":[1,null]},"SaleID":"T1","DeviceID":null"#)
            .replacing(#""Currency":"CNY","#, with: #""Currency":"CNY","TipAmount":null,"Mine":1.50,"#)
            .replacing(#""SaleToPOIRequest":{"#, with: #""SaleToPOIRequest":{"Vendor":[],"#)
        guard case .plain(let message) = try Self.read(text) else { throw NexoError(.unrecognised) }
        #expect(String(decoding: message.encoded(), as: UTF8.self) == text)
        #expect(message.header.remainder.unknown.map(\.name) == ["Extra", "DeviceID"])
    }

    @Test func `a changed field keeps its place and the rest of the message`() throws {
        guard case .plain(var message) = try Self.read(Self.message), case .paymentRequest(var body) = message.body
        else {
            throw NexoError(.unrecognised)
        }
        body.transaction.amounts.requestedAmount = JSONNumber("59.00")
        body.transaction.amounts.tipAmount = JSONNumber("1.00")
        message.body = .paymentRequest(body)
        message.header.serviceID = "43"
        let expected = Self.message.replacing("58.00", with: #"59.00,"TipAmount":1.00"#).replacing(
            #""42""#, with: #""43""#)
        #expect(String(decoding: message.encoded(), as: UTF8.self) == expected)
    }

    @Test(
        arguments: [
            (#""ServiceID":"42","#, "", .missing, "SaleToPOIRequest.MessageHeader.ServiceID", 37),
            (#""SaleID":"T1","#, "", .missing, "SaleToPOIRequest.MessageHeader.SaleID", 37),
            (
                #""SaleID":"T1""#, #""SaleID":1"#, .wrongKind(expected: "a text"),
                "SaleToPOIRequest.MessageHeader.SaleID", 165
            ),
            (
                #""Service""#, #""Sevice""#, .unknownWord(expected: "Service, Device, Event"),
                "SaleToPOIRequest.MessageHeader.MessageClass", 77
            ),
            ("PaymentRequest", "LoginRequest", .missing, "SaleToPOIRequest.PaymentRequest", 20),
            (
                #""Request""#, #""Response""#, .contradiction("Response inside SaleToPOIRequest"),
                "SaleToPOIRequest.MessageHeader.MessageType", 129
            ),
            ("58.00", #""58.00""#, .wrongKind(expected: "a number"), "", 0),
            (#""Currency":"CNY","#, "", .missing, "", 0),
            (
                #""POIID":"V400m-1"}"#, #""POIID":"V400m-1"},"LoginRequest":{}"#, .twoOf("body"),
                "SaleToPOIRequest.LoginRequest", 204
            ),
            ("SaleToPOIRequest", "SaleToPOI", .unrecognised, "", 0),
        ] as [(String, String, NexoError.Reason, String, Int)])
    func `a message that is not in order is refused with member and byte`(
        _ part: String, _ other: String, _ reason: NexoError.Reason, _ path: String, _ offset: Int
    ) {
        let error = #expect(throws: NexoError.self) { try Self.read(Self.message.replacing(part, with: other)) }
        #expect(error?.reason == reason)
        if !path.isEmpty {
            #expect(error?.path == path)
            #expect(error?.offset == offset)
        } else if reason != .unrecognised {
            #expect(error?.path.hasPrefix("SaleToPOIRequest.PaymentRequest.PaymentTransaction.AmountsReq.") == true)
        }
    }

    @Test func `a list names the element that is wrong`() throws {
        let text = #"{"OutputResult":[{"Response":{"Result":"Success"}},{"Response":{}}]}"#
        #expect(throws: NexoError(.missing, path: "DisplayResponse.OutputResult[1].Response.Result", at: 63)) {
            try NexoDocument(Array(text.utf8))
        }
    }

    @Test(arguments: MessageCategory.allCases) func `every category of the standard goes through whole`(
        _ category: MessageCategory
    ) throws {
        let type: MessageType = category == .event ? .notification : .request
        let whole = #"{"Device":"CashierDisplay","InfoQualify":"Status"}"#
        let identity = #"{"TransactionID":"1","TimeStamp":"2026-03-26T07:00:00Z"}"#
        let body = """
            {"X":{"Y":[1.0,null]},"MessageReference":{},"AbortReason":"a","EventToNotify":"New","TimeStamp":"t",\
            "DateTime":"d","SaleSoftware":{"ManufacturerID":"m","ApplicationName":"a","SoftwareVersion":"1",\
            "CertificationCode":"c"},"OperatorLanguage":"zh","SaleData":{"SaleTransactionID":\(identity)},\
            "PaymentTransaction":{"AmountsReq":{"Currency":"CNY"}},"PrintOutput":{"DocumentQualifier":"Document",\
            "ResponseMode":"PrintEnd","OutputContent":{"OutputFormat":"Text"}},"ReconciliationType":"SaleReconciliation",\
            "OriginalPOITransaction":{},"ReversalReason":"Malfunction","CardAcquisitionTransaction":{},\
            "DisplayOutput":\(category == .display ? "[\(whole)]" : whole)}
            """
        let text = """
            {"\(MessageWrapper(type).rawValue)":{"MessageHeader":{"MessageClass":"Device",\
            "MessageCategory":"\(category.rawValue)","MessageType":"\(type.rawValue)","DeviceID":"7","SaleID":"T1",\
            "POIID":"P"},"\(category.bodyName(type))":\(body)}}
            """
        let message = try SaleToPOIMessage(Array(text.utf8))
        #expect(String(decoding: message.encoded(), as: UTF8.self) == text)
    }
}
