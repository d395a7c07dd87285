// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// Tells the till what happened at the terminal. Nobody answers.
public struct EventNotification: NexoObject {
    public var timeStamp = ""
    public var event = EventToNotify.completed
    /// Form-encoded where the terminal says more: `FormFields` reads it.
    public var details: String?
    /// Base64 of the message that was refused, with `Reject`.
    public var rejectedMessage: String?
    public var maintenanceRequiredFlag: Bool?
    public var customerLanguage: String?
    /// One output or a list of them, as the maker likes.
    public var display: JSONNode?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("TimeStamp", &timeStamp)
        try members.required("EventToNotify", &event)
        try members.optional("EventDetails", &details)
        try members.optional("RejectedMessage", &rejectedMessage)
        try members.optional("MaintenanceRequiredFlag", &maintenanceRequiredFlag)
        try members.optional("CustomerLanguage", &customerLanguage)
        try members.optional("DisplayOutput", &display)
    }
}

/// Asks to give up a request that is under way. It has no answer of its own: the request's answer tells.
public struct AbortRequest: NexoObject {
    public var reference = MessageReference()
    public var reason = ""
    public var display: DisplayOutput?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("MessageReference", &reference)
        try members.required("AbortReason", &reason)
        try members.optional("DisplayOutput", &display)
    }
}
