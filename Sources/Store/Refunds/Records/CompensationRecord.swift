// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Refunds
public import Tender

/// Compensation with what became of it.
public struct CompensationRecord: Sendable, Hashable, Identifiable {
    /// Number of its entry in the journal.
    public let number: UInt64
    public let given: Compensation
    public let givenAt: Instant
    /// Sign-in name.
    public let givenBy: String
    public let state: Compensation.State
    public let endedAt: Instant?
    public let endedBy: String
    /// Why it was taken back.
    public let why: String

    public var id: UInt64 { number }
}

/// A book of pre-numbered receipts with how far it is used.
public struct ReceiptBookRecord: Sendable, Hashable {
    public let book: ReceiptBook
    public let madeAt: Instant
    public let madeBy: String
    /// Numbers that are written or spoiled.
    public let used: Int
    /// The next blank number; nil when the book is full.
    public let next: HandReceiptNumber?
}

/// One number of a book that is no longer blank.
public struct HandReceiptRecord: Sendable, Hashable {
    public let file: HandReceiptFile
    public let store: String
    public let changedAt: Instant
    public let changedBy: String
}

/// A slip that somebody left behind, with what became of it.
public struct FoundSlipRecord: Sendable, Hashable, Identifiable {
    /// Number of its entry in the journal.
    public let number: UInt64
    public let file: FoundSlipFile
    public let foundBy: String
    /// Charges that it may belong to, those whose slip is missed first; at most five.
    public let candidates: [TransactionSummary]

    public var id: UInt64 { number }
}
