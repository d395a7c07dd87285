// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// Asks to load, activate or empty a gift card. Money may move.
public struct StoredValueRequest: NexoObject {
    public var saleData = SaleData()
    public var items: [JSONNode] = []
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("SaleData", &saleData)
        try members.list("StoredValueData", &items)
    }
}

/// How it ended, with its receipts.
public struct StoredValueResponse: NexoObject {
    public var response = MessageOutcome()
    public var saleData: SaleData?
    public var poiData: POIData?
    public var results: [JSONNode] = []
    public var receipts: [PaymentReceipt] = []
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Response", &response)
        try members.optional("SaleData", &saleData)
        try members.optional("POIData", &poiData)
        try members.list("StoredValueResult", &results)
        try members.list("PaymentReceipt", &receipts)
    }
}

/// Asks for a card to be read; moves nothing.
public struct CardAcquisitionRequest: NexoObject {
    public var saleData = SaleData()
    public var transaction = JSONNode.object([])
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("SaleData", &saleData)
        try members.required("CardAcquisitionTransaction", &transaction)
    }
}

/// The card that was read.
public struct CardAcquisitionResponse: NexoObject {
    public var response = MessageOutcome()
    public var saleData = SaleData()
    public var poiData = POIData()
    public var brands: [String] = []
    public var instrument: PaymentInstrumentData?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Response", &response)
        try members.required("SaleData", &saleData)
        try members.required("POIData", &poiData)
        try members.list("PaymentBrand", &brands)
        try members.optional("PaymentInstrumentData", &instrument)
    }
}
