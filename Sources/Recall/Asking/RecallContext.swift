// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The names a shop knows by itself, so that a search can recognise them in a customer's words.
public struct RecallContext: Sendable, Hashable {
    /// A store as people call it.
    public struct NamedStore: Sendable, Hashable {
        public let id: StoreID
        public let name: String

        public init(id: StoreID, name: String) {
            self.id = id
            self.name = name
        }
    }

    public var stores: [NamedStore]
    public var terminals: [TerminalID]
    /// Names of cashiers and other people as they stand in till rows.
    public var cashiers: [String]
    /// A night shop counts the small hours to the day before; searches by day follow it.
    public var businessDay: BusinessDay
    /// Currency of amounts said without one.
    public var currency: Currency

    public init(
        stores: [NamedStore] = [], terminals: [TerminalID] = [], cashiers: [String] = [],
        businessDay: BusinessDay = .midnight, currency: Currency = .cny
    ) {
        self.stores = stores
        self.terminals = terminals
        self.cashiers = cashiers
        self.businessDay = businessDay
        self.currency = currency
    }
}
