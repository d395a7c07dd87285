// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Printing
public import Tender

/// What happened with the electronic receipt: a code was made, somebody opened it, somebody complained.
public struct DeliveryEvent: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// A pick-up code was made for it.
        case codeMade(String)
        case codeRevoked(String)
        /// The customer opened the page with the code and the second fact.
        case viewed
        /// The customer saved it as `pdf` or `png`.
        case saved(String)
        /// The customer pressed a button.
        case said(CustomerWord)
        /// Written by hand under this number.
        case handwritten(String)
        /// The staff say that the customer lost it, or that none came out.
        case reported(CustomerWord)
    }

    /// What the buttons on the receipt page say.
    public enum CustomerWord: String, CaseIterable, Sendable, Hashable {
        case noSlip, lost, chargedTwice, wrongAmount, refundWanted, notMine
    }

    public let receipt: PrintJobID
    public let at: Instant
    public let kind: Kind
    public let by: String

    public init(receipt: PrintJobID, at: Instant, kind: Kind, by: String) {
        self.receipt = receipt
        self.at = at
        self.kind = kind
        self.by = by
    }
}
