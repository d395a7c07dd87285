// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Matching

/// Everything that a run leaves to the next but the rows themselves, their lines and their texts.
struct CarryState: Sendable {
    var run: UInt32 = 0
    /// What all runs must share, because rows were read by it.
    var currency = ""
    /// Whether a file has named it; else it is the usual one.
    var isCurrencyNamed = false
    var tariffVersion = ""
    var cutOff: Int32 = 0
    var files: [CarriedFile] = []
    var sums: [DayKey: DaySums] = [:]
    var netDiffers = 0
    var fees = FeeTotals()
    /// Without till rows that have no acquirer row: those are judged again in each run, by its day.
    var closed = Buckets()
    var corrections: [SettlementCorrection] = []
    var deposits: [Deposit] = []
    /// The same without their findings.
    var findings: [KeptFinding] = []
    /// First till rows of keys that have no acquirer row: whatever may yet be settled, or become due.
    var openTills: [KeptRow] = []
    var openCharges = 0
    var segments: [SegmentEntry] = []
    var texts: [String] = []
    /// What files had that nobody has read, by name.
    var notRead: [String] = []

    /// Bytes of a side's files, laid end to end.
    func bytes(_ side: InputTable.Side) -> Int64 {
        files.last { $0.side == side }.map { $0.base + $0.bytes } ?? 0
    }

    func hasMerchant(_ side: InputTable.Side) -> Bool { files.contains { $0.side == side && $0.hasMerchant } }

    /// Whether rows were joined by their merchant too.
    var usesMerchant: Bool { hasMerchant(.till) && hasMerchant(.acquirer) }
}

/// A finding about rows that have both sides, or about rows after the first of their key.
struct KeptFinding: Sendable, Hashable {
    let code: JobCode
    let till: KeptRow?
    let acquirer: KeptRow?
    let first: KeptRow?

    var key: MatchRow? { acquirer?.row ?? till?.row }

    var finding: RowFinding { RowFinding(code, till: till?.row, acquirer: acquirer?.row, first: first?.row) }
}

/// A file that was taken in an earlier run.
struct CarriedFile: Sendable {
    let name: String
    let side: InputTable.Side
    /// Where it begins when all files of its side are laid end to end.
    let base: Int64
    let bytes: Int64
    let digest: String
    /// As the summary names it; nil where the rows are not the file's own text.
    let encoding: String?
    let acquirer: String?
    let hasMerchant: Bool
    /// It has a column of payouts or batches.
    let hasIdentifiers: Bool
    let totals: FileTotals
    /// Names of the files that hold its lines and its odd rows; empty for bank files.
    let lines: String
    let odd: String
    let quarantine: [QuarantinedRow]
}

/// A file of rows.
struct SegmentEntry: Sendable, Hashable {
    let name: String
    let side: InputTable.Side
    let rows: Int
}
