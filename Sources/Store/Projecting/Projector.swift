// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Turns journal entries into rows, group by group: the same groups give the same rows, live or rebuilt.
///
///     entry ─▶ observation ─▶ join by natural keys ─▶ draft on the bench ─┐
///     entry ─▶ observation ─▶ …                                           ├─ end of group ─▶ judge ─▶ rows
///     entry ─▶ setting ─▶ table and memory ─▶ drafts that it concerns ────┘
///
/// Used on the database's writer queue alone; that is what makes it safe to share.
final class Projector: @unchecked Sendable {
    private(set) var known = Known()
    private(set) var bench = Bench()
    /// Records of the journal that the tables contain.
    private(set) var position: UInt64 = 0
    private var storedStatements: Statements?
    private var lastTransaction: Int64 = 0
    private var rowsAdded: [Int64: Int64] = [:]
    private var settlements = SettlementSums()
    private var fresh: Set<Fingerprint> = []
    private var touched = Touched()
    /// Days that live till records brought with this group.
    private var newTillDays: [TillDays.Key] = []

    /// What a group changed, for those who listen.
    struct Touched: Sendable {
        var transactions: [(id: Int64, store: StoreID?)] = []
        var added = 0
        /// When the latest observation was recorded.
        var latest: Instant?
    }

    /// Reads what the tables hold; called after opening and after every rollback.
    func load(_ database: Database) throws {
        known = try Known(database)
        bench = Bench()
        rowsAdded = [:]
        settlements = SettlementSums()
        fresh = []
        touched = Touched()
        newTillDays = []
        if storedStatements == nil { storedStatements = Statements(database) }
        let row = try Row.fetchOne(database, sql: "SELECT journal, last_txn FROM position WHERE id = 1")
        position = UInt64(clamping: (row?[0] as Int64?) ?? 0)
        lastTransaction = row?[1] ?? 0
    }

    /// Forgets the connection's statements, which must not outlive it.
    func unload() { storedStatements = nil }

    func statements(_ database: Database) -> Statements {
        if let storedStatements { return storedStatements }
        let made = Statements(database)
        storedStatements = made
        return made
    }

    /// Whether the same row was recorded before, in this group or ever.
    func isKnown(_ fingerprint: Fingerprint, in database: Database) throws -> Bool {
        if fresh.contains(fingerprint) { return true }
        return try statements(database).isKnown(fingerprint)
    }

    /// Adds one new observation: joined, but judged only at the end of the group.
    func observe(
        _ prepared: PreparedObservation, number: UInt64, file: Int64, in database: Database
    ) throws {
        let statements = statements(database)
        fresh.insert(prepared.fingerprint)
        touched.added += 1
        touched.latest = max(touched.latest ?? prepared.observation.recordedAt, prepared.observation.recordedAt)
        if file != 0 { rowsAdded[file, default: 0] += 1 }
        let observation = known.complete(prepared.observation, file: file)
        guard observation.source != .bank else {
            let join = Join(key: "first", confidence: 100)
            try statements.insert(prepared, number: number, transaction: 0, file: file, join: join)
            return try DepositTable.insert(observation, number: number, in: database)
        }
        settlements.add(observation)
        var facts = observation.facts
        facts.store = known.store(of: facts)
        let (draft, join) = try assign(facts, from: observation, statements: statements, database: database)
        draft.add(
            TransactionDetail.Entry(observation: observation, join: join, journalNumber: number), facts: facts)
        bench.index(draft.facts, draft.id)
        try statements.insert(prepared, number: number, transaction: draft.id, file: file, join: join)
        try noteTillDay(observation, store: facts.store, file: file, in: database)
    }

    /// Where a till speaks for the first time, charges without a sale become a finding.
    private func noteTillDay(
        _ observation: Observation, store: StoreID?, file: Int64, in database: Database
    ) throws {
        guard observation.source == .till || observation.source == .terminal,
            let time = observation.facts.occurredAt
        else { return }
        let key = TillDays.Key(store: store, day: known.calendar(of: store).businessDay.day(of: time))
        guard known.keep(key) else { return }
        try TillDayTable.insert(key, file: file, in: database)
        if file == 0 { newTillDays.append(key) }
    }

    /// Ends the group: judges what it touched and moves the position.
    func finishGroup(lastNumber: UInt64, in database: Database) throws -> Touched {
        try flush(in: database)
        let concerned = try TillDayTable.concerned(by: newTillDays, in: database)
        try rejudge(concerned, at: touched.latest ?? known.reached, in: database)
        newTillDays = []
        for (file, rows) in rowsAdded { try FileTable.add(rows: rows, to: file, in: database) }
        try settlements.write(in: database)
        position = max(position, lastNumber)
        try database.cachedStatement(
            sql: "UPDATE position SET journal = ?, reached = ?, last_txn = ? WHERE id = 1"
        ).execute(arguments: [Int64(clamping: position), known.reached.milliseconds, lastTransaction])
        rowsAdded = [:]
        fresh = []
        defer { touched = Touched() }
        return touched
    }
}

