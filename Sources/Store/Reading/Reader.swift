// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Reads transactions on one snapshot of the projection.
struct Reader {
    let database: Database
    let known: Known
    let statements: Statements

    /// - Parameter known: the settings, where somebody has them at hand.
    init(_ database: Database, _ known: Known?) throws {
        self.database = database
        self.known = try known ?? Known(database)
        statements = Statements(database)
    }

    /// The row of a public number, followed through merges, if the scope holds it.
    func row(_ publicNumber: String, in scope: StoreScope) throws -> TransactionRow? {
        guard let asked = TransactionRow.id(publicNumber) else { return nil }
        let sql = "SELECT txn FROM alias WHERE old = ?"
        let id = try Int64.fetchOne(database, sql: sql, arguments: [asked]) ?? asked
        guard let row = try statements.transaction(id), scope.holds(row.facts.store) else { return nil }
        return row
    }

    /// A transaction judged as it stands now, with all it rests on.
    func detail(_ row: TransactionRow, in scope: StoreScope) throws -> TransactionDetail {
        let entries = try statements.entries(of: row.id, known: known)
        let relatives = try clerk.relatives(of: row.facts, id: row.id, on: Bench())
        let verdict = Judging.verdict(
            on: entries.map(\.observation), facts: row.facts, id: row.id, relatives: relatives, known: known,
            now: entries.map(\.observation.recordedAt).max() ?? known.reached, isExplained: true)
        let related = relatives.compactMap { $0.row }.filter { scope.holds($0.facts.store) }.map(\.summary)
        return TransactionDetail(summary: row.summary, entries: entries, verdict: verdict, related: related)
    }

    /// Findings of a transaction by their names in the table.
    func findings(of row: TransactionRow) throws -> [FindingKey: Finding] {
        let verdict = try detail(row, in: .all).verdict
        var ordinals: [String: Int64] = [:]
        var found: [FindingKey: Finding] = [:]
        for finding in verdict.findings {
            let key = FindingKey(finding, ordinals: &ordinals)
            found[key] = finding
        }
        return found
    }

    private var clerk: Clerk { Clerk(statements: statements, known: known, database: database) }
}

extension StoreScope {
    /// Whether a row of this store may be seen. Rows whose store nobody knows are for those who see all.
    func holds(_ store: StoreID?) -> Bool {
        switch self {
        case .all: true
        case .only(let stores): store.map(stores.contains) ?? false
        }
    }
}
