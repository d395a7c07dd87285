// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The `Response` of an answer: whether the request was served, and if not, why not.
public struct MessageOutcome: NexoObject {
    public var result = ResultWord.failure
    public var errorCondition: ErrorCondition?
    /// The terminal's own details: `AdditionalDetails` reads them.
    public var additionalResponse: String?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Result", &result)
        try members.optional("ErrorCondition", &errorCondition)
        try members.optional("AdditionalResponse", &additionalResponse)
    }
}

/// Names an earlier message. A field that is not there is that of the message at hand.
public struct MessageReference: NexoObject {
    public var category: MessageCategory?
    public var serviceID: String?
    public var deviceID: String?
    public var saleID: String?
    public var poiID: String?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("MessageCategory", &category)
        try members.optional("ServiceID", &serviceID)
        try members.optional("DeviceID", &deviceID)
        try members.optional("SaleID", &saleID)
        try members.optional("POIID", &poiID)
    }
}
