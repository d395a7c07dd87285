// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// One file of one side of a file job.
public struct FileJobInput: Sendable {
    enum Content: Sendable {
        case path(String)
        case bytes([UInt8])
    }

    /// Name in findings and reports; never a path with a person's name in it.
    public let name: String
    let content: Content
    /// Whose file it is, where the tariff distinguishes acquirers.
    let acquirer: String?
    /// Where each row came from when the file is not Counterfoil's own CSV; by row, from 0.
    let origins: [RowOrigin]?
    /// Whether there are rows that are known by the merchant's order number and not by terminal and reference.
    let hasOrderRows: Bool
    /// Whether there are rows that are known by terminal and reference.
    let hasSlipRows: Bool
    /// SHA-256 of the original where `content` is not it.
    let digest: String?
    /// Rows that the original's own reader has put aside.
    let refused: [RefusedRow]
    /// What the provider's own payouts add to the nets of the rows.
    var corrections: [SettlementCorrection] = []
    /// Sheets beside it, and contents of its archive, that nobody could read as a file of this kind.
    public var notRead: [String] = []
    /// What a person should know of how the file was read.
    public var warnings: [Bilingual] = []
    /// Its reader has brought the times to the store's clock.
    var hasStoreTimes = false

    struct RowOrigin: Sendable, Hashable {
        let line: Int
        let byte: Int64
    }

    struct RefusedRow: Sendable, Hashable {
        let line: Int
        let byte: Int64
        let reason: String
        let chinese: String
        let text: String
    }

    /// Counterfoil's own CSV, read from a file.
    public static func file(_ path: String, name: String) -> FileJobInput {
        FileJobInput(
            name: name, content: .path(path), acquirer: nil, origins: nil, hasOrderRows: false, hasSlipRows: true,
            digest: nil,
            refused: [])
    }

    /// Counterfoil's own CSV, held in memory.
    public static func bytes(_ bytes: [UInt8], name: String) -> FileJobInput {
        FileJobInput(
            name: name, content: .bytes(bytes), acquirer: nil, origins: nil, hasOrderRows: false, hasSlipRows: true,
            digest: nil,
            refused: [])
    }
}

/// What a file job compares. Order matters: the first file's rows come first.
public struct FileJobInputs: Sendable {
    public var tills: [FileJobInput]
    public var acquirers: [FileJobInput]
    public var banks: [FileJobInput]
    /// Lists of receipts that were issued; empty for a run that does not ask about them.
    public var receipts: [FileJobInput]
    /// Order lists of the shop; empty for a run that does not ask about them.
    public var orders: [FileJobInput]
    /// Day on which the job runs, for a calendar that does not say up to when the files are complete.
    public var today: CivilDate

    /// Parts of the given files that are in no row and no sum.
    var notRead: [String] { all.flatMap(\.notRead) }

    /// The files of all sides.
    public var all: [FileJobInput] { tills + acquirers + banks + receipts + orders }

    public init(
        tills: [FileJobInput], acquirers: [FileJobInput], banks: [FileJobInput] = [], receipts: [FileJobInput] = [],
        orders: [FileJobInput] = [], today: CivilDate
    ) {
        self.tills = tills
        self.acquirers = acquirers
        self.banks = banks
        self.receipts = receipts
        self.orders = orders
        self.today = today
    }
}

/// Computes the SHA-256 of a file piece by piece. The core knows no cryptography; the shell brings it.
public protocol FileDigest: Sendable {
    mutating func update(_ bytes: RawSpan)
    /// Sixty-four lower-case digits.
    func hexadecimal() -> String
}

/// How far a job is.
public struct FileJobProgress: Sendable, Hashable {
    public enum Phase: Sendable, Hashable { case reading, joining, writing }

    public let phase: Phase
    public let done: Int64
    public let total: Int64
}
