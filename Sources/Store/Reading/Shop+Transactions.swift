// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

extension Shop {
    /// One transaction with every observation, its verdict and its relatives.
    public func transaction(
        _ id: String, in scope: StoreScope
    ) async throws(StoreError) -> TransactionDetail {
        let found = try await read { [known] database -> TransactionDetail? in
            let reader = try Reader(database, known)
            guard let row = try reader.row(id, in: scope) else { return nil }
            return try reader.detail(row, in: scope)
        }
        guard let found else { throw .missing }
        return found
    }

    /// Transactions as a list shows them, newest first.
    public func transactions(
        _ filter: TransactionFilter, in scope: StoreScope, cursor: String?, limit: Int
    ) async throws(StoreError) -> PageOf<TransactionSummary> {
        let place = try Condition.Cursor(cursor)
        let limit = max(1, min(limit, 1_000))
        let condition = try Self.condition(filter, scope: scope, place: place)
        // A code is looked up by its findings: few transactions have one.
        let table = filter.code == nil ? "txn" : "finding"
        let source = filter.code == nil ? "txn" : "finding JOIN txn ON txn.id = finding.txn"
        let number = filter.code == nil ? "id" : "txn"
        let sql = """
            SELECT DISTINCT \(TransactionRow.selection) FROM \(source)\(condition.clause)
            ORDER BY \(table).moment DESC, \(table).\(number) DESC LIMIT \(limit + 1)
            """
        let arguments = condition.arguments
        let rows = try await read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).map { TransactionRow($0) }
        }
        let last = rows.count > limit ? rows[limit - 1] : nil
        return PageOf(
            elements: rows.prefix(limit).map(\.summary),
            nextCursor: last.map { Condition.Cursor.text(moment: $0.moment, id: $0.id) })
    }

    private static func condition(
        _ filter: TransactionFilter, scope: StoreScope, place: Condition.Cursor?
    ) throws(StoreError) -> Condition {
        var condition = Condition()
        condition.add(scope, table: "txn")
        if let store = filter.store { condition.add("txn.store = ?", [store.text]) }
        condition.add(from: filter.from, to: filter.to, table: filter.code == nil ? "txn" : "finding")
        if let type = filter.type { condition.add("txn.type = ?", [type.rawValue]) }
        if let money = filter.money { try condition.add(money: money) }
        if let code = filter.code { condition.add("finding.code = ?", [code.text]) }
        if let source = filter.source {
            condition.add("(txn.sources & ?) <> 0", [Int64(1) << Int64(source.rawValue)])
        }
        condition.add(place, table: filter.code == nil ? "txn" : "finding", id: filter.code == nil ? "id" : "txn")
        return condition
    }

    /// Rows of a list for numbers that a search gave, in the order of the numbers; missing ones are left out.
    public func summaries(
        of ids: [String], in scope: StoreScope
    ) async throws(StoreError) -> [TransactionSummary] {
        try await read { [known] database in
            let reader = try Reader(database, known)
            return try ids.prefix(1_000).compactMap { try reader.row($0, in: scope)?.summary }
        }
    }

    /// How many transactions and observations there are.
    public func counts() async throws(StoreError) -> (transactions: Int64, observations: Int64) {
        let pair = try await read { database in
            [
                try Int64.fetchOne(database, sql: "SELECT COUNT(*) FROM txn") ?? 0,
                try Int64.fetchOne(database, sql: "SELECT COUNT(*) FROM observation") ?? 0,
            ]
        }
        return (pair[0], pair[1])
    }
}

extension Condition {
    /// Limits to a state of the money as the API names it.
    fileprivate mutating func add(money: String) throws(StoreError) {
        switch money {
        case "charged": add("txn.money = 'charged'")
        // The second half lets the index of what is not simply charged serve.
        case "refunded": add("txn.money IN ('refunded', 'part_refunded') AND txn.money <> 'charged'")
        case "not-charged": add("txn.money = 'not_charged' AND txn.money <> 'charged'")
        case "pending": add("txn.money = 'pending' AND txn.money <> 'charged'")
        case "reversed": add("txn.money = 'reversed' AND txn.money <> 'charged'")
        case "unknown": add("txn.money = 'unknown' AND txn.money <> 'charged'")
        default: throw .invalid("money: not-charged, pending, charged, reversed, refunded or unknown")
        }
    }
}
