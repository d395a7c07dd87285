// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
public import Recall
internal import Tender

extension Shop {
    /// Looks a transaction up from what a person remembers: `58 昨天 15点 尾号1234`.
    public func find(_ text: String, in scope: StoreScope, limit: Int) async throws(StoreError) -> RecallAnswer {
        let now = clock.now()
        return try await read { [known] database in
            let known = try known ?? Known(database)
            let calendar = known.calendar(of: nil)
            var context = RecallContext(businessDay: calendar.businessDay)
            for store in known.stores.values.sorted(by: { $0.id < $1.id }) where scope.holds(store.id) {
                context.stores.append(RecallContext.NamedStore(id: store.id, name: store.name))
            }
            context.terminals = known.terminals.keys.sorted()
            let query = MemoryQuery.read(text, now: calendar.zone.civil(at: now), context: context)
            let asking = Asking(database: database, scope: scope)
            return try query.answer(limit: max(1, min(limit, 200))) { probe in try asking.candidates(probe) }
        }
    }
}

/// Answers the questions of a search from the indexes.
private struct Asking {
    let database: Database
    let scope: StoreScope

    func candidates(_ probe: Probe) throws -> [RecallCandidate] {
        if !probe.keys.isEmpty { return try probe.keys.flatMap { try candidates(key: $0, limit: probe.limit) } }
        var condition = Condition()
        condition.add(scope, table: "txn")
        if let store = probe.store { condition.add("txn.store = ?", [store.text]) }
        if let last4 = probe.last4 { condition.add("txn.last4 = ?", [last4]) }
        try add(probe.amount, probe.window, last4: probe.last4, to: &condition)
        if let terminal = probe.terminal { condition.add("txn.terminal = ?", [terminal.text]) }
        if let type = probe.type { condition.add("txn.type = ?", [type.rawValue]) }
        if let cashier = probe.cashier { condition.add("txn.operator = ?", [cashier]) }
        if !probe.codes.isEmpty {
            let marks = probe.codes.map { _ in "?" }.joined(separator: ", ")
            condition.add(
                "txn.id IN (SELECT txn FROM finding WHERE code IN (\(marks)))",
                StatementArguments(probe.codes.map(\.text)))
        }
        let direction = probe.order == .newestFirst ? "DESC" : "ASC"
        return try fetch(condition, order: "txn.moment \(direction), txn.id \(direction)", limit: probe.limit)
    }

    /// Amounts up to which their index is walked rather than the time's; about where both cost the same.
    private static let fewAmounts = 10_000

    /// Whether the amounts or the time narrow more decides which index serves. A plus sign before a column keeps
    /// the planner from the index of that column.
    private func add(
        _ amount: AmountRange?, _ window: TimeWindow?, last4: String?, to condition: inout Condition
    ) throws {
        var timeFirst = true
        if let amount {
            let low = amount.low.minor
            if amount.isExact, last4 == nil {
                condition.add("txn.amount = ?", [low])
            } else {
                timeFirst = try last4 != nil || !isFew(amount)
                condition.add(
                    timeFirst ? "+txn.amount BETWEEN ? AND ?" : "txn.amount BETWEEN ? AND ?",
                    [low, amount.high.minor])
            }
        }
        guard let window else { return }
        condition.add(
            timeFirst ? "txn.moment BETWEEN ? AND ?" : "+txn.moment BETWEEN ? AND ?",
            [window.from.secondsSinceEpoch, window.to.secondsSinceEpoch])
    }

    private func isFew(_ amount: AmountRange) throws -> Bool {
        let sql = """
            SELECT COUNT(*) FROM (SELECT 1 FROM txn WHERE amount BETWEEN ? AND ? LIMIT \(Self.fewAmounts)) AS some
            """
        let arguments: StatementArguments = [amount.low.minor, amount.high.minor]
        let count = try Int.fetchOne(database.cachedStatement(sql: sql), arguments: arguments) ?? 0
        return count < Self.fewAmounts
    }

    private func candidates(key: ExactKey, limit: Int) throws -> [RecallCandidate] {
        var condition = Condition()
        condition.add(scope, table: "txn")
        switch key {
        case .transaction(let number):
            guard let id = TransactionRow.id(number) else { return [] }
            let sql = "SELECT txn FROM alias WHERE old = ?"
            condition.add("txn.id = ?", [try Int64.fetchOne(database, sql: sql, arguments: [id]) ?? id])
        case .reference(let value): add(Handle(.reference, value.text), "txn.reference = ?", value.text, to: &condition)
        case .order(let value): add(Handle(.order, value.text), "txn.order_no = ?", value.text, to: &condition)
        case .channelOrder(let value):
            add(Handle(.channelOrder, value.text), "txn.channel_order = ?", value.text, to: &condition)
        case .voucher(let value): condition.add("txn.voucher = ?", [value.text])
        case .authorisation(let value): condition.add("txn.authorisation = ?", [value.text])
        }
        return try fetch(condition, order: "txn.moment DESC, txn.id DESC", limit: limit)
    }

    private func add(_ handle: Handle, _ term: String, _ text: String, to condition: inout Condition) {
        condition.add("txn.id IN (SELECT txn FROM handle WHERE key = ?)", [handle.key])
        condition.add(term, [text])
    }

    private func fetch(_ condition: Condition, order: String, limit: Int) throws -> [RecallCandidate] {
        // Numbers first: for amount and time the index alone tells which rows are the newest.
        let sql = """
            SELECT \(TransactionRow.selection) FROM txn WHERE id IN (
              SELECT txn.id FROM txn\(condition.clause) ORDER BY \(order) LIMIT \(max(1, min(limit, 1_000))))
            ORDER BY \(order)
            """
        let statement = try database.cachedStatement(sql: sql)
        return try Row.fetchAll(statement, arguments: condition.arguments).map { row in
            let found = TransactionRow(row)
            return RecallCandidate(
                id: TransactionRow.publicNumber(found.id), facts: found.facts, codes: found.codes)
        }
    }
}
