// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// What is asked for, in major units; `requested` and its fellows give exact money.
public struct AmountsReq: NexoObject {
    /// ISO 4217, three letters.
    public var currency = ""
    public var requestedAmount: JSONNumber?
    public var cashBackAmount: JSONNumber?
    public var tipAmount: JSONNumber?
    public var paidAmount: JSONNumber?
    public var minimumAmountToDeliver: JSONNumber?
    public var maximumCashBackAmount: JSONNumber?
    public var minimumSplitAmount: JSONNumber?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Currency", &currency)
        try members.optional("RequestedAmount", &requestedAmount)
        try members.optional("CashBackAmount", &cashBackAmount)
        try members.optional("TipAmount", &tipAmount)
        try members.optional("PaidAmount", &paidAmount)
        try members.optional("MinimumAmountToDeliver", &minimumAmountToDeliver)
        try members.optional("MaximumCashBackAmount", &maximumCashBackAmount)
        try members.optional("MinimumSplitAmount", &minimumSplitAmount)
    }
}

/// What was authorised, in major units.
public struct AmountsResp: NexoObject {
    public var currency: String?
    public var authorizedAmount = JSONNumber(0)
    public var totalRebatesAmount: JSONNumber?
    public var totalFeesAmount: JSONNumber?
    public var cashBackAmount: JSONNumber?
    public var tipAmount: JSONNumber?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("Currency", &currency)
        try members.required("AuthorizedAmount", &authorizedAmount)
        try members.optional("TotalRebatesAmount", &totalRebatesAmount)
        try members.optional("TotalFeesAmount", &totalFeesAmount)
        try members.optional("CashBackAmount", &cashBackAmount)
        try members.optional("TipAmount", &tipAmount)
    }
}

/// An amount with its currency.
public struct CurrencyAmount: NexoObject {
    public var value = JSONNumber(0)
    public var currency: String?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("AmountValue", &value)
        try members.optional("Currency", &currency)
    }
}

/// What the holder paid in another currency.
public struct CurrencyConversion: NexoObject {
    public var customerApprovedFlag: Bool?
    public var convertedAmount = CurrencyAmount()
    public var rate: JSONNumber?
    public var markup: JSONNumber?
    public var commission: JSONNumber?
    public var declaration: String?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("CustomerApprovedFlag", &customerApprovedFlag)
        try members.required("ConvertedAmount", &convertedAmount)
        try members.optional("Rate", &rate)
        try members.optional("Markup", &markup)
        try members.optional("Commission", &commission)
        try members.optional("Declaration", &declaration)
    }
}
