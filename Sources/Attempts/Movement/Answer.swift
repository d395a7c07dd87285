// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What the other side said of the money, once its message was read, matched and believed.
public struct Answer: Hashable, Sendable {
    public enum Outcome: UInt8, CaseIterable, Hashable, Sendable {
        case approved = 1
        /// Approved for less than was asked.
        case partial = 2
        case declined = 3
    }

    public let outcome: Outcome
    /// What was approved; zero when declined.
    public let amount: Money
    /// The other side's word for it: field 39, an error condition, a wallet's code.
    public let code: String
    public let reference: ReferenceNumber?
    public let authorisation: AuthorisationCode?
    public let card: MaskedPAN?
    /// What the link must name to move this money again: a terminal's own number and time of the transaction, a
    /// wallet's number. At most `AttemptRequest.noteLimit` bytes, never card data.
    public let linkNote: String

    public init(
        _ outcome: Outcome, amount: Money, code: String, reference: ReferenceNumber? = nil,
        authorisation: AuthorisationCode? = nil, card: MaskedPAN? = nil,
        linkNote: String = ""
    ) {
        self.outcome = outcome
        self.amount = amount
        self.code = code
        self.reference = reference
        self.authorisation = authorisation
        self.card = card
        self.linkNote = linkNote
    }
}

/// Why there is no answer that can be believed.
public enum LossReason: UInt8, CaseIterable, Hashable, Sendable {
    /// Nothing came in time.
    case timeout = 1
    /// The authentication code of the answer is wrong.
    case wrongCode = 2
    /// What came cannot be read, or speaks of another exchange.
    case unreadable = 3
    /// The connection ended after the first byte had gone.
    case cut = 4
    /// This program ended in the middle and began again.
    case restart = 5
    /// Whoever was asked does not know, and says that money may have moved.
    case uncertain = 6

    /// Field 39 of a UnionPay reversal: 98 no reply, A0 reply not authentic, 06 anything else (reference §1.1).
    public var reversalCode: String {
        switch self {
        case .timeout, .cut, .restart, .uncertain: "98"
        case .wrongCode: "A0"
        case .unreadable: "06"
        }
    }
}
