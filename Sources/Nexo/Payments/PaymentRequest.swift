// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// Asks for a payment, a refund, a reservation or its completion. Money may move.
public struct PaymentRequest: NexoObject {
    public var saleData = SaleData()
    public var transaction = PaymentTransaction()
    public var data: PaymentData?
    public var loyaltyData: JSONNode?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("SaleData", &saleData)
        try members.required("PaymentTransaction", &transaction)
        try members.optional("PaymentData", &data)
        try members.optional("LoyaltyData", &loyaltyData)
    }
}

/// What is paid, and under which conditions.
public struct PaymentTransaction: NexoObject {
    public var amounts = AmountsReq()
    public var original: OriginalPOITransaction?
    public var conditions: JSONNode?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("AmountsReq", &amounts)
        try members.optional("OriginalPOITransaction", &original)
        try members.optional("TransactionConditions", &conditions)
    }
}

/// How it is paid.
public struct PaymentData: NexoObject {
    /// `Normal` where it is not said.
    public var type: PaymentType?
    public var splitPaymentFlag: Bool?
    public var cardAcquisitionReference: TransactionIdentity?
    public var instrument: PaymentInstrumentData?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("PaymentType", &type)
        try members.optional("SplitPaymentFlag", &splitPaymentFlag)
        try members.optional("CardAcquisitionReference", &cardAcquisitionReference)
        try members.optional("PaymentInstrumentData", &instrument)
    }
}
