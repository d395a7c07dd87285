// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// A transaction as one side names it; the number alone need not be unique.
public struct TransactionIdentity: NexoObject {
    public var transactionID = ""
    /// ISO 8601, as it was written; `NexoTime.instant(of:)` reads it.
    public var timeStamp = ""
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("TransactionID", &transactionID)
        try members.required("TimeStamp", &timeStamp)
    }
}

/// What the till says of itself and of the sale.
public struct SaleData: NexoObject {
    public var operatorID: String?
    public var operatorLanguage: String?
    public var shiftNumber: String?
    /// The till's own number of the sale; the same for every attempt.
    public var transaction = TransactionIdentity()
    public var saleReferenceID: String?
    public var terminal: JSONNode?
    public var tokenRequestedType: String?
    public var customerOrderID: String?
    public var toPOI: String?
    public var toAcquirer: String?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("OperatorID", &operatorID)
        try members.optional("OperatorLanguage", &operatorLanguage)
        try members.optional("ShiftNumber", &shiftNumber)
        try members.required("SaleTransactionID", &transaction)
        try members.optional("SaleReferenceID", &saleReferenceID)
        try members.optional("SaleTerminalData", &terminal)
        try members.optional("TokenRequestedType", &tokenRequestedType)
        try members.optional("CustomerOrderID", &customerOrderID)
        try members.optional("SaleToPOIData", &toPOI)
        try members.optional("SaleToAcquirerData", &toAcquirer)
    }
}

/// What the terminal says of a transaction of its own.
public struct POIData: NexoObject {
    /// A reversal needs it, and it is known from an answer only: store it before anything else.
    public var transaction = TransactionIdentity()
    /// Number of the open reconciliation; a text or a number, as the maker likes.
    public var reconciliationID: JSONNode?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("POITransactionID", &transaction)
        try members.optional("POIReconciliationID", &reconciliationID)
    }
}

/// The transaction that a reversal, a completion or a repeated payment speaks of.
public struct OriginalPOITransaction: NexoObject {
    public var saleID: String?
    public var poiID: String?
    public var transaction: TransactionIdentity?
    public var reuseCardDataFlag: Bool?
    public var approvalCode: String?
    public var acquirerID: JSONNode?
    public var host: TransactionIdentity?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("SaleID", &saleID)
        try members.optional("POIID", &poiID)
        try members.optional("POITransactionID", &transaction)
        try members.optional("ReuseCardDataFlag", &reuseCardDataFlag)
        try members.optional("ApprovalCode", &approvalCode)
        try members.optional("AcquirerID", &acquirerID)
        try members.optional("HostTransactionID", &host)
    }
}
