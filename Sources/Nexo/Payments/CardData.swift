// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// What was paid with.
public struct PaymentInstrumentData: NexoObject {
    public var type: PaymentInstrumentType?
    public var card: CardData?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("PaymentInstrumentType", &type)
        try members.optional("CardData", &card)
    }
}

/// The card. What must not be kept is in `SensitiveCardData` and is cut out by `masked`.
public struct CardData: NexoObject {
    public var brand: String?
    /// As the terminal masked it; `pan` reads it.
    public var maskedPan: String?
    /// `ICC`, `Contactless`, `Tapped`, `MagStripe`, `Manual`, `Keyed`, `File`, `Scanned`, …
    public var entryMode: [String] = []
    public var countryCode: JSONNode?
    /// Number, track, expiry. Never stored, logged or printed by us.
    public var sensitive: JSONNode?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("PaymentBrand", &brand)
        try members.optional("MaskedPan", &maskedPan)
        try members.list("EntryMode", &entryMode)
        try members.optional("CardCountryCode", &countryCode)
        try members.optional("SensitiveCardData", &sensitive)
    }
}
