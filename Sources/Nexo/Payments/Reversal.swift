// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// Asks to undo a transaction. Money may move.
public struct ReversalRequest: NexoObject {
    public var saleData: SaleData?
    public var original = OriginalPOITransaction()
    /// The whole where it is not said.
    public var amount: JSONNumber?
    public var reason = ReversalReason.merchantCancel
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("SaleData", &saleData)
        try members.required("OriginalPOITransaction", &original)
        try members.optional("ReversedAmount", &amount)
        try members.required("ReversalReason", &reason)
    }
}

/// How a reversal ended.
public struct ReversalResponse: NexoObject {
    public var response = MessageOutcome()
    public var poiData: POIData?
    public var original: OriginalPOITransaction?
    public var amount: JSONNumber?
    public var receipts: [PaymentReceipt] = []
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Response", &response)
        try members.optional("POIData", &poiData)
        try members.optional("OriginalPOITransaction", &original)
        try members.optional("ReversedAmount", &amount)
        try members.list("PaymentReceipt", &receipts)
    }
}
