// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Asks what became of an earlier message; moves nothing and may be repeated.
public struct TransactionStatusRequest: NexoObject {
    /// The last transaction of this till where it is not said.
    public var reference: MessageReference?
    public var receiptReprintFlag: Bool?
    public var documents: [DocumentQualifier] = []
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("MessageReference", &reference)
        try members.optional("ReceiptReprintFlag", &receiptReprintFlag)
        try members.list("DocumentQualifier", &documents)
    }
}

/// What became of it. Its own `Success` says nothing about the payment: `StatusReading` does.
public struct TransactionStatusResponse: NexoObject {
    public var response = MessageOutcome()
    public var reference: MessageReference?
    public var repeated: RepeatedMessageResponse?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Response", &response)
        try members.optional("MessageReference", &reference)
        try members.optional("RepeatedMessageResponse", &repeated)
    }
}

/// The answer that was lost, told again with its receipts.
public struct RepeatedMessageResponse: NexoObject {
    public var header = MessageHeader()
    public var body = RepeatedBody()
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("MessageHeader", &header)
        try members.required("RepeatedResponseMessageBody", &body)
    }
}

/// The body of a repeated answer; exactly one member is there.
public struct RepeatedBody: NexoObject {
    public var payment: PaymentResponse?
    public var reversal: ReversalResponse?
    public var storedValue: StoredValueResponse?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("PaymentResponse", &payment)
        try members.optional("ReversalResponse", &reversal)
        try members.optional("StoredValueResponse", &storedValue)
    }
}
