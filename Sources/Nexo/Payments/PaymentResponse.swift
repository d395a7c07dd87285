// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// How a payment ended, with its receipts. `PaymentReading` says what it means for the money.
public struct PaymentResponse: NexoObject {
    public var response = MessageOutcome()
    public var saleData: SaleData?
    public var poiData: POIData?
    public var result: PaymentResult?
    public var loyaltyResult: JSONNode?
    public var receipts: [PaymentReceipt] = []
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Response", &response)
        try members.optional("SaleData", &saleData)
        try members.optional("POIData", &poiData)
        try members.optional("PaymentResult", &result)
        try members.optional("LoyaltyResult", &loyaltyResult)
        try members.list("PaymentReceipt", &receipts)
    }
}

/// What was paid, and how.
public struct PaymentResult: NexoObject {
    public var type: PaymentType?
    public var instrument: PaymentInstrumentData?
    public var amounts: AmountsResp?
    public var conversions: [CurrencyConversion] = []
    public var merchantOverrideFlag: Bool?
    /// False: taken offline; the money is not certain until the terminal has sent it.
    public var onlineFlag: Bool?
    public var authenticationMethods: [String] = []
    public var acquirer: PaymentAcquirerData?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("PaymentType", &type)
        try members.optional("PaymentInstrumentData", &instrument)
        try members.optional("AmountsResp", &amounts)
        try members.list("CurrencyConversion", &conversions)
        try members.optional("MerchantOverrideFlag", &merchantOverrideFlag)
        try members.optional("OnlineFlag", &onlineFlag)
        try members.list("AuthenticationMethod", &authenticationMethods)
        try members.optional("PaymentAcquirerData", &acquirer)
    }
}

/// What the acquirer says of the payment.
public struct PaymentAcquirerData: NexoObject {
    public var acquirerID: JSONNode?
    public var merchantID: String?
    public var acquirerPOIID: String?
    public var transaction: TransactionIdentity?
    public var approvalCode: String?
    public var hostReconciliationID: String?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("AcquirerID", &acquirerID)
        try members.optional("MerchantID", &merchantID)
        try members.optional("AcquirerPOIID", &acquirerPOIID)
        try members.optional("AcquirerTransactionID", &transaction)
        try members.optional("ApprovalCode", &approvalCode)
        try members.optional("HostReconciliationID", &hostReconciliationID)
    }
}
