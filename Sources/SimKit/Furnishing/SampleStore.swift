// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// A store of the sample shop.
public struct SampleStore: Sendable, Hashable {
    public let id: StoreID
    public let name: String
    /// IANA zone name.
    public let zone: String
    public let businessDay: BusinessDay
    /// What its slips say beside the name; all of it made up.
    public let address: String
    public let telephone: String
    public let taxNumber: String
    public let statementName: String
}

/// A card or wallet terminal of the sample shop.
public struct SampleTerminal: Sendable, Hashable {
    public let id: TerminalID
    public let merchant: MerchantID
    public let store: StoreID
    /// Name of its acquirer, as in `SampleAcquirer.name`.
    public let acquirer: String
    /// Maker and model, made up.
    public let model: String
}

/// Who settles payments for the sample shop.
public struct SampleAcquirer: Sendable, Hashable {
    /// As rows and tariff name it.
    public let name: String
    public let title: String
    /// Products it takes: `debit`, `credit`, `qr`.
    public let products: [String]
}

/// Somebody who works in the sample shop. `role` is the stable word of the console's roles.
public struct SampleStaff: Sendable, Hashable {
    /// Sign-in name.
    public let name: String
    public let displayName: String
    public let role: String
    /// Stores the person sees; empty means all.
    public let stores: [StoreID]
    /// `zh-CN` or `en`.
    public let language: String
}

/// One clean example of a code in the sample shop.
public struct Specimen: Sendable, Hashable {
    /// What is certain of the transaction: terminal, reference, amount, time.
    public let facts: Facts
    /// What a person would type to find it.
    public let search: String
}
