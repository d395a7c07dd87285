// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import GRDB
internal import Tender

extension Shop {
    /// Findings that hold, by the time of their transaction, newest first.
    public func findings(
        _ filter: FindingFilter, in scope: StoreScope, cursor: String?, limit: Int
    ) async throws(StoreError) -> PageOf<FindingRow> {
        let place = try Condition.Cursor(cursor)
        let limit = max(1, min(limit, 500))
        var condition = Condition()
        condition.add(scope, table: "finding")
        if let store = filter.store { condition.add("finding.store = ?", [store.text]) }
        if let code = filter.code { condition.add("finding.code = ?", [code.text]) }
        condition.add(from: filter.from, to: filter.to, table: "finding")
        condition.add(place, table: "finding", id: "txn")
        // Pages are cut between transactions, so that none is torn apart; hence the few rows more.
        let sql = """
            SELECT txn, code, field, ordinal, since, moment FROM finding\(condition.clause)
            ORDER BY moment DESC, txn DESC, code, field, ordinal LIMIT \(limit + 100)
            """
        let arguments = condition.arguments
        return try await read { [known] database in
            let named = try Row.fetchAll(database, sql: sql, arguments: arguments).map { NamedFinding($0) }
            return try Self.page(named, limit: limit, asked: limit + 100, reader: Reader(database, known))
        }
    }

    /// A row of `finding`.
    private struct NamedFinding {
        let transaction: Int64
        let key: FindingKey
        let since: Instant
        let moment: Int64

        init(_ row: Row) {
            transaction = row[0]
            key = FindingKey(code: row[1], field: row[2], ordinal: row[3])
            since = Instant(milliseconds: row[4])
            moment = row[5]
        }
    }

    private static func page(
        _ named: [NamedFinding], limit: Int, asked: Int, reader: Reader
    ) throws -> PageOf<FindingRow> {
        var rows: [FindingRow] = []
        var last: NamedFinding?
        var index = 0
        while index < named.count, rows.count < limit {
            let id = named[index].transaction
            let end = named[index...].firstIndex { $0.transaction != id } ?? named.count
            if let row = try reader.statements.transaction(id) {
                let findings = try reader.findings(of: row)
                for one in named[index..<end] {
                    guard let finding = findings[one.key] else { continue }
                    rows.append(FindingRow(transaction: row.summary, finding: finding, since: one.since))
                }
            }
            last = named[index]
            index = end
        }
        let isMore = index < named.count || named.count == asked
        let cursor = last.map { Condition.Cursor.text(moment: $0.moment, id: $0.transaction) }
        return PageOf(elements: rows, nextCursor: isMore ? cursor : nil)
    }

    /// How many findings of each code hold.
    public func findingCounts(in scope: StoreScope) async throws(StoreError) -> [FindingCode: Int64] {
        var condition = Condition()
        condition.add(scope, table: "finding")
        let sql = "SELECT code, COUNT(*) FROM finding\(condition.clause) GROUP BY code"
        let arguments = condition.arguments
        return try await read { database in
            FindingCode.counts(try Row.fetchAll(database, sql: sql, arguments: arguments))
        }
    }
}

extension FindingCode {
    /// Reads rows of code and count.
    static func counts(_ rows: [Row]) -> [FindingCode: Int64] {
        var counts: [FindingCode: Int64] = [:]
        for row in rows {
            if let code = FindingCode(row[0] as String) { counts[code, default: 0] += row[1] as Int64 }
        }
        return counts
    }
}

extension FindingKey {
    /// The name of a finding, told apart from others of its transaction with the same code and field.
    init(_ finding: Finding, ordinals: inout [String: Int64]) {
        let name = "\(finding.code.text) \(finding.field)"
        let ordinal = ordinals[name, default: 0]
        ordinals[name] = ordinal + 1
        self.init(code: finding.code.text, field: finding.field, ordinal: ordinal)
    }
}
