// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Judges drafts and writes them: gathers what bears on each, asks for the verdict, and keeps rows and findings
/// in step with it.
struct Clerk {
    let statements: Statements
    let known: Known
    let database: Database

    /// Stored transactions whose verdict the drafts may change, as drafts of their own.
    func concerned(by drafts: [Draft], on bench: Bench) throws -> [Draft] {
        var found: [Int64: Draft] = [:]
        // In the order of the index that is asked for look-alikes: neighbours lie on one page.
        let byCard = drafts.map { draft in
            (draft.facts.card?.last4 ?? "", draft.facts.occurredAt?.secondsSinceEpoch ?? 0, draft)
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        for (_, _, draft) in byCard {
            let relatives = try relatives(
                of: draft.facts, id: draft.id, on: bench, neighbours: draft.neighbours)
            draft.relatives = relatives
            for relative in relatives {
                guard let row = relative.row, found[row.id] == nil else { continue }
                found[row.id] = Draft(row, at: draft.touchedAt)
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    /// Judges a draft and writes what came of it.
    ///
    /// - Returns: the transaction's store.
    func settle(_ draft: Draft, among bench: Bench) throws -> StoreID? {
        let entries = try draft.readEntries(statements, known: known)
        guard !entries.isEmpty else {
            try CaseTable.forget(draft.id, in: database)
            try TransactionTable.delete(draft.stored, statements: statements, in: database)
            return draft.facts.store
        }
        let relatives = try currentRelatives(of: draft, on: bench)
        var believed = draft.facts
        believed.store = store(of: draft, entries: entries)
        let verdict = Judging.verdict(
            on: entries.map(\.observation), facts: believed, id: draft.id, relatives: relatives, known: known,
            now: draft.touchedAt, isExplained: false)
        let row = row(of: draft, verdict: verdict, store: believed.store, entries: entries)
        if let stored = draft.stored {
            if stored != row { try statements.update(row, from: stored) }
        } else {
            try statements.insert(row)
        }
        try writeFindings(verdict, row: row, draft: draft, entries: entries)
        draft.settle(as: row)
        return row.facts.store
    }

    private func store(of draft: Draft, entries: [TransactionDetail.Entry]) -> StoreID? {
        let told = entries.max {
            ($0.observation.facts.store == nil ? 0 : $0.observation.source.rawValue)
                < ($1.observation.facts.store == nil ? 0 : $1.observation.source.rawValue)
        }
        if let store = told?.observation.facts.store { return store }
        var facts = draft.facts
        facts.store = nil
        return known.store(of: facts) ?? draft.stored?.facts.store
    }

    private func row(
        of draft: Draft, verdict: Verdict, store: StoreID?, entries: [TransactionDetail.Entry]
    ) -> TransactionRow {
        var facts = verdict.believed
        facts.store = facts.store ?? store
        let calendar = known.calendar(of: facts.store)
        let moment =
            facts.occurredAt ?? facts.settledOn.map { CivilTime($0) }
            ?? calendar.zone.civil(at: entries[0].observation.recordedAt)
        var sources = SourceSet()
        for entry in entries { sources.insert(entry.observation.source) }
        return TransactionRow(
            id: draft.id, moment: moment.secondsSinceEpoch, day: calendar.businessDay.day(of: moment), facts: facts,
            sources: sources, states: TransactionRow.States(verdict), reviewOn: verdict.reviewOn,
            codes: verdict.findings.isEmpty ? [] : Set(verdict.findings.map(\.code)).sorted())
    }

    private func writeFindings(
        _ verdict: Verdict, row: TransactionRow, draft: Draft, entries: [TransactionDetail.Entry]
    ) throws {
        let hadFindings = draft.stored.map { !$0.codes.isEmpty } ?? false
        guard
            hadFindings || !verdict.findings.isEmpty || draft.hasAbsorbed
                || statements.hasFindings(waitingFor: draft.id)
        else { return }
        let before = verdict.findings.isEmpty || draft.isNew ? [:] : try statements.findings(of: draft.id)
        var records: [FindingRecord] = []
        var ordinals: [String: Int64] = [:]
        for finding in verdict.findings {
            let name = "\(finding.code.text) \(finding.field)"
            let ordinal = ordinals[name, default: 0]
            ordinals[name] = ordinal + 1
            let key = FindingKey(code: finding.code.text, field: finding.field, ordinal: ordinal)
            records.append(
                FindingRecord(
                    transaction: draft.id, key: key, store: row.facts.store?.text, moment: row.moment,
                    day: row.day, difference: finding.difference?.minor, since: before[key] ?? draft.touchedAt))
        }
        let subject = CaseSubject(
            transaction: draft.id, store: row.facts.store, amount: row.facts.amount, at: draft.touchedAt,
            proof: entries.last.map { "\($0.observation.origin.reference) #\($0.journalNumber)" } ?? "",
            isSample: entries.allSatisfy(\.observation.isSample), isNew: draft.isNew && !draft.hasAbsorbed)
        statements.replaceFindings(
            of: draft.id, at: row.moment, by: records, hadSome: hadFindings, subject: subject)
    }
}

// MARK: - Relatives

extension Clerk {
    /// The relatives found before, as the bench now has them.
    private func currentRelatives(of draft: Draft, on bench: Bench) throws -> [Relative] {
        guard let found = draft.relatives else {
            return try relatives(of: draft.facts, id: draft.id, on: bench)
        }
        return found.map { relative in
            guard let other = bench.drafts[relative.id] else { return relative }
            return Relative(
                role: relative.role, id: other.id, facts: other.facts, sources: other.sources, row: nil)
        }
    }

    /// Transactions that bear on one, each once, oldest first.
    ///
    /// - Parameter neighbours: stored transactions that share a number, where they were looked for already.
    func relatives(
        of facts: Facts, id: Int64, on bench: Bench, neighbours: [TransactionRow]? = nil
    ) throws -> [Relative] {
        var found: [Int64: Relative] = [:]
        for draft in bench.near(facts) where draft.id != id {
            guard let role = Relative.role(of: draft.facts, to: facts) else { continue }
            found[draft.id] = Relative(
                role: role, id: draft.id, facts: draft.facts, sources: draft.sources, row: nil)
        }
        for row in try stored(near: facts, of: id, neighbours: neighbours) where row.id != id && !bench.holds(row.id) {
            guard let role = Relative.role(of: row.facts, to: facts) else { continue }
            found[row.id] = Relative(role: role, id: row.id, facts: row.facts, sources: row.sources, row: row)
        }
        return found.values.sorted { $0.id < $1.id }
    }

    private func stored(
        near facts: Facts, of id: Int64, neighbours: [TransactionRow]?
    ) throws -> [TransactionRow] {
        var rows: [TransactionRow] = []
        for text in [facts.order?.text, facts.channelOrder?.text, facts.reference?.text] {
            if let text { try statements.returning(text, into: &rows) }
        }
        if let original = facts.original { try statements.named(original, into: &rows) }
        rows += try neighbours ?? statements.sharingNumbers(facts)
        if facts.type == .sale || facts.type == .preauth {
            try statements.lookAlikes(facts, of: id, within: Relative.lookAlikeWindow, into: &rows)
        }
        return rows
    }
}
