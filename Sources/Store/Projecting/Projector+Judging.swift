// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Judges what the group touched.
extension Projector {
    /// Judges and writes what lies on the bench, and what it bears on.
    func flush(in database: Database) throws {
        guard !bench.isEmpty else { return }
        let clerk = Clerk(statements: statements(database), known: known, database: database)
        let own = bench.drafts.values.sorted { $0.id < $1.id }
        let concerned = try clerk.concerned(by: own, on: bench)
        for draft in concerned { bench.put(draft) }
        let all = bench.drafts
        // First what the group brought: what it bears on is judged by what is now believed of it.
        for id in own.map(\.id) + concerned.map(\.id) {
            guard let draft = all[id] else { continue }
            let store = try clerk.settle(draft, among: bench)
            if touched.transactions.count < 1_000 { touched.transactions.append((id, store)) }
        }
        // What lies on the bench together was judged by what was then known of each other; now all of it is.
        for id in all.keys.sorted() {
            guard let draft = all[id], draft.relatives?.contains(where: { all[$0.id] != nil }) == true else { continue }
            _ = try clerk.settle(draft, among: bench)
        }
        bench = Bench()
        try statements(database).writeFindings(CaseClerk(known: known, statements: statements(database)))
        try statements(database).writeHandles()
    }

    /// Judges stored transactions anew, a slice at a time, so that a million of them fit in memory.
    func rejudge(_ ids: [Int64], at time: Instant, in database: Database) throws {
        try flush(in: database)
        let statements = statements(database)
        for start in stride(from: 0, to: ids.count, by: 2_000) {
            for id in ids[start..<min(start + 2_000, ids.count)] {
                if let row = try statements.transaction(id) { bench.put(Draft(row, at: time)) }
            }
            try flush(in: database)
        }
    }
}
