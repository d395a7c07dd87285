// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// One acquirer row as the search for what a deposit pays sees it.
struct SettledRow: Sendable, Hashable {
    /// Where it stands: table of the plan and offset in it.
    let table: Int
    let offset: Int64
    let line: Int
    /// Settlement day since 1970, or `DayKey.noDay`.
    let day: Int32
    /// Number in the plan's pool of merchants.
    let merchant: UInt32
    /// What the merchant receives for it, in minor units; negative when it pays.
    let net: Int64
    /// Numbers in the reading's own pool of labels; 0 where the file has none.
    let terminal: UInt32
    let batch: UInt32
    let payout: UInt32
}

/// Where the rows of settlement days come from when a deposit does not fit them.
protocol SettledRowSource {
    /// Whether any file names batches or payouts.
    var hasIdentifiers: Bool { get }
    /// The rows of the days asked for, in the order of files and rows.
    func rows(of wanted: Set<DayKey>) -> [SettledRow]
    /// Texts of terminals, batches and payouts by their number; known once the rows have been asked for.
    var labelTexts: [[UInt8]] { get }
    /// Gives `file:line@byte` of a row.
    var reference: @Sendable (SettledRow) -> String { get }
}

/// What rows are grouped by when a group may be what a deposit pays, in the order in which it is tried.
enum RowGrouping: CaseIterable, Sendable, Hashable {
    case payout, batch, terminal

    func label(of row: SettledRow) -> [UInt32] {
        switch self {
        case .payout: row.payout == 0 ? [] : [row.payout]
        // A batch number is its terminal's: every terminal has a batch 000001.
        case .batch: row.batch == 0 ? [] : [row.terminal, row.batch]
        case .terminal: row.terminal == 0 ? [] : [row.terminal]
        }
    }
}
