// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// Asks to close a period and add it up.
public struct ReconciliationRequest: NexoObject {
    public var type = ReconciliationType.saleReconciliation
    public var acquirerIDs: [JSONNode] = []
    /// Which one, with `PreviousReconciliation`.
    public var reconciliationID: JSONNode?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("ReconciliationType", &type)
        try members.list("AcquirerID", &acquirerIDs)
        try members.optional("POIReconciliationID", &reconciliationID)
    }
}

/// The closed period's sums.
public struct ReconciliationResponse: NexoObject {
    public var response = MessageOutcome()
    public var type = ReconciliationType.saleReconciliation
    public var reconciliationID: JSONNode?
    public var totals: [TransactionTotals] = []
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Response", &response)
        try members.required("ReconciliationType", &type)
        try members.optional("POIReconciliationID", &reconciliationID)
        try members.list("TransactionTotals", &totals)
    }
}

/// Asks for the sums so far; closes nothing.
public struct GetTotalsRequest: NexoObject {
    public var details: [String] = []
    public var filter: JSONNode?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.list("TotalDetails", &details)
        try members.optional("TotalFilter", &filter)
    }
}

/// The sums of the open period.
public struct GetTotalsResponse: NexoObject {
    public var response = MessageOutcome()
    public var reconciliationID = JSONNode.text("")
    public var totals: [TransactionTotals] = []
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Response", &response)
        try members.required("POIReconciliationID", &reconciliationID)
        try members.list("TransactionTotals", &totals)
    }
}

/// Sums of one instrument, acquirer, brand, till or operator.
public struct TransactionTotals: NexoObject {
    public var instrument = PaymentInstrumentType.card
    public var acquirerID: JSONNode?
    public var errorCondition: ErrorCondition?
    public var hostReconciliationID: String?
    public var cardBrand: String?
    public var poiID: String?
    public var saleID: String?
    public var operatorID: String?
    public var shiftNumber: String?
    public var totalsGroupID: String?
    public var currency: String?
    public var payments: [PaymentTotals] = []
    public var loyalty: JSONNode?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("PaymentInstrumentType", &instrument)
        try members.optional("AcquirerID", &acquirerID)
        try members.optional("ErrorCondition", &errorCondition)
        try members.optional("HostReconciliationID", &hostReconciliationID)
        try members.optional("CardBrand", &cardBrand)
        try members.optional("POIID", &poiID)
        try members.optional("SaleID", &saleID)
        try members.optional("OperatorID", &operatorID)
        try members.optional("ShiftNumber", &shiftNumber)
        try members.optional("TotalsGroupID", &totalsGroupID)
        try members.optional("PaymentCurrency", &currency)
        try members.list("PaymentTotals", &payments)
        try members.optional("LoyaltyTotals", &loyalty)
    }
}

/// Count and sum of one kind of transaction.
public struct PaymentTotals: NexoObject {
    public var type = TotalsTransactionType.debit
    public var count: Int64 = 0
    public var amount = JSONNumber(0)
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("TransactionType", &type)
        try members.required("TransactionCount", &count)
        try members.required("TransactionAmount", &amount)
    }
}
