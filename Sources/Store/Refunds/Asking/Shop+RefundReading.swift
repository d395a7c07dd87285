// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
public import Refunds
internal import Tender

extension Shop {
    /// One refund with all that happened.
    ///
    /// - Throws: `.missing` when it is not in the caller's stores.
    public func refund(_ id: RefundID, in scope: StoreScope) async throws(StoreError) -> RefundDetail {
        let now = clock.now()
        let found = try await read { [known] database -> RefundDetail? in
            guard let record = try RefundTable.record(id, in: database), scope.holds(record.store) else { return nil }
            let reader = try Reader(database, known)
            let footing = try RefundFooting(
                of: record.order.transaction, reader: reader, bench: Bench(), now: now, in: scope)
            return RefundDetail(
                record: record, steps: try RefundTable.steps(of: id, in: database), charge: footing?.row.summary,
                ground: footing?.ground)
        }
        guard let found else { throw .missing }
        return found
    }

    /// Refunds of a charge, the oldest first.
    public func refunds(of transaction: String, in scope: StoreScope) async throws(StoreError) -> [RefundRecord] {
        try await read { database in
            guard let id = try RefundTable.resolved(transaction, in: database) else { return [] }
            return try RefundTable.records(of: id, in: database).filter { scope.holds($0.store) }
        }
    }

    /// What was captured, what is held by refunds and what is left of a charge.
    public func entitlement(
        of transaction: String, in scope: StoreScope
    ) async throws(StoreError) -> Entitlement {
        try await refundOffer(of: transaction, amount: nil, by: .finance, in: scope).ground.entitlement
    }

    /// Refunds, the newest first.
    ///
    /// - Throws: `.invalid` for a cursor that no list gave out.
    public func refundQueue(
        _ filter: RefundFilter, in scope: StoreScope, cursor: String?, limit: Int
    ) async throws(StoreError) -> PageOf<RefundRecord> {
        let limit = max(1, min(limit, 500))
        var condition = Condition()
        condition.add(scope, table: "refund")
        if let store = filter.store { condition.add("refund.store = ?", [store.text]) }
        if let caseID = filter.caseID { condition.add("refund.case_id = ?", [caseID]) }
        if let standing = filter.standing { condition.add(standing.term) }
        if let cursor {
            guard let number = Int64(cursor) else { throw .invalid("cursor: not one of ours") }
            condition.add("refund.number < ?", [number])
        }
        let sql = """
            SELECT \(RefundTable.columns) FROM refund\(condition.clause) ORDER BY number DESC LIMIT \(limit + 1)
            """
        let arguments = condition.arguments
        let records = try await read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).compactMap {
                try RefundTable.record($0, in: database)
            }
        }
        return PageOf(
            elements: Array(records.prefix(limit)),
            nextCursor: records.count > limit ? String(records[limit - 1].journalNumber) : nil)
    }

    /// How many refunds stand where.
    public func refundCounts(
        in scope: StoreScope
    ) async throws(StoreError) -> [RefundFilter.Standing: Int64] {
        var counts: [RefundFilter.Standing: Int64] = [:]
        for standing in RefundFilter.Standing.allCases {
            var condition = Condition()
            condition.add(scope, table: "refund")
            condition.add(standing.term)
            let (sql, arguments) = ("SELECT COUNT(*) FROM refund\(condition.clause)", condition.arguments)
            counts[standing] = try await read { try Int64.fetchOne($0, sql: sql, arguments: arguments) ?? 0 }
        }
        return counts
    }
}

extension RefundFilter.Standing {
    fileprivate var term: String {
        switch self {
        case .waiting: "refund.state = 'requested' AND refund.waiting = 1"
        case .ready: "refund.state = 'requested' AND refund.waiting = 0"
        case .underWay: "refund.state IN ('accepted', 'unknown')"
        case .over: "refund.state IN ('succeeded', 'failed')"
        }
    }
}
