// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a printer, a person or the customer's phone reports of a slip at one time.
///
///     captured ─▶ sent ─▶ onPaper                       electronic, handwritten: in the customer's hand all the same
///        ├─▶ held ─▶ onPaper, stale, skipped            lost, misdirected: it was, and is no more
///        └─▶ unconfirmed ─▶ onPaper, captured (a copy)  cutShort: what came out is not whole
public enum SlipReport: String, CaseIterable, Sendable, Hashable {
    /// In our record and on its way to the printer.
    case captured
    /// Taken by a printer that confirms nothing.
    case sent
    /// Not printed: the printer could not take it.
    case held
    /// Nobody can say whether it is on paper.
    case unconfirmed
    /// On paper by evidence E2 or better.
    case onPaper
    /// Waited longer than a slip may; a person must choose.
    case stale
    /// A person decided that no paper is needed.
    case skipped
    /// The customer opened or saved the electronic receipt.
    case electronic
    /// Written by hand in a numbered book.
    case handwritten
    /// The customer or the staff say it is lost.
    case lost
    /// The stream ended in the middle: lines are missing.
    case cutShort
    /// Somebody else got it.
    case misdirected
    /// What was sent to the wrong person can no longer be opened.
    case withdrawn
    /// The message that should bring it did not arrive, or nobody reported that it did.
    case undelivered

    /// Whether the customer has a receipt with this.
    public var isDelivered: Bool { self == .onPaper || self == .electronic || self == .handwritten }
}

/// What a customer says is wrong with a charge; a claim is looked into, not believed.
public enum CustomerClaim: String, CaseIterable, Sendable, Hashable {
    case chargedTwice, wrongAmount, refundWanted
    /// The shop looked into it and told the customer.
    case answered
    /// "I have paid, look": a screenshot or a text on the customer's phone, written down by the staff.
    case proofShown
}
