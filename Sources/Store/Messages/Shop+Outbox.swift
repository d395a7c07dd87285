// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
public import Messages
internal import Tender

/// A message with all that happened with it and the contact that gets it.
public struct MessageDetail: Sendable, Hashable {
    public let record: MessageRecord
    /// In the order they happened.
    public let steps: [MessageStep]
    public let contact: ContactRecord?
}

extension Shop {
    /// Messages, the newest first.
    public func outbox(
        _ filter: OutboxFilter, in scope: StoreScope, cursor: String?, limit: Int
    ) async throws(StoreError) -> PageOf<MessageRecord> {
        var condition = Self.condition(filter)
        condition.add(scope, table: "message")
        if let cursor {
            guard let before = Int64(cursor), before > 0 else { throw .invalid("cursor: not one of ours") }
            condition.add("message.id < ?", [before])
        }
        let limit = max(1, min(limit, 200))
        let sql = """
            SELECT \(MessageTable.selection) FROM \(MessageTable.joined)\(condition.clause)
            ORDER BY message.id DESC LIMIT \(limit + 1)
            """
        let arguments = condition.arguments
        let records = try await read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments)
                .compactMap { try MessageTable.record($0, in: database) }
        }
        let last = records.count > limit ? records[limit - 1] : nil
        return PageOf(elements: Array(records.prefix(limit)), nextCursor: last.map { String($0.id.number) })
    }

    private static func condition(_ filter: OutboxFilter) -> Condition {
        var condition = Condition()
        if let state = filter.state { condition.add("message.state = ?", [state.rawValue]) }
        if filter.isUndeliverableOnly { condition.add("message.undeliverable = 1") }
        if let route = filter.route { condition.add("message.route = ?", [route.rawValue]) }
        if let template = filter.template { condition.add("message.template = ?", [template.rawValue]) }
        if let caseID = filter.caseID { condition.add("message.case_id = ?", [caseID]) }
        if let transaction = filter.transaction { condition.add("message.txn_id = ?", [transaction]) }
        return condition
    }

    /// One message with its story.
    ///
    /// - Throws: `.missing` when there is none in the caller's stores.
    public func message(_ id: MessageID, in scope: StoreScope) async throws(StoreError) -> MessageDetail {
        let found = try await read { database -> MessageDetail? in
            guard let record = try MessageTable.record(id, in: database) else { return nil }
            return MessageDetail(
                record: record, steps: try MessageTable.steps(of: id, in: database),
                contact: try ContactTable.kept(record.order.contact, in: database)?.record)
        }
        guard let found, scope.holds(StoreID(found.record.order.store)) else { throw .missing }
        return found
    }

    /// How many messages are in which state.
    public func outboxCounts(in scope: StoreScope) async throws(StoreError) -> OutboxCounts {
        var condition = Condition()
        condition.add(scope, table: "message")
        let sql = "SELECT state, COUNT(*), SUM(undeliverable) FROM message\(condition.clause) GROUP BY state"
        let arguments = condition.arguments
        return try await read { database in
            var counts = OutboxCounts()
            for row in try Row.fetchAll(database, sql: sql, arguments: arguments) {
                if let state = MessageState(rawValue: row[0]) { counts.states[state] = row[1] }
                counts.undeliverable += (row[2] as Int64?) ?? 0
            }
            return counts
        }
    }
}
