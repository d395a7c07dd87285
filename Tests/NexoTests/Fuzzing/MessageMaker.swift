// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Messages with damage, from a seed: flipped bytes, cut ends, pieces of one message in another, odd numbers, deep
/// nests and texts that other readers choke on.
struct MessageMaker {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    /// The bytes of one message. One in eight is not damaged.
    mutating func message() -> [UInt8] {
        var bytes = Self.samples[below(Self.samples.count)]
        guard below(8) > 0 else { return bytes }
        for _ in 0...below(4) { damage(&bytes) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return bytes.append(UInt8(truncatingIfNeeded: next())) }
        let place = below(bytes.count)
        switch below(8) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: next())
        case 1: bytes[place] ^= 1 << UInt8(below(8))
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(16)))
        case 3: bytes.removeLast(bytes.count - place)
        case 4: bytes.insert(contentsOf: Self.pieces[below(Self.pieces.count)], at: place)
        case 5:
            let other = Self.samples[below(Self.samples.count)]
            let start = below(other.count)
            bytes.insert(contentsOf: other[start..<min(other.count, start + below(200))], at: place)
        case 6:
            // A number or a text in place of another value.
            guard let colon = bytes[place...].firstIndex(of: UInt8(ascii: ":")) else { return }
            let end = bytes[(colon + 1)...].firstIndex { [UInt8(ascii: ","), UInt8(ascii: "}")].contains($0) }
            bytes.replaceSubrange((colon + 1)..<(end ?? bytes.count), with: Self.pieces[below(Self.pieces.count)])
        default:
            let mark = next() & 1 == 0 ? "[" : "{\"a\":"
            bytes.insert(contentsOf: String(repeating: mark, count: 1 + below(40)).utf8, at: place)
        }
    }

    private static let pieces: [[UInt8]] = [
        "null", "true", "{}", "[]", "\"\"", "1e999", "-0", "0.000", "1E+7", "9223372036854775808", "\"\\ud83d\"",
        "\"\\u0000\"", "\"%e2%82\"", "\"name=%zz&key=k\"", "\"4111111111111111\"", "\"key=&value\"", "\\", "\"",
        "{\"a\":1,\"a\":2}", "\u{FEFF}", "\u{0}", "1.0", "\"ei2mTwLeXBRLw6yBzfG7gw==\"",
    ].map { Array($0.utf8) }

    private static func sample(_ category: String, _ type: String, _ body: String) -> [UInt8] {
        let wrapper = type == "Response" ? "SaleToPOIResponse" : "SaleToPOIRequest"
        let name = category == "Event" ? "EventNotification" : category + type
        return Array(
            """
            {"\(wrapper)":{"MessageHeader":{"ProtocolVersion":"3.0","MessageClass":"Service","MessageCategory":\
            "\(category)","MessageType":"\(type)","ServiceID":"0207111617","SaleID":"T1","POIID":"V400m-324688179"},\
            "\(name)":\(body)}}
            """.utf8)
    }

    private static let payment = """
        {"Response":{"Result":"Success","AdditionalResponse":"tid=75039202&avsResult=0%20Unknown"},"SaleData":{\
        "SaleTransactionID":{"TransactionID":"S1","TimeStamp":"2026-03-26T07:00:00Z"}},"POIData":{"POITransactionID":{\
        "TransactionID":"P1","TimeStamp":"2026-03-26T07:00:05.000Z"},"POIReconciliationID":"1000"},"PaymentReceipt":[{\
        "DocumentQualifier":"CashierReceipt","RequiredSignatureFlag":false,"OutputContent":{"OutputFormat":"Text",\
        "OutputText":[{"CharacterStyle":"Bold","Text":"name=TOTAL&value=%e2%82%ac%c2%a01.00&key=totalAmount",\
        "EndOfLineFlag":true},{"Text":"key=filler"}]}}],"PaymentResult":{"OnlineFlag":true,"PaymentInstrumentData":{\
        "CardData":{"EntryMode":["ICC"],"PaymentBrand":"mc","MaskedPan":"541333 **** 0010","SensitiveCardData":{\
        "PAN":"4111111111111111","ExpiryDate":"1225"}}},"AmountsResp":{"AuthorizedAmount":48.32,"Currency":"EUR"}}}
        """

    private static let samples: [[UInt8]] = [
        sample("Payment", "Response", payment),
        sample(
            "TransactionStatus", "Response",
            """
            {"Response":{"Result":"Success"},"RepeatedMessageResponse":{"MessageHeader":{"MessageClass":"Service",\
            "MessageCategory":"Payment","MessageType":"Response","ServiceID":"1","SaleID":"T1","POIID":"P"},\
            "RepeatedResponseMessageBody":{"PaymentResponse":\(payment)}}}
            """),
        sample(
            "Payment", "Request",
            """
            {"SaleData":{"SaleTransactionID":{"TransactionID":"S1","TimeStamp":"2026-03-26T07:00:00Z"}},\
            "PaymentTransaction":{"AmountsReq":{"Currency":"CNY","RequestedAmount":58.00}},"PaymentData":{"PaymentType":\
            "Refund"}}
            """),
        sample(
            "Reconciliation", "Response",
            """
            {"Response":{"Result":"Success"},"ReconciliationType":"SaleReconciliation","TransactionTotals":[{\
            "PaymentInstrumentType":"Card","PaymentTotals":[{"TransactionType":"Debit","TransactionCount":3,\
            "TransactionAmount":174.00}]}]}
            """),
        sample("Diagnosis", "Response", #"{"Response":{"Result":"Success"},"POIStatus":{"GlobalStatus":"OK"}}"#),
        sample("Event", "Notification", #"{"TimeStamp":"2026-03-26T07:00:00Z","EventToNotify":"Shutdown"}"#),
        sample("Transmit", "Request", #"{"DestinationAddress":"tcp://10.0.0.1:1","Message":"AAEC"}"#),
        Array(
            """
            {"SaleToPOIResponse":{"MessageHeader":{"MessageClass":"Service","MessageCategory":"Payment","MessageType":\
            "Response","ServiceID":"1","SaleID":"T1","POIID":"P"},"NexoBlob":"ei2mTwLeXBRLw6yBzfG7gw==",\
            "SecurityTrailer":{"AdyenCryptoVersion":1,"Nonce":"9iiJMpzKfYs3106ozIKNFQ==","KeyIdentifier":"K",\
            "Hmac":"l+5/pYiAbC0V9Xx78ELNDcLMaqTlqx2OyGha37i/g5g=","KeyVersion":1}}}
            """.utf8),
        Array(#"{"MessageReference":{"MessageCategory":"Payment"},"AbortReason":"customer"}"#.utf8),
    ]
}
