// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Messages
internal import Tender

/// Takes what the journal keeps of messages and contacts. Every entry given again changes nothing.
extension Projector {
    func put(_ entry: MessageEntry, _ head: EntryHead, number: UInt64, in database: Database) throws {
        switch entry {
        case .queued(let order, let notBefore):
            try MessageTable.insert(order, notBefore: notBefore, number: number, head, in: database)
        case .event(let event): try MessageTable.take(event, number: number, head, in: database)
        case .wording(let key, let text): try WordingTable.put(key, text, head, in: database)
        case .contact(let contact): try ContactTable.insert(contact, head, in: database)
        case .contactEvent(let contact, let event): try ContactTable.take(event, of: contact, in: database)
        }
    }

    func removeSampleMessages(in database: Database) throws {
        for table in Schema.messageTableNames {
            try database.execute(sql: "DELETE FROM \(table) WHERE is_sample = 1")
        }
        try database.execute(sql: "DELETE FROM message_step WHERE message NOT IN (SELECT id FROM message)")
    }
}

/// Rows of templates whose wording was changed.
enum WordingTable {
    static func put(_ key: TemplateKey, _ text: String, _ head: EntryHead, in database: Database) throws {
        guard !text.isEmpty else {
            return try database.execute(sql: "DELETE FROM wording WHERE template = ?", arguments: [key.text])
        }
        try database.execute(
            sql: """
                INSERT INTO wording (template, body, changed, actor, is_sample) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (template) DO UPDATE SET body = excluded.body, changed = excluded.changed,
                  actor = excluded.actor, is_sample = excluded.is_sample
                """,
            arguments: [key.text, text, head.at.milliseconds, head.by, head.isSample ? 1 : 0])
    }

    static func wording(_ key: TemplateKey, in database: Database) throws -> MessageWording {
        let sql = "SELECT body, actor FROM wording WHERE template = ?"
        guard let row = try Row.fetchOne(database, sql: sql, arguments: [key.text]) else {
            return MessageWording(
                key: key, text: StandardTemplates.source(of: key), isEdited: false, changedBy: "")
        }
        return MessageWording(key: key, text: row[0], isEdited: true, changedBy: row[1])
    }
}
