// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Cases
internal import Charges
internal import GRDB
internal import Tender

/// Rows of cases and their steps.
enum CaseTable {
    /// Stands for "no time is set": such cases come last in a queue.
    static let never = Int64.max

    /// Writes a case over what the table has of it.
    static func put(_ row: CaseRow, known: Known, statements: Statements) throws {
        let statement = try statements.start(row.isStored ? .updateCase : .insertCase)
        bind(row, known.deadlines(of: row.store), to: statement)
        statement.bind(row.id.text)
        if !row.isStored {
            statement.bind(row.family.rawValue)
            statement.bind(row.file.openedAt.milliseconds)
            statement.bind(row.file.words)
            statement.bind(row.subject?.text)
        }
        try statement.run()
    }

    /// What a step may change, in the order of `changing`.
    private static func bind(_ row: CaseRow, _ rules: DeadlineRules, to statement: HotStatement) {
        let file = row.file
        let code = FindingCode.mostPressing(of: row.codes) ?? file.code
        statement.bind(row.transaction)
        statement.bind(row.store?.text)
        statement.bind(code.text)
        statement.bind(words(row.holding.sorted()))
        statement.bind(words(row.told.sorted()))
        statement.bind(file.state.name)
        statement.bind(file.state.party?.rawValue)
        statement.bind(file.state.isOpen ? 1 : 0)
        statement.bind(file.changedAt.milliseconds)
        statement.bind(file.assignee)
        statement.bind((CodeTable.row(for: code)?.owners.first ?? .storeManager).rawValue)
        statement.bind(rules.actDue(of: file)?.milliseconds ?? never)
        statement.bind(rules.due(of: file)?.milliseconds ?? never)
        statement.bind(Int64(file.acknowledged))
        statement.bind(file.cause?.rawValue)
        statement.bind(row.amount?.minor)
        statement.bind(row.amount?.currency.code)
        statement.bind(file.isHeld ? 1 : 0)
        statement.bind(file.followUpOn.map { Int64($0.daysSinceEpoch) })
        statement.bind(file.opinion.map { Int64($0.score) })
        statement.bind(file.closedAt?.milliseconds)
        statement.bind(row.isSample ? 1 : 0)
        statement.bind(row.log.bytes)
    }

    private static let changing = [
        "txn", "store", "code", "codes", "told", "state", "party", "is_open", "changed", "assignee", "owner",
        "act_due", "due", "acknowledged", "cause", "amount", "currency", "is_held", "follow_up", "satisfaction",
        "closed", "is_sample", "events",
    ]
    private static let fixed = ["id", "family", "opened", "words", "subject"]

    static let insertion = """
        INSERT INTO work_case (\((changing + fixed).joined(separator: ", ")))
        VALUES (\((changing + fixed).map { _ in "?" }.joined(separator: ", ")))
        """
    static let update =
        "UPDATE work_case SET \(changing.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?"
    static let ofTransaction = "SELECT \(columns) FROM work_case WHERE txn = ? ORDER BY id"

    private static func words(_ codes: [FindingCode]) -> String { codes.map(\.text).joined(separator: " ") }

    /// Cases of a transaction, as they stand.
    static func rows(of transaction: Int64, _ statements: Statements) throws -> [CaseRow] {
        let statement = try statements.start(.casesOfTransaction)
        statement.bind(transaction)
        var found: [CaseRow] = []
        while try statement.step() {
            if let row = row(statement) { found.append(row) }
        }
        statement.finish()
        return found
    }

    static func row(_ id: CaseID, in database: Database) throws -> CaseRow? {
        let sql = "SELECT \(columns) FROM work_case WHERE id = ?"
        return try Row.fetchOne(database.cachedStatement(sql: sql), arguments: [id.text]).flatMap { row($0) }
    }

    private static let columns = "id, txn, store, codes, told, amount, currency, is_sample, events, subject"

    private static func row(_ row: some ColumnSource) -> CaseRow? {
        let log = CaseLog(row.bytes(8))
        let events = log.events
        guard let id = row.text(0).flatMap({ CaseID($0) }), let first = events.first,
            let file = try? CaseFile.fold(id, events),
            var found = CaseRow(id, opened: first, isSample: row.number(7) != 0)
        else { return nil }
        found.file = file
        found.transaction = row.number(1)
        found.store = row.text(2).flatMap { StoreID($0) }
        found.holding = codes(row.text(3) ?? "")
        found.told = codes(row.text(4) ?? "")
        found.amount = money(row.number(5), row.text(6))
        found.log = log
        found.subject = row.text(9).flatMap { WatchSubject($0) }
        found.isStored = true
        return found
    }

    static func money(_ minor: Int64?, _ currency: String?) -> Money? {
        guard let minor, let currency = currency.flatMap({ Currency(code: $0) }) else { return nil }
        return Money(minor: minor, currency: currency)
    }

    static func codes(_ text: String) -> Set<FindingCode> {
        Set(text.split(separator: " ").compactMap { FindingCode(String($0)) })
    }

    /// Gives the cases of a transaction to the one it became part of; they keep their numbers.
    static func move(_ transaction: Int64, to kept: Int64, in database: Database) throws {
        try database.execute(sql: "UPDATE work_case SET txn = ? WHERE txn = ?", arguments: [kept, transaction])
    }

    /// Forgets what belongs to the sample shop alone.
    static func removeSample(in database: Database) throws {
        try database.execute(sql: "DELETE FROM work_case WHERE is_sample = 1")
    }

    /// Forgets the cases of a transaction that is no more.
    static func forget(_ transaction: Int64, in database: Database) throws {
        try database.execute(sql: "DELETE FROM work_case WHERE txn = ?", arguments: [transaction])
    }
}
