// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What must be known of other transactions to judge this one. Plain values, so that judging stays pure.
public struct Surroundings: Hashable, Sendable {
    /// Another transaction that belongs to this one: a refund of it, its original, its completion.
    public struct Movement: Hashable, Sendable {
        /// How far it has come.
        public enum State: Hashable, Sendable { case done, pending, failed, unknown }

        /// Number of the other transaction, as people see it.
        public var id: String
        public var type: TransactionType
        public var amount: Money?
        public var state: State
        public var at: CivilTime?

        public init(id: String, type: TransactionType, amount: Money?, state: State, at: CivilTime? = nil) {
            self.id = id
            self.type = type
            self.amount = amount
            self.state = state
            self.at = at
        }
    }

    /// Another approved charge or hold with the same card, amount and store within ten minutes, or of the same order
    /// and amount.
    public struct LookAlike: Hashable, Sendable {
        public var id: String
        public var at: CivilTime?
        /// The sale it was for, where the till said so.
        public var order: OrderNumber?
        /// Whether the till has a sale for it.
        public var hasSale: Bool
        /// Whether it came first: only the later of two is called the duplicate.
        public var isEarlier: Bool
        public var type: TransactionType
        /// Only its order number says so: wallets show no card.
        public var isByOrder: Bool

        public init(
            id: String, at: CivilTime?, order: OrderNumber?, hasSale: Bool, isEarlier: Bool,
            type: TransactionType = .sale, isByOrder: Bool = false
        ) {
            self.id = id
            self.at = at
            self.order = order
            self.hasSale = hasSale
            self.isEarlier = isEarlier
            self.type = type
            self.isByOrder = isByOrder
        }
    }

    /// Refunds, voids, reversals and completions that name this transaction as their original.
    public var linked: [Movement] = []
    /// The charge that this refund, void, reversal or completion names.
    public var original: Movement?
    /// Transactions with the same numbers but another type: perhaps the same act under a wrong name.
    public var otherTypes: [Movement] = []
    public var lookAlikes: [LookAlike] = []
    /// The clearing file of the merchant for the day on which this was due has been read to its end.
    public var isClearingComplete = false
    /// Somebody gives us till records of this store and day; where nobody does, their absence says nothing.
    public var isTillKept = true
    /// The store its terminal is bound to.
    public var boundStore: StoreID?
    /// The merchant number its terminal is bound to.
    public var boundMerchant: MerchantID?

    /// Days for which its channel takes refunds, as the shop set them; nil for what channels document.
    public var refundDays: Int?

    public init() {}

    /// Nothing else is known.
    public static let none = Surroundings()
}
