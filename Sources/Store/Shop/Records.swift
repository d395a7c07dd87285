// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// A store of the merchant as set up (门店).
public struct StoreRecord: Sendable, Hashable {
    public let id: StoreID
    public let name: String
    /// IANA zone name.
    public let zone: String
    public let businessDay: BusinessDay
    /// What customers find on a receipt beside the name.
    public var contact: StoreContact
    public init(
        id: StoreID, name: String, zone: String, businessDay: BusinessDay, contact: StoreContact = StoreContact()
    ) {
        self.id = id
        self.name = name
        self.zone = zone
        self.businessDay = businessDay
        self.contact = contact
    }
}

/// A transaction as a list shows it.
public struct TransactionSummary: Sendable, Hashable, Identifiable {
    /// Stable public number, for example `T0000001234`; the same after a rebuild.
    public let id: String
    public let believed: Facts
    public let money: Verdict.MoneyState
    public let slip: Verdict.SlipState
    /// Codes that hold, sorted.
    public let codes: [FindingCode]
    /// Sources that spoke of it, highest first.
    public let sources: [Source]
    public init(
        id: String, believed: Facts, money: Verdict.MoneyState, slip: Verdict.SlipState, codes: [FindingCode],
        sources: [Source]
    ) {
        self.id = id
        self.believed = believed
        self.money = money
        self.slip = slip
        self.codes = codes
        self.sources = sources
    }
}

/// How an observation came to be part of its transaction.
public struct Join: Sendable, Hashable {
    /// Which natural key made it: `order`, `reference`, `voucher`, `authorisation`, `candidate`, `first`.
    public let key: String
    /// 0 to 100.
    public let confidence: Int
    public init(key: String, confidence: Int) {
        self.key = key
        self.confidence = confidence
    }
}

/// Everything about one transaction: what each source says, the verdict and the reason.
public struct TransactionDetail: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        public let observation: Observation
        public let join: Join
        /// Number of its record in the journal.
        public let journalNumber: UInt64
        public init(observation: Observation, join: Join, journalNumber: UInt64) {
            self.observation = observation
            self.join = join
            self.journalNumber = journalNumber
        }
    }

    public let summary: TransactionSummary
    /// In the order they were recorded.
    public let entries: [Entry]
    public let verdict: Verdict
    /// Refunds, voids and reversals of it, or its original; and other transactions that look the same.
    public let related: [TransactionSummary]
    public init(
        summary: TransactionSummary, entries: [Entry], verdict: Verdict, related: [TransactionSummary]
    ) {
        self.summary = summary
        self.entries = entries
        self.verdict = verdict
        self.related = related
    }
}

/// A finding as a list shows it.
public struct FindingRow: Sendable, Hashable {
    public let transaction: TransactionSummary
    public let finding: Finding
    /// When Counterfoil first saw it.
    public let since: Instant
    public init(transaction: TransactionSummary, finding: Finding, since: Instant) {
        self.transaction = transaction
        self.finding = finding
        self.since = since
    }
}

/// A row that could not be read, kept as it was (card numbers masked).
public struct QuarantinedRow: Sendable, Hashable {
    public let line: Int
    public let byte: Int64
    public let reason: Bilingual
    public let row: String
    public init(line: Int, byte: Int64, reason: Bilingual, row: String) {
        self.line = line
        self.byte = byte
        self.reason = reason
        self.row = row
    }
}

/// What is known of a file before its rows are read.
public struct FileHead: Sendable, Hashable {
    public let name: String
    /// SHA-256 of its bytes, lower-case hexadecimal.
    public let digest: String
    public let byteCount: Int64
    /// Format name as the recogniser gives it, for example `wechat-bill`.
    public let format: String
    public let source: Source
    public init(name: String, digest: String, byteCount: Int64, format: String, source: Source) {
        self.name = name
        self.digest = digest
        self.byteCount = byteCount
        self.format = format
        self.source = source
    }
}

/// An imported file and what became of its rows: read = added + alreadyKnown + quarantined.
public struct FileRecord: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let head: FileHead
    public let importedAt: Instant
    public let importedBy: String
    /// False while rows are still being read, or after a crash until the file is given again.
    public let isComplete: Bool
    public let rowsRead: Int64
    public let rowsAdded: Int64
    public let rowsAlreadyKnown: Int64
    public let rowsQuarantined: Int64
    /// Findings by code on the transactions this file speaks of.
    public let findings: [FindingCode: Int64]
    public init(
        id: Int64, head: FileHead, importedAt: Instant, importedBy: String, isComplete: Bool, rowsRead: Int64,
        rowsAdded: Int64, rowsAlreadyKnown: Int64, rowsQuarantined: Int64, findings: [FindingCode: Int64]
    ) {
        self.id = id
        self.head = head
        self.importedAt = importedAt
        self.importedBy = importedBy
        self.isComplete = isComplete
        self.rowsRead = rowsRead
        self.rowsAdded = rowsAdded
        self.rowsAlreadyKnown = rowsAlreadyKnown
        self.rowsQuarantined = rowsQuarantined
        self.findings = findings
    }
}

extension FileRecord {
    /// The same file as it looks to whoever gives it again: everything in it is known, nothing was added.
    public var givenAgain: FileRecord {
        FileRecord(
            id: id, head: head, importedAt: importedAt, importedBy: importedBy, isComplete: isComplete,
            rowsRead: rowsRead, rowsAdded: 0, rowsAlreadyKnown: rowsRead - rowsQuarantined,
            rowsQuarantined: rowsQuarantined, findings: findings)
    }
}

/// Figures of one business day, for the page Today.
public struct DayFigures: Sendable, Hashable {
    public let day: CivilDate
    public let payments: Int64
    public let charged: Money
    public let refunded: Money
    public let unknown: Int64
    /// Approved charges whose slip is issued or delivered, of all approved charges.
    public let slipsIssued: Int64
    public let slipsExpected: Int64
    public let findings: [FindingCode: Int64]
    public init(
        day: CivilDate, payments: Int64, charged: Money, refunded: Money, unknown: Int64, slipsIssued: Int64,
        slipsExpected: Int64, findings: [FindingCode: Int64]
    ) {
        self.day = day
        self.payments = payments
        self.charged = charged
        self.refunded = refunded
        self.unknown = unknown
        self.slipsIssued = slipsIssued
        self.slipsExpected = slipsExpected
        self.findings = findings
    }
}

/// One page of a list and where the next begins; nil when this is the last.
public struct PageOf<Element: Sendable>: Sendable {
    public let elements: [Element]
    public let nextCursor: String?
    public init(elements: [Element], nextCursor: String?) {
        self.elements = elements
        self.nextCursor = nextCursor
    }
}
