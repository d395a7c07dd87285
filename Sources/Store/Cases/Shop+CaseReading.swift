// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Cases
public import Charges
internal import GRDB
public import Tender

extension Shop {
    /// Cases in the order in which they are due; those without a time come last, those that are over by their last
    /// change, newest first.
    public func cases(
        _ filter: CaseFilter, in scope: StoreScope, cursor: String?, limit: Int
    ) async throws(StoreError) -> PageOf<CaseSummary> {
        let isOver = filter.standing?.isOver == true
        let limit = max(1, min(limit, 500))
        var condition = Self.condition(filter, scope: scope)
        if let place = try CasePlace(cursor) {
            condition.add(isOver ? "(changed, id) < (?, ?)" : "(due, id) > (?, ?)", [place.time, place.id])
        }
        let sql = """
            SELECT \(CaseSummary.columns) FROM work_case\(condition.clause)
            ORDER BY \(isOver ? "changed DESC, id DESC" : "due, id") LIMIT \(limit + 1)
            """
        let arguments = condition.arguments
        let rows = try await read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).compactMap { CaseSummary($0) }
        }
        let last = rows.count > limit ? rows[limit - 1] : nil
        let next = last.map { last in
            let time = isOver ? last.changedAt : last.due
            return "\(time?.milliseconds ?? CaseTable.never).\(last.id.text)"
        }
        return PageOf(elements: Array(rows.prefix(limit)), nextCursor: next)
    }

    private static func condition(_ filter: CaseFilter, scope: StoreScope) -> Condition {
        var condition = Condition()
        condition.add(scope, table: "work_case")
        switch filter.standing {
        case nil: break
        case .open: condition.add("is_open = 1")
        case .over: condition.add("is_open = 0")
        case .exactly(let state):
            // Written out: the trees of what is still work serve no query that gives it as a value.
            condition.add("is_open = \(state.isOpen ? 1 : 0) AND state = ?", [state.name])
            if let party = state.party { condition.add("party = ?", [party.rawValue]) }
        }
        if let code = filter.code { condition.add("code = ?", [code.text]) }
        if let family = filter.family { condition.add("family = ?", [family.rawValue]) }
        condition.add(filter.kinds)
        if filter.isWatched { condition.add("subject IS NOT NULL") }
        if let subject = filter.subject { condition.add("subject = ?", [subject.text]) }
        if let store = filter.store { condition.add("store = ?", [store.text]) }
        if let owner = filter.owner { condition.add("owner = ?", [owner.rawValue]) }
        if let assignee = filter.assignee { condition.add("assignee = ?", [assignee]) }
        if let time = filter.overdueAt { condition.add("is_open = 1 AND due < ?", [time.milliseconds]) }
        return condition
    }

    /// How many open cases there are of each code.
    public func caseCounts(
        _ kinds: CaseFilter.Kinds = .all, in scope: StoreScope
    ) async throws(StoreError) -> [FindingCode: Int64] {
        var condition = Condition()
        condition.add(scope, table: "work_case")
        condition.add(kinds)
        condition.add("is_open = 1")
        let sql = "SELECT code, COUNT(*) FROM work_case\(condition.clause) GROUP BY code"
        let arguments = condition.arguments
        return try await read { database in
            FindingCode.counts(try Row.fetchAll(database, sql: sql, arguments: arguments))
        }
    }

    /// How many cases stand in each state, by the state's word.
    public func caseStates(
        _ kinds: CaseFilter.Kinds = .all, in scope: StoreScope
    ) async throws(StoreError) -> [String: Int64] {
        var condition = Condition()
        condition.add(scope, table: "work_case")
        condition.add(kinds)
        let sql = "SELECT state, COUNT(*) FROM work_case\(condition.clause) GROUP BY state"
        let arguments = condition.arguments
        return try await read { database in
            var counts: [String: Int64] = [:]
            for row in try Row.fetchAll(database, sql: sql, arguments: arguments) { counts[row[0]] = row[1] }
            return counts
        }
    }

    /// One case with all that was done.
    ///
    /// - Throws: `.missing` when there is none in the caller's stores.
    public func caseDetail(_ id: CaseID, in scope: StoreScope) async throws(StoreError) -> CaseDetail {
        let found = try await read { database -> CaseDetail? in
            let sql = "SELECT \(CaseDetail.columns) FROM work_case WHERE id = ?"
            guard let row = try Row.fetchOne(database, sql: sql, arguments: [id.text]) else { return nil }
            return try CaseDetail(row).flatMap { scope.holds($0.summary.store) ? $0 : nil }
        }
        guard let found else { throw .missing }
        return found
    }

    /// Cases of a transaction, by family.
    public func cases(of transaction: String, in scope: StoreScope) async throws(StoreError) -> [CaseSummary] {
        try await read { [known] database in
            guard let row = try Reader(database, known).row(transaction, in: scope) else { return [] }
            let sql = "SELECT \(CaseSummary.columns) FROM work_case WHERE txn = ? ORDER BY id"
            return try Row.fetchAll(database, sql: sql, arguments: [row.id]).compactMap { CaseSummary($0) }
        }
    }

    /// Folds of cases that were opened or changed in a stretch of time, for reports; at most 100,000.
    public func caseFiles(
        from: Instant, to: Instant, in scope: StoreScope
    ) async throws(StoreError) -> [CaseDetail] {
        var condition = Condition()
        condition.add(scope, table: "work_case")
        condition.add("changed >= ? AND opened < ?", [from.milliseconds, to.milliseconds])
        let sql = "SELECT \(CaseDetail.columns) FROM work_case\(condition.clause) ORDER BY changed, id LIMIT 100000"
        let arguments = condition.arguments
        return try await read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).compactMap { try CaseDetail($0) }
        }
    }
}

