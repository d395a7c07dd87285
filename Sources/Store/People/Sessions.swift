// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Crypto
internal import Foundation
internal import GRDB
internal import Tender

/// Signed-in browsers. Not in the journal: a session is no business record, and a restart may end it.
struct Sessions: Sendable {
    let options: ShopOptions

    /// Uses are written down at most so often, so that a page view costs no sync.
    static let noteEvery: Int64 = 60_000

    /// 256 random bits as text; the table holds only their SHA-256.
    static func newToken() -> String {
        let key = SymmetricKey(size: .bits256)
        return unsafe key.withUnsafeBytes { unsafe Data($0) }.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func stored(_ token: String) -> DatabaseValue {
        DatabaseBytes.value(Array(SHA256.hash(data: Data(token.utf8))))
    }

    func begin(_ person: Int64, token: String, at now: Instant, in database: Database) throws {
        let oldest = now.milliseconds - Int64(options.absoluteHours) * 3_600_000
        try database.execute(sql: "DELETE FROM session WHERE begun < ?", arguments: [oldest])
        try database.execute(
            sql: "INSERT INTO session (token, person, begun, used) VALUES (?, ?, ?, ?)",
            arguments: [Self.stored(token), person, now.milliseconds, now.milliseconds])
    }

    /// Who holds a token that is neither idle too long nor too old, and when its use was last noted.
    func holder(of token: String, at now: Instant, in database: Database) throws -> (Person, used: Int64)? {
        let row = try Row.fetchOne(
            database, sql: "SELECT person, begun, used FROM session WHERE token = ?",
            arguments: [Self.stored(token)])
        guard let row else { return nil }
        let (begun, used): (Int64, Int64) = (row[1], row[2])
        guard now.milliseconds - begun < Int64(options.absoluteHours) * 3_600_000,
            now.milliseconds - used < Int64(options.idleMinutes) * 60_000 + Self.noteEvery,
            let found = try PersonTable.numbered(row[0], in: database), !found.person.isDisabled
        else { return nil }
        return (found.person, used)
    }

    static func note(_ token: String, at now: Instant, in database: Database) throws {
        try database.execute(
            sql: "UPDATE session SET used = ? WHERE token = ?", arguments: [now.milliseconds, stored(token)])
    }

    static func end(_ token: String, in database: Database) throws {
        try database.execute(sql: "DELETE FROM session WHERE token = ?", arguments: [stored(token)])
    }

    static func endAll(of person: Int64, in database: Database) throws {
        try database.execute(sql: "DELETE FROM session WHERE person = ?", arguments: [person])
    }
}

/// Failed sign-ins: ten in a row lock a name for half an hour (PCI DSS 8.3.4), whether it exists or not.
enum AttemptTable {
    static let limit = 10
    static let lockMilliseconds: Int64 = 30 * 60_000

    static func lockedUntil(_ name: String, at now: Instant, in database: Database) throws -> Instant? {
        let sql = "SELECT locked_until FROM attempt WHERE name = ?"
        let until = try Int64.fetchOne(database, sql: sql, arguments: [name]) ?? 0
        return until > now.milliseconds ? Instant(milliseconds: until) : nil
    }

    /// Counts a failure.
    ///
    /// - Returns: until when the name is locked, when this failure locked it.
    static func fail(_ name: String, at now: Instant, in database: Database) throws -> Instant? {
        // Names that nobody has must not fill the table for ever.
        try database.execute(
            sql: "DELETE FROM attempt WHERE locked_until < ? AND failures = 0", arguments: [now.milliseconds])
        try database.execute(
            sql: """
                INSERT INTO attempt (name, failures, locked_until) VALUES (?, 1, 0)
                ON CONFLICT (name) DO UPDATE SET failures = attempt.failures + 1
                """,
            arguments: [name])
        let sql = "SELECT failures FROM attempt WHERE name = ?"
        guard try Int.fetchOne(database, sql: sql, arguments: [name]) ?? 0 >= limit else { return nil }
        let until = now.adding(milliseconds: lockMilliseconds)
        try database.execute(
            sql: "UPDATE attempt SET failures = 0, locked_until = ? WHERE name = ?",
            arguments: [until.milliseconds, name])
        return until
    }

    static func clear(_ name: String, in database: Database) throws {
        try database.execute(sql: "DELETE FROM attempt WHERE name = ?", arguments: [name])
    }
}
