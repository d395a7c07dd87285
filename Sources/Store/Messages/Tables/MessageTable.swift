// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Messages
internal import Tender

/// Rows of messages and of what happened with them. The columns of a message's state are what its events fold to.
enum MessageTable {
    static let selection = """
        message.id, message.template, message.language, message.route, message.purpose, message.contact,
        message.subject, message.body, message.params, message.case_id, message.txn_id, message.receipt, message.store,
        message.request, message.queued, message.not_before, message.actor, contact.hint
        """
    static let joined = "message LEFT JOIN contact ON contact.id = message.contact"

    static func insert(
        _ order: MessageOrder, notBefore: Instant, number: UInt64, _ head: EntryHead, in database: Database
    ) throws {
        let file = MessageFile(order, queuedAt: head.at, notBefore: notBefore)
        try database.execute(
            sql: """
                INSERT INTO message (id, request, template, language, route, purpose, contact, subject, body, params,
                  case_id, txn_id, receipt, store, queued, not_before, actor, state, due, changed, under_way,
                  undeliverable, overdue, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)
                ON CONFLICT DO NOTHING
                """,
            arguments: [
                Int64(clamping: number), order.key, order.template.name.rawValue, order.template.language.rawValue,
                order.route.rawValue, order.purpose.rawValue, order.contact.number, order.subject, order.text,
                params(order.values), order.caseID, order.transaction, order.receipt, order.store,
                head.at.milliseconds, notBefore.milliseconds, head.by, file.state.rawValue, file.dueAt?.milliseconds,
                file.changedAt.milliseconds, head.isSample ? 1 : 0,
            ])
    }

    /// Takes an event; one that says nothing new leaves no trace.
    static func take(_ event: MessageEvent, number: UInt64, _ head: EntryHead, in database: Database) throws {
        guard var file = try record(event.message, in: database)?.file, file.take(event) else { return }
        let (kind, word) = MessageWord.coded(event.kind)
        try database.execute(
            sql: """
                INSERT INTO message_step (message, number, at, kind, word, actor, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64(clamping: event.message.number), Int64(clamping: number), event.at.milliseconds, kind, word,
                event.by, head.isSample ? 1 : 0,
            ])
        try database.execute(
            sql: """
                UPDATE message SET state = ?, due = ?, changed = ?, under_way = ?, undeliverable = ?, overdue = ?
                WHERE id = ?
                """,
            arguments: [
                file.state.rawValue, file.dueAt?.milliseconds, file.changedAt.milliseconds, file.isUnderWay ? 1 : 0,
                file.isUndeliverable ? 1 : 0, file.isOverdue ? 1 : 0, Int64(clamping: event.message.number),
            ])
    }

    static func record(_ id: MessageID, in database: Database) throws -> MessageRecord? {
        let sql = "SELECT \(selection) FROM \(joined) WHERE message.id = ?"
        return try Row.fetchOne(database, sql: sql, arguments: [Int64(clamping: id.number)])
            .flatMap { try record($0, in: database) }
    }

    /// A row with what its events fold to.
    static func record(_ row: Row, in database: Database) throws -> MessageRecord? {
        guard let name = TemplateName(rawValue: row[1]), let language = MessageLanguage(rawValue: row[2]),
            let route = MessageRoute(rawValue: row[3]), let purpose = MessagePurpose(rawValue: row[4])
        else { return nil }
        let order = MessageOrder(
            template: TemplateKey(name, language), route: route, purpose: purpose, contact: ContactID(row[5]),
            subject: row[6], text: row[7], values: values(row[8]), caseID: row[9], transaction: row[10],
            receipt: row[11], store: row[12], key: row[13])
        let id = MessageID(UInt64(clamping: row[0] as Int64))
        var file = MessageFile(
            order, queuedAt: Instant(milliseconds: row[14]), notBefore: Instant(milliseconds: row[15]))
        for step in try steps(of: id, in: database) { file.take(step.event) }
        return MessageRecord(id: id, file: file, hint: (row[17] as String?) ?? "", by: row[16])
    }

    static func steps(of id: MessageID, in database: Database) throws -> [MessageStep] {
        let sql = "SELECT number, at, kind, word, actor FROM message_step WHERE message = ? ORDER BY number"
        return try Row.fetchAll(database, sql: sql, arguments: [Int64(clamping: id.number)]).compactMap { row in
            guard let kind = MessageWord.kind(row[2], row[3]) else { return nil }
            let event = MessageEvent(message: id, at: Instant(milliseconds: row[1]), kind: kind, by: row[4])
            return MessageStep(journalNumber: UInt64(clamping: row[0] as Int64), event: event)
        }
    }

    static func known(_ key: String, in database: Database) throws -> MessageID? {
        try Int64.fetchOne(database, sql: "SELECT id FROM message WHERE request = ?", arguments: [key])
            .map { MessageID(UInt64(clamping: $0)) }
    }

    /// Names and values with the signs that no value holds between them.
    private static func params(_ values: [MessageOrder.Value]) -> String {
        values.map { "\($0.name)\u{1F}\($0.text)" }.joined(separator: "\u{1E}")
    }

    private static func values(_ text: String) -> [MessageOrder.Value] {
        text.split(separator: "\u{1E}").compactMap { pair in
            let parts = pair.split(separator: "\u{1F}", omittingEmptySubsequences: false)
            return parts.count == 2 ? MessageOrder.Value(name: String(parts[0]), text: String(parts[1])) : nil
        }
    }
}
