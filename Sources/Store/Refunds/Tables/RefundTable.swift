// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Refunds
internal import Tender

/// Rows of refunds and of what happened with them. The columns of a refund's state are what its events fold to.
enum RefundTable {
    static let columns = """
        id, number, txn, store, amount, currency, route, channel, exception, reason, words, case_id, asked_by, role,
        approval, asked
        """

    static func insert(_ order: RefundOrder, number: UInt64, _ head: EntryHead, in database: Database) throws {
        let transaction = try resolved(order.transaction, in: database)
        let file = RefundFile(order, requestedAt: head.at)
        try database.cachedStatement(
            sql: """
                INSERT INTO refund (\(columns), state, waiting, refused, reference, changed, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', ?, ?)
                ON CONFLICT DO NOTHING
                """
        ).execute(
            arguments: [
                order.id.text, Int64(clamping: number), transaction, order.store.isEmpty ? nil : order.store,
                order.amount.minor, order.amount.currency.code, order.route.rawValue, order.channel.rawValue,
                order.exception.rawValue, order.reason.rawValue, order.words, order.caseID, order.requestedBy,
                order.role.rawValue, order.approval.rawValue, head.at.milliseconds, file.state.rawValue,
                file.isWaiting ? 1 : 0, head.at.milliseconds,
                try isSample(transaction, head, in: database) ? 1 : 0,
            ])
    }

    /// What belongs to the sample shop's charge goes with it.
    static func isSample(_ transaction: Int64?, _ head: EntryHead, in database: Database) throws -> Bool {
        if head.isSample { return true }
        guard let transaction else { return false }
        let sql = "SELECT MIN(is_sample) FROM observation WHERE txn = ?"
        return try Int64.fetchOne(database, sql: sql, arguments: [transaction]) == 1
    }

    /// The number in the tables of a transaction, followed through merges.
    static func resolved(_ transaction: String, in database: Database) throws -> Int64? {
        guard let asked = TransactionRow.id(transaction) else { return nil }
        return try Int64.fetchOne(database, sql: "SELECT txn FROM alias WHERE old = ?", arguments: [asked]) ?? asked
    }

    /// Takes an event; one that says nothing new, or does not fit, leaves no trace.
    static func take(
        _ event: RefundEvent, of id: RefundID, number: UInt64, in database: Database
    ) throws {
        guard var file = try record(id, in: database)?.file, (try? file.step(event)) == true else { return }
        let (kind, reference) = RefundWord.coded(event.kind)
        try database.cachedStatement(
            sql: """
                INSERT INTO refund_step (refund, number, at, kind, reference, words, actor, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT is_sample FROM refund WHERE id = ?))
                ON CONFLICT DO NOTHING
                """
        ).execute(
            arguments: [
                id.text, Int64(clamping: number), event.at.milliseconds, kind, reference, event.words, event.by,
                id.text,
            ])
        try database.cachedStatement(
            sql: "UPDATE refund SET state = ?, waiting = ?, refused = ?, reference = ?, changed = ? WHERE id = ?"
        ).execute(
            arguments: [
                file.state.rawValue, file.isWaiting ? 1 : 0, file.isRefused ? 1 : 0, file.reference,
                file.changedAt.milliseconds, id.text,
            ])
    }

    /// Refunds of a transaction belong to the one that it turned out to be.
    static func move(_ transaction: Int64, to kept: Int64, in database: Database) throws {
        for table in ["refund", "found_slip"] {
            try database.cachedStatement(sql: "UPDATE \(table) SET txn = ? WHERE txn = ?")
                .execute(arguments: [kept, transaction])
        }
        // A charge has one hand-written receipt; a second one goes back to those without a charge.
        try database.cachedStatement(
            sql: """
                UPDATE hand_receipt SET txn = CASE WHEN EXISTS (SELECT 1 FROM hand_receipt AS other WHERE other.txn = ?)
                  THEN NULL ELSE ? END WHERE txn = ?
                """
        ).execute(arguments: [kept, kept, transaction])
    }

    static func record(_ id: RefundID, in database: Database) throws -> RefundRecord? {
        let sql = "SELECT \(columns) FROM refund WHERE id = ?"
        return try Row.fetchOne(database.cachedStatement(sql: sql), arguments: [id.text])
            .flatMap { try record($0, in: database) }
    }

    /// Refunds of a transaction, the oldest first.
    static func records(of transaction: Int64, in database: Database) throws -> [RefundRecord] {
        let sql = "SELECT \(columns) FROM refund WHERE txn = ? ORDER BY number"
        return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: [transaction])
            .compactMap { try record($0, in: database) }
    }

    static func record(_ row: Row, in database: Database) throws -> RefundRecord? {
        guard let id = RefundID(row[0] as String), let currency = Currency(code: row[5] as String),
            let route = RefundRoute(rawValue: row[6]), let channel = RefundChannel(rawValue: row[7]),
            let exception = RefundException(rawValue: row[8]), let reason = RefundReason(rawValue: row[9]),
            let role = RefundRole(rawValue: row[13]), let approval = RefundApproval(rawValue: row[14])
        else { return nil }
        let transaction = (row[2] as Int64?).map { TransactionRow.publicNumber($0) } ?? ""
        let order = RefundOrder(
            id: id, transaction: transaction, amount: Money(minor: row[4], currency: currency), route: route,
            channel: channel, exception: exception, reason: reason, words: row[10], caseID: row[11],
            store: (row[3] as String?) ?? "", requestedBy: row[12], role: role, approval: approval)
        var file = RefundFile(order, requestedAt: Instant(milliseconds: row[15]))
        for step in try steps(of: id, in: database) { _ = try? file.step(step.event) }
        return RefundRecord(file: file, journalNumber: UInt64(clamping: row[1] as Int64))
    }

    static func steps(of id: RefundID, in database: Database) throws -> [RefundStep] {
        let sql = "SELECT number, at, kind, reference, words, actor FROM refund_step WHERE refund = ? ORDER BY number"
        return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: [id.text]).compactMap { row in
            guard let kind = RefundWord.kind(row[2], row[3]) else { return nil }
            let event = RefundEvent(at: Instant(milliseconds: row[1]), by: row[5], kind: kind, words: row[4])
            return RefundStep(event: event, journalNumber: UInt64(clamping: row[0] as Int64))
        }
    }
}
