// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Messages
internal import Tender

/// Rows of contacts. What was erased keeps its number and its token, and neither hint nor cipher text.
enum ContactTable {
    static let selection =
        "id, route, hint, language, matter, store, kept, kept_by, consent, not_theirs, ended, erased, token, sealed"

    /// A row with what only this room may know.
    struct Kept: Sendable {
        let record: ContactRecord
        let token: String
        let sealed: [UInt8]
    }

    static func insert(_ contact: SealedContact, _ head: EntryHead, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO contact (id, route, sealed, token, hint, language, matter, store, kept, kept_by, consent,
                  not_theirs, ended, erased, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?) ON CONFLICT (id) DO NOTHING
                """,
            arguments: [
                contact.id.number, contact.route.rawValue, DatabaseBytes.value(contact.sealed), contact.token,
                contact.hint, contact.language.rawValue, contact.matter, contact.store, head.at.milliseconds, head.by,
                contact.hasConsent ? 1 : 0, head.isSample ? 1 : 0,
            ])
    }

    static func take(_ event: ContactEvent, of id: ContactID, in database: Database) throws {
        let change =
            switch event {
            case .consented: "consent = 1"
            case .optedOut: "consent = 0"
            case .notTheirs: "not_theirs = 1"
            case .ended: "ended = 1"
            case .erased: "erased = 1, ended = 1, hint = '', sealed = x''"
            }
        try database.execute(sql: "UPDATE contact SET \(change) WHERE id = ?", arguments: [id.number])
    }

    static func kept(_ id: ContactID, in database: Database) throws -> Kept? {
        try Row.fetchOne(database, sql: "SELECT \(selection) FROM contact WHERE id = ?", arguments: [id.number])
            .flatMap { kept($0) }
    }

    static func kept(_ row: Row) -> Kept? {
        guard let route = MessageRoute(rawValue: row[1]), let language = MessageLanguage(rawValue: row[3]) else {
            return nil
        }
        let flag = { (index: Int) in (row[index] as Int64) != 0 }
        let record = ContactRecord(
            id: ContactID(row[0]), route: route, hint: row[2], language: language, matter: row[4],
            store: StoreID(row[5] as String), keptAt: Instant(milliseconds: row[6]), keptBy: row[7],
            hasConsent: flag(8), isNotTheirs: flag(9), isEnded: flag(10), isErased: flag(11))
        return Kept(record: record, token: row[12], sealed: DatabaseBytes.read(row, 13))
    }

    /// The contact of a matter with this address that still serves.
    static func serving(matter: String, token: String, in database: Database) throws -> ContactID? {
        let sql =
            "SELECT id FROM contact WHERE matter = ? AND token = ? AND ended = 0 AND erased = 0 ORDER BY id LIMIT 1"
        return try Int64.fetchOne(database, sql: sql, arguments: [matter, token]).map { ContactID($0) }
    }

    /// Another contact of the same matter that was written to and still serves.
    static func other(than id: ContactID, matter: String, in database: Database) throws -> ContactID? {
        let sql = """
            SELECT contact.id FROM contact WHERE contact.matter = ? AND contact.id <> ? AND contact.ended = 0
              AND contact.not_theirs = 0 AND EXISTS (SELECT 1 FROM message WHERE message.contact = contact.id)
            ORDER BY contact.id LIMIT 1
            """
        return try Int64.fetchOne(database, sql: sql, arguments: [matter, id.number]).map { ContactID($0) }
    }

    /// Whether this address opted out of promotions anywhere, later than it consented.
    static func hasConsent(token: String, in database: Database) throws -> Bool {
        let sql = "SELECT MIN(consent) FROM contact WHERE token = ? AND erased = 0"
        return (try Int64.fetchOne(database, sql: sql, arguments: [token]) ?? 0) != 0
    }

    /// How many messages of a template went to an address since a time.
    static func sent(
        _ template: TemplateName, token: String, since: Instant, in database: Database
    ) throws -> Int {
        let sql = """
            SELECT COUNT(*) FROM message JOIN contact ON contact.id = message.contact
            WHERE contact.token = ? AND message.template = ? AND message.queued >= ?
            """
        return try Int.fetchOne(database, sql: sql, arguments: [token, template.rawValue, since.milliseconds]) ?? 0
    }
}
