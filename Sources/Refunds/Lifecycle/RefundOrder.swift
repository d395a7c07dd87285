// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What a refund is to do, settled when it was asked for and never changed: a retry sends exactly this again.
public struct RefundOrder: Hashable, Sendable {
    public var id: RefundID
    /// Public number of the charge, for example `T0000001234`; empty when nobody knows it.
    public var transaction: String
    public var amount: Money
    public var route: RefundRoute
    public var channel: RefundChannel
    public var exception: RefundException
    public var reason: RefundReason
    /// In the words of whoever asked; for one without an original also which identity card was seen. At most 400
    /// bytes.
    public var words: String
    /// Case that it belongs to, for example `K0000001234-PY`; empty for none.
    public var caseID: String
    /// Store of the charge; empty when unknown.
    public var store: String
    /// Sign-in name and role of who asked.
    public var requestedBy: String
    public var role: RefundRole
    /// Who else must agree.
    public var approval: RefundApproval

    /// Most bytes of `words`.
    public static let wordsLimit = 400

    public init(
        id: RefundID, transaction: String, amount: Money, route: RefundRoute, channel: RefundChannel,
        exception: RefundException = .none, reason: RefundReason, words: String = "", caseID: String = "",
        store: String = "", requestedBy: String, role: RefundRole, approval: RefundApproval
    ) {
        self.id = id
        self.transaction = transaction
        self.amount = amount
        self.route = route
        self.channel = channel
        self.exception = exception
        self.reason = reason
        self.words = words
        self.caseID = caseID
        self.store = store
        self.requestedBy = requestedBy
        self.role = role
        self.approval = approval
    }

    /// Whether another request means the same money for the same reason, whoever sent it.
    public func hasIntent(of other: RefundOrder) -> Bool {
        transaction == other.transaction && amount == other.amount && reason == other.reason
    }

    /// Milliseconds within which a second request with one intent is taken for the first, sent twice.
    public static let intentWindow: Int64 = 600_000
}