// MARK: - Joining

extension Projector {
    private func assign(
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
        for row in try statements.sharing(facts) where !bench.holds(row.id) {
            if NaturalKeys.join(facts, to: row.facts) != nil {
                let draft = Draft(row, at: time)
                bench.put(draft)
                found.append(draft)
            } else {
                neighbours.append(row)
            }
        }
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
        try TransactionTable.delete(gone.id, in: database)
        try database.execute(sql: "UPDATE alias SET txn = ? WHERE txn = ?", arguments: [kept.id, gone.id])
        try database.execute(sql: "INSERT INTO alias (old, txn) VALUES (?, ?)", arguments: [gone.id, kept.id])
        bench.merge(gone.id, into: kept.id)
        bench.index(kept.facts, kept.id)
        return kept
    }
}

// MARK: - Judging

extension Projector {
    /// Judges and writes what lies on the bench, and what it bears on.
    private func flush(in database: Database) throws {
        guard !bench.isEmpty else { return }
        let clerk = Clerk(statements: statements(database), known: known, database: database)
        let own = bench.drafts.values.sorted { $0.id < $1.id }
        for draft in try clerk.concerned(by: own, on: bench) { bench.put(draft) }
        let all = bench.drafts
        for id in all.keys.sorted() {
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
    }

    /// Judges stored transactions anew, a slice at a time, so that a million of them fit in memory.
    private func rejudge(_ ids: [Int64], at time: Instant, in database: Database) throws {
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

// MARK: - Settings

extension Projector {
    /// Takes an entry that is not an observation.
    func put(_ entry: JournalEntry, _ head: EntryHead, number: UInt64, in database: Database) throws {
        switch entry {
        case .observation(let observation, let file):
            let prepared = PreparedObservation(observation, file: file)
            try observe(prepared, number: number, file: file, in: database)
        case .fileBegun(let id, let file):
            try FileTable.begin(id, file, head, in: database)
            known.put(file, file: id)
        case .fileFinished(let id, let rowsRead):
            try FileTable.finish(id, rowsRead: rowsRead, in: database)
            try rejudge(try TillDayTable.concerned(by: id, in: database), at: head.at, in: database)
        case .refused(let file, let rows): try FileTable.refuse(rows, file: file, in: database)
        case .store(let store):
            try StoreRow.put(store, isSample: head.isSample, in: database)
            known.put(store)
        case .person(let person, let password):
            try PersonTable.put(person, password: password, isSample: head.isSample, in: database)
        case .terminal(let binding):
            try TerminalRow.put(binding, isSample: head.isSample, in: database)
            known.put(binding)
            let sql = "SELECT id FROM txn WHERE terminal = ? ORDER BY id"
            let ids = try Int64.fetchAll(database, sql: sql, arguments: [binding.terminal.text])
            try rejudge(ids, at: head.at, in: database)
        case .tariff(let source, let tariff):
            try TariffTable.put(tariff, source: source, number: number, head: head, in: database)
            known.put(tariff)
            let sql = "SELECT id FROM txn WHERE fee IS NOT NULL ORDER BY id"
            try rejudge(try Int64.fetchAll(database, sql: sql), at: head.at, in: database)
        case .calendar(let calendar):
            try SettingTable.put(calendar, in: database)
            known.put(calendar)
            let sql = "SELECT id FROM txn WHERE review_on IS NOT NULL OR settlement <> 'settled' ORDER BY id"
            try rejudge(try Int64.fetchAll(database, sql: sql), at: head.at, in: database)
        case .sampleRemoved: try removeSample(at: head.at, in: database)
        case .timeReached:
            known.reach(head.at)
            let day = known.day(at: head.at)
            let sql = "SELECT id FROM txn WHERE review_on <= ? ORDER BY id"
            let ids = try Int64.fetchAll(database, sql: sql, arguments: [day.daysSinceEpoch])
            try rejudge(ids, at: head.at, in: database)
        }
    }

    private func removeSample(at time: Instant, in database: Database) throws {
        try flush(in: database)
        let ids = try Int64.fetchAll(
            database, sql: "SELECT DISTINCT txn FROM observation WHERE is_sample = 1 AND txn > 0 ORDER BY txn")
        try database.execute(sql: "DELETE FROM observation WHERE is_sample = 1")
        try settlements.write(in: database)
        for table in ["deposit", "settlement"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE is_sample = 1")
        }
        let files = try Int64.fetchAll(database, sql: "SELECT id FROM file WHERE name LIKE 'sample:%'")
        for file in files {
            try database.execute(sql: "DELETE FROM quarantine WHERE file = ?", arguments: [file])
            try database.execute(sql: "DELETE FROM file WHERE id = ?", arguments: [file])
            known.removeFile(file)
            rowsAdded[file] = nil
        }
        for table in ["store", "terminal", "person", "tariff"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE is_sample = 1")
        }
        try known.readSettings(database)
        try rejudge(ids, at: time, in: database)
    }
}
