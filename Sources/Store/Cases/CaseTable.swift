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

    /// Keeps a step; the case must have taken it.
    static func append(_ event: CaseEvent, to row: inout CaseRow, in database: Database) throws {
        row.steps += 1
        try database.cachedStatement(
            sql: "INSERT INTO case_step (work_case, number, event) VALUES (?, ?, ?)"
        ).execute(arguments: [row.id.text, row.steps, DatabaseBytes.value(event.encoded())])
    }

    /// Writes a case over what the table has of it.
    static func put(_ row: CaseRow, known: Known, in database: Database) throws {
        let file = row.file
        let code = FindingCode.mostPressing(of: row.codes) ?? file.code
        let rules = known.deadlines(of: row.store)
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO work_case (id, txn, family, store, code, codes, told, state, party, is_open,
                  opened, changed, assignee, owner, act_due, due, acknowledged, cause, amount, currency, is_held,
                  follow_up, satisfaction, closed, words, steps, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                row.id.text, row.transaction, row.family.rawValue, row.store?.text, code.text,
                words(row.holding.sorted()), words(row.told.sorted()), file.state.name, file.state.party?.rawValue,
                file.state.isOpen ? 1 : 0, file.openedAt.milliseconds, file.changedAt.milliseconds, file.assignee,
                (CodeTable.row(for: code)?.owners.first ?? .storeManager).rawValue,
                rules.actDue(of: file)?.milliseconds ?? never,
                rules.due(of: file)?.milliseconds ?? never, file.acknowledged, file.cause?.rawValue, row.amount?.minor,
                row.amount?.currency.code, file.isHeld ? 1 : 0, file.followUpOn?.daysSinceEpoch, file.opinion?.score,
                file.closedAt?.milliseconds, file.words, row.steps, row.isSample ? 1 : 0,
            ])
    }

    private static func words(_ codes: [FindingCode]) -> String { codes.map(\.text).joined(separator: " ") }

    /// Cases of a transaction, as they stand.
    static func rows(of transaction: Int64, in database: Database) throws -> [CaseRow] {
        let sql = "SELECT \(columns) FROM work_case WHERE txn = ? ORDER BY id"
        return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: [transaction])
            .compactMap { try row($0, in: database) }
    }

    static func row(_ id: CaseID, in database: Database) throws -> CaseRow? {
        let sql = "SELECT \(columns) FROM work_case WHERE id = ?"
        return try Row.fetchOne(database.cachedStatement(sql: sql), arguments: [id.text])
            .flatMap { try row($0, in: database) }
    }

    private static let columns = "id, txn, store, codes, told, amount, currency, steps, is_sample"

    private static func row(_ row: Row, in database: Database) throws -> CaseRow? {
        guard let id = CaseID(row[0] as String) else { return nil }
        let events = try events(of: id, in: database)
        guard let first = events.first, let file = try? CaseFile.fold(id, events),
            var found = CaseRow(id, opened: first, isSample: (row[8] as Int) != 0)
        else { return nil }
        found.file = file
        found.transaction = row[1]
        found.store = (row[2] as String?).flatMap { StoreID($0) }
        found.holding = codes(row[3])
        found.told = codes(row[4])
        found.amount = money(row[5], row[6])
        found.steps = row[7]
        return found
    }

    static func money(_ minor: Int64?, _ currency: String?) -> Money? {
        guard let minor, let currency = currency.flatMap({ Currency(code: $0) }) else { return nil }
        return Money(minor: minor, currency: currency)
    }

    static func codes(_ text: String) -> Set<FindingCode> {
        Set(text.split(separator: " ").compactMap { FindingCode(String($0)) })
    }

    /// The steps of a case, in the order they happened.
    static func events(of id: CaseID, in database: Database) throws -> [CaseEvent] {
        let sql = "SELECT event FROM case_step WHERE work_case = ? ORDER BY number"
        return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: [id.text]).compactMap { row in
            try? CaseEvent(decoding: DatabaseBytes.read(row, 0)[...])
        }
    }

    /// Gives the cases of a transaction to the one it became part of; they keep their numbers.
    static func move(_ transaction: Int64, to kept: Int64, in database: Database) throws {
        try database.execute(sql: "UPDATE work_case SET txn = ? WHERE txn = ?", arguments: [kept, transaction])
    }

    /// Forgets what belongs to the sample shop alone.
    static func removeSample(in database: Database) throws {
        try database.execute(
            sql: "DELETE FROM case_step WHERE work_case IN (SELECT id FROM work_case WHERE is_sample = 1)")
        try database.execute(sql: "DELETE FROM work_case WHERE is_sample = 1")
    }

    /// Forgets the cases of a transaction that is no more.
    static func forget(_ transaction: Int64, in database: Database) throws {
        try database.execute(
            sql: "DELETE FROM case_step WHERE work_case IN (SELECT id FROM work_case WHERE txn = ?)",
            arguments: [transaction])
        try database.execute(sql: "DELETE FROM work_case WHERE txn = ?", arguments: [transaction])
    }
}
