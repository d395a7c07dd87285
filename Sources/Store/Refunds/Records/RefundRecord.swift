// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Refunds
public import Tender

/// A refund as lists show it.
public struct RefundRecord: Sendable, Hashable, Identifiable {
    public let file: RefundFile
    /// Number of its request in the journal; rises with time.
    public let journalNumber: UInt64

    public var id: RefundID { file.id }
    public var order: RefundOrder { file.order }
    /// Store it belongs to; nil when nobody knows.
    public var store: StoreID? { StoreID(file.order.store) }
}

/// Something that happened with a refund, as its story shows it.
public struct RefundStep: Sendable, Hashable {
    public let event: RefundEvent
    public let journalNumber: UInt64
}

/// One refund with all that happened.
public struct RefundDetail: Sendable, Hashable {
    public let record: RefundRecord
    /// In the order they happened, without the request itself.
    public let steps: [RefundStep]
    /// The charge that it gives back; nil when nobody knows it.
    public let charge: TransactionSummary?
    /// Where the charge stands now.
    public let ground: RefundGround?
}

/// What somebody asks for.
public struct RefundRequest: Sendable, Hashable {
    /// Made once by whoever asks and kept when he asks again; nil lets the shop make one.
    public var id: RefundID?
    /// Public number of the charge; empty for a refund without an original.
    public var transaction: String
    public var amount: Money
    public var reason: RefundReason
    public var words = ""
    public var caseID = ""
    /// Store that pays a refund without an original; not asked for otherwise.
    public var store: StoreID?

    public init(transaction: String, amount: Money, reason: RefundReason) {
        self.transaction = transaction
        self.amount = amount
        self.reason = reason
    }
}

/// What became of a request or an act.
public enum RefundAnswer: Sendable, Hashable {
    case done(RefundRecord)
    /// It was done before; nothing was recorded.
    case known(RefundRecord)
    /// A rule stands against it; nothing was recorded.
    case refused(RefundRefusal)
}

/// What could be given back of a charge, before anybody asks.
public struct RefundOffer: Sendable, Hashable {
    public let charge: TransactionSummary
    public let ground: RefundGround
    /// The way for the amount; nil when something is in the way.
    public let choice: RefundChoice?
    /// Who else must agree; nil when something is in the way.
    public let approval: RefundApproval?
    public let refusal: RefundRefusal?
    /// Refunds of it so far, the oldest first.
    public let refunds: [RefundRecord]
    /// Terminal over whose link the charge came, and its refund would go; nil where no attempt took it.
    public let terminal: TerminalID?
}

/// Which refunds a list shows.
public struct RefundFilter: Sendable, Hashable {
    public enum Standing: String, CaseIterable, Sendable, Hashable {
        /// Somebody must still agree.
        case waiting
        /// Agreed and not sent.
        case ready
        /// On its way, or nobody knows.
        case underWay
        case over
    }

    public var standing: Standing?
    public var store: StoreID?
    public var caseID: String?

    public init() {}
}
