// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Finds the transaction that an observation speaks of.
extension Projector {
    func assign(
        _ facts: Facts, from observation: Observation, statements: Statements, database: Database
    ) throws -> (Draft, Join) {
        var matches: [(draft: Draft, join: Join)] = []
        let (sharing, neighbours) = try sharing(facts, at: observation.recordedAt, statements: statements)
        for draft in sharing {
            if let join = NaturalKeys.join(facts, to: draft.facts) { matches.append((draft, join)) }
        }
        matches.sort { ($1.join.confidence, $0.draft.id) < ($0.join.confidence, $1.draft.id) }
        if let best = matches.first {
            var kept = best.draft
            for other in matches.dropFirst() where !NaturalKeys.contradict(kept.facts, other.draft.facts) {
                kept = try merge(kept, other.draft, in: database)
            }
            return (kept, best.join)
        }
        if let candidate = try onlyCandidate(facts, from: observation, statements: statements) {
            return (candidate, Join(key: "candidate", confidence: 70))
        }
        lastTransaction += 1
        let draft = Draft(
            id: lastTransaction, facts: facts, at: observation.recordedAt, neighbours: neighbours)
        bench.put(draft)
        return (draft, Join(key: "first", confidence: 100))
    }

    /// Transactions that share a strong key: those that may be the same as drafts, the others as they are stored.
    private func sharing(
        _ facts: Facts, at time: Instant, statements: Statements
    ) throws -> (drafts: [Draft], neighbours: [TransactionRow]) {
        var found = bench.sharing(facts)
        var neighbours: [TransactionRow] = []
        var joined: [(draft: Draft, row: TransactionRow)] = []
        for row in try statements.sharing(facts) where !bench.holds(row.id) {
            if NaturalKeys.join(facts, to: row.facts) != nil {
                let draft = Draft(row, at: time)
                bench.put(draft)
                found.append(draft)
                joined.append((draft, row))
            } else {
                neighbours.append(row)
            }
        }
        for (draft, _) in joined { draft.meet(neighbours + joined.map(\.row), of: facts) }
        return (found, neighbours)
    }

    /// The one transaction that amount, minutes and place allow, when neither side has another choice.
    private func onlyCandidate(
        _ facts: Facts, from observation: Observation, statements: Statements
    ) throws -> Draft? {
        guard facts.amount != nil, facts.occurredAt != nil, facts.terminal != nil || facts.store != nil else {
            return nil
        }
        let window = NaturalKeys.candidateWindow * 2
        var near: [(facts: Facts, sources: SourceSet, draft: Draft?, row: TransactionRow?)] = []
        for draft in bench.sharingAmount(facts) { near.append((draft.facts, draft.sources, draft, nil)) }
        for row in try statements.sharingAmount(facts, within: window) where !bench.holds(row.id) {
            near.append((row.facts, row.sources, nil, row))
        }
        let fits = near.filter { !$0.sources.contains(observation.source) && NaturalKeys.isCandidate(facts, $0.facts) }
        guard let only = fits.first, fits.count == 1 else { return nil }
        let hasRival = near.contains { other in
            other.sources.contains(observation.source) && other.sources.isDisjoint(with: only.sources)
                && NaturalKeys.isCandidate(other.facts, only.facts)
        }
        if hasRival { return nil }
        if let draft = only.draft { return draft }
        guard let row = only.row else { return nil }
        let draft = Draft(row, at: observation.recordedAt)
        bench.put(draft)
        return draft
    }

    /// Makes two transactions one under the smaller number; the other number stays as an alias.
    private func merge(_ first: Draft, _ second: Draft, in database: Database) throws -> Draft {
        let (kept, gone) = first.id < second.id ? (first, second) : (second, first)
        kept.absorb(gone)
        try database.execute(sql: "UPDATE observation SET txn = ? WHERE txn = ?", arguments: [kept.id, gone.id])
        try CaseTable.move(gone.id, to: kept.id, in: database)
        try RefundTable.move(gone.id, to: kept.id, in: database)
        try TransactionTable.delete(gone.stored, statements: statements(database), in: database)
        try database.execute(sql: "UPDATE alias SET txn = ? WHERE txn = ?", arguments: [kept.id, gone.id])
        try database.execute(sql: "INSERT INTO alias (old, txn) VALUES (?, ?)", arguments: [gone.id, kept.id])
        bench.merge(gone.id, into: kept.id)
        bench.index(kept.facts, kept.id)
        return kept
    }
}