extension Condition {
    /// Limits cases to those that a role may see.
    fileprivate mutating func add(_ kinds: CaseFilter.Kinds) {
        guard kinds == .technical else { return }
        add(
            "(family = ? OR (owner = ? AND subject IS NOT NULL))",
            [CodeRow.Family.devices.rawValue, CodeRow.Owner.devices.rawValue])
    }
}

/// Where a queue goes on.
private struct CasePlace {
    let time: Int64
    let id: String

    /// - Throws: `.invalid` for a text that no list gave out.
    init?(_ cursor: String?) throws(StoreError) {
        guard let cursor else { return nil }
        let parts = cursor.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let time = Int64(parts[0]), let id = CaseID(parts[1]) else {
            throw .invalid("cursor: not one of ours")
        }
        self.time = time
        self.id = id.text
    }
}

extension CaseSummary {
    static let columns = """
        id, txn, subject, family, store, code, codes, told, state, party, opened, changed, assignee, owner, act_due,
        due, acknowledged, cause, amount, currency, is_held, follow_up, satisfaction, closed, words
        """

    init?(_ row: Row) {
        guard let id = CaseID(row[0] as String), let family = CodeRow.Family(rawValue: row[3]),
            let code = FindingCode(row[5] as String),
            let state = CaseState(
                name: row[8] as String, party: (row[9] as String?).flatMap { CaseState.Party(rawValue: $0) })
        else { return nil }
        let codes = CaseTable.codes(row[6]).union(CaseTable.codes(row[7]))
        self.init(
            id: id, transaction: (row[1] as Int64?).map { TransactionRow.publicNumber($0) },
            subject: (row[2] as String?).flatMap { WatchSubject($0) }, family: family,
            store: (row[4] as String?).flatMap { StoreID($0) }, code: code,
            codes: codes.isEmpty ? [code] : codes.sorted(), state: state,
            openedAt: Instant(milliseconds: row[10]), changedAt: Instant(milliseconds: row[11]), assignee: row[12],
            owner: CodeRow.Owner(rawValue: row[13]) ?? .storeManager, actDue: Self.time(row[14]),
            due: Self.time(row[15]), acknowledged: row[16],
            cause: (row[17] as String?).flatMap { CaseCause(rawValue: $0) },
            amount: CaseTable.money(row[18], row[19]), isHeld: (row[20] as Int) != 0,
            followUpOn: (row[21] as Int32?).map { CivilDate(daysSinceEpoch: $0) }, satisfaction: row[22],
            closedAt: (row[23] as Int64?).map { Instant(milliseconds: $0) }, words: row[24])
    }

    private static func time(_ milliseconds: Int64) -> Instant? {
        milliseconds >= CaseTable.never ? nil : Instant(milliseconds: milliseconds)
    }
}

extension Known {
    /// Whose hours count for the cases of a store, and what is allowed for each code.
    func deadlines(of store: StoreID?) -> DeadlineRules {
        let calendar = calendar(of: store)
        return rules.deadlineRules(of: store, in: calendar.zone, closedDays: calendar.closedDays)
    }
}

extension Shop {
    /// Whose hours count for the cases of a store, and what is allowed for each code.
    public func deadlines(of store: StoreID?) async throws(StoreError) -> DeadlineRules {
        let calendar = try await calendar(of: store)
        return try await rules().deadlineRules(of: store, in: calendar.zone, closedDays: calendar.closedDays)
    }
}

extension CaseDetail {
    /// Those of its summary, and its steps behind them.
    static let columns = CaseSummary.columns + ", events"

    init?(_ row: Row) throws {
        guard let summary = CaseSummary(row) else { return nil }
        let events = CaseLog(row.bytes(row.count - 1)).events
        guard let file = try CaseFile.fold(summary.id, events) else { return nil }
        self.init(summary: summary, file: file, events: events)
    }
}
