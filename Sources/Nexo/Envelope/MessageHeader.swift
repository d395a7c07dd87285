// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Who speaks to whom about what. Every message has one.
public struct MessageHeader: NexoObject {
    /// `3.0`; the standard asks for it in Login and Diagnosis alone, terminals send it always.
    public var protocolVersion: String?
    public var messageClass = MessageClass.service
    public var category = MessageCategory.payment
    public var type = MessageType.request
    /// Names one service dialogue; 1 to 10 characters, not used again for 48 hours (`ServiceIDSequence`).
    public var serviceID: String?
    /// Names one device dialogue or event.
    public var deviceID: String?
    /// The till.
    public var saleID = ""
    /// The terminal, `model-serial`.
    public var poiID = ""
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("ProtocolVersion", &protocolVersion)
        try members.required("MessageClass", &messageClass)
        try members.required("MessageCategory", &category)
        try members.required("MessageType", &type)
        try members.optional("ServiceID", &serviceID)
        try members.optional("DeviceID", &deviceID)
        try members.required("SaleID", &saleID)
        try members.required("POIID", &poiID)
    }
}
