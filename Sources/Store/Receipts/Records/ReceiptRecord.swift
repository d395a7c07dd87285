// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Printing
public import Tender

/// One receipt record: a slip that was printed, or should have been (小票记录).
public struct ReceiptRecord: Sendable, Hashable, Identifiable {
    public let id: PrintJobID
    public let printer: String
    public let store: StoreID?
    public let sender: String
    public let startedAt: Instant
    public let endedAt: Instant
    public let ending: CapturedJob.Ending
    public let byteCount: Int
    /// SHA-256 of the bytes, lower-case hexadecimal.
    public let digest: String
    public let maskedNumbers: Int
    /// 1 for the original.
    public let copy: Int
    public let original: PrintJobID?
    /// Its whole text; in a list the first 4,000 characters.
    public let text: String
    public let encoding: String
    public let confidence: Int
    public let isCutShort: Bool
    /// Best evidence so far that it is on paper.
    public let level: EvidenceLevel
    /// What became of it last.
    public let report: SlipReport
    /// Why it waits or cannot be told; nil when nothing is wrong.
    public let fault: PrintEvent.Fault?
    /// When `report` last changed.
    public let changedAt: Instant
    /// Public number of its transaction; nil when it speaks of none.
    public let transaction: String?
    /// Why a copy was printed, and who asked; empty for an original.
    public let reason: String
    public let askedBy: String
    /// The sum and the time on the slip; nil where it names none for sure.
    public let amount: Money?
    public let occurredAt: CivilTime?

    public init(
        id: PrintJobID, printer: String, store: StoreID?, sender: String, startedAt: Instant, endedAt: Instant,
        ending: CapturedJob.Ending, byteCount: Int, digest: String, maskedNumbers: Int, copy: Int,
        original: PrintJobID?, text: String, encoding: String, confidence: Int, isCutShort: Bool,
        level: EvidenceLevel, report: SlipReport, fault: PrintEvent.Fault?, changedAt: Instant, transaction: String?,
        reason: String, askedBy: String, amount: Money? = nil, occurredAt: CivilTime? = nil
    ) {
        self.id = id
        self.printer = printer
        self.store = store
        self.sender = sender
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.ending = ending
        self.byteCount = byteCount
        self.digest = digest
        self.maskedNumbers = maskedNumbers
        self.copy = copy
        self.original = original
        self.text = text
        self.encoding = encoding
        self.confidence = confidence
        self.isCutShort = isCutShort
        self.level = level
        self.report = report
        self.fault = fault
        self.changedAt = changedAt
        self.transaction = transaction
        self.reason = reason
        self.askedBy = askedBy
        self.amount = amount
        self.occurredAt = occurredAt
    }

    /// A person must choose or look.
    public var needsPerson: Bool { report == .unconfirmed || report == .stale }
    /// It may still come out by itself.
    public var isWaiting: Bool { report == .captured || report == .held }
}

/// A step in the life of a receipt, for its time line.
public struct ReceiptStep: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case print(PrintEvent.Kind)
        case delivery(DeliveryEvent.Kind)
        case copyAsked(number: Int, reason: String)
    }

    public let at: Instant
    public let kind: Kind
    public let by: String

    public init(at: Instant, kind: Kind, by: String) {
        self.at = at
        self.kind = kind
        self.by = by
    }
}
