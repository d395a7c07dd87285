// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What a file job found, in numbers: for the summary file, the report and the terminal.
public struct FileJobSummary: Sendable {
    /// One input file and its control totals.
    public struct File: Sendable, Hashable {
        public enum Side: String, Sendable, Hashable { case till, acquirer, bank, receipt, order }

        public let name: String
        public let side: Side
        public let bytes: Int64
        /// Lower-case hexadecimal; empty when no digest was asked for.
        public let sha256: String
        /// `UTF-8` or `GB18030`; nil where the file's own reader has made it plain.
        public let encoding: String?
        /// Good rows.
        public let rows: Int
        public let quarantined: Int
        /// Sum of the amounts as written, in minor units.
        public let amount: Int128
        public let fee: Int128
    }

    /// One code: how many, and the money at stake in minor units.
    public struct Code: Sendable, Hashable {
        public let code: JobCode
        public let count: Int
        public let stake: Int128
    }

    /// Fees against the contract, in rows and minor units.
    public struct Fees: Sendable, Hashable {
        public let asContract: Int
        public let over: Int
        public let overBy: Int128
        public let under: Int
        public let underBy: Int128
        /// No fee in the row, or no tariff covers it.
        public let notChecked: Int
        /// Rows of which a part of an interchange++ fee is not the contract's, whatever the sum.
        public let partsDiffer: Int
    }

    public let version: String
    /// What computed it: `native`, or the name of another engine.
    public let engine: String
    public let currency: Currency
    public let files: [File]
    public let buckets: Buckets
    /// Of the lists of receipts and orders; empty without them.
    public let sides: SideBuckets
    public let codes: [Code]
    public let fees: Fees
    public let settlementDays: Int
    /// Rows whose own net is not amount less fee.
    public let netDiffers: Int
    public let net: Int128
    /// nil when no bank file was given.
    public let deposited: Int128?
    /// Days and deposits that do not fit, and what the rows say of them.
    public let explained: DepositTally
    public let asOf: CivilDate
    public let tariffVersion: String
    public let tariffRows: Int
    public let zone: String
    public let cutOff: Int
    public let settleAfterDays: Int
    /// Sheets of workbooks and contents of archives that were passed over, by name.
    public let notRead: [String]
    /// What the calendar says of single sources, and the files that each was used for.
    public let sources: [(profile: SourceProfile, files: [String])]
    /// Whether charges without a sale may wait for the till's files.
    public var waitsForTills: Bool { sources.contains { $0.profile.side == .till && $0.profile.lagDays != nil } }
    /// Whether the acquirers' files tell of chargebacks.
    public var hasDisputes: Bool { buckets.chargedBack.rows + buckets.represented.rows > 0 }
    /// What this run changed of what was open; nil without a carry folder.
    public var change: CarryChange?

    /// The bytes of `summary.json`.
    public var json: [UInt8] { SummaryFile.bytes(self) }

    /// Findings of all codes.
    public var findings: Int { codes.reduce(0) { $0 + $1.count } }
    public var quarantined: Int { files.reduce(0) { $0 + $1.quarantined } }
    /// Keys that both sides have.
    public var matched: Int { buckets.tillMatched.rows }

    /// Whether every row is in exactly one bucket, and the buckets add up to the files, in rows and in money.
    public var isConserved: Bool {
        tillIsConserved && acquirerIsConserved && receiptsAreConserved && ordersAreConserved
    }

    var tillIsConserved: Bool { Self.agrees(buckets.till, files.filter { $0.side == .till }) }
    var acquirerIsConserved: Bool { Self.agrees(buckets.acquirer, files.filter { $0.side == .acquirer }) }

    var receiptsAreConserved: Bool {
        Self.agrees(Self.sum(sides.receipts), files.filter { $0.side == .receipt })
    }
    var ordersAreConserved: Bool { Self.agrees(Self.sum(sides.orders), files.filter { $0.side == .order }) }

    private static func sum(_ parts: [(String, Bucket)]) -> Bucket {
        parts.reduce(into: Bucket()) { $0.add($1.1) }
    }

    private static func agrees(_ bucket: Bucket, _ files: [File]) -> Bool {
        bucket.rows == files.reduce(0) { $0 + $1.rows }
            && bucket.amount == files.reduce(Int128(0)) { $0 + $1.amount }
    }
}
