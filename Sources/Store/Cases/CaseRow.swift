// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import Tender

/// A case as the tables hold it: its fold, and what only the shop knows of it.
struct CaseRow: Equatable {
    var file: CaseFile
    /// Row number of the transaction; nil for a case about none.
    var transaction: Int64?
    /// What a watched case is about; nil for others.
    var subject: WatchSubject?
    var store: StoreID?
    var amount: Money?
    /// Codes that the verdict finds now, or the last look at what is watched.
    var holding: Set<FindingCode> = []
    /// Codes that a person gave; no verdict takes them back.
    var told: Set<FindingCode> = []
    var isSample: Bool
    /// Its steps as the table keeps them.
    var log = CaseLog()
    /// Whether the table has it.
    var isStored = false

    var id: CaseID { file.id }
    var family: CodeRow.Family { id.family ?? CodeTable.row(for: file.code)?.family ?? .complaints }

    /// Codes that still ask for work; the last ones it had when none does.
    var codes: [FindingCode] {
        let live = holding.union(told)
        return live.isEmpty ? file.codes.sorted() : live.sorted()
    }

    /// A case with its first event; nil when the event opens nothing.
    init?(_ id: CaseID, opened event: CaseEvent, isSample: Bool) {
        guard let file = try? CaseFile(id, opened: event) else { return nil }
        self.file = file
        self.isSample = isSample
    }
}
