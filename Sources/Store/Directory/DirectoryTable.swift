// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import GRDB

/// What the shop wrote into its book of numbers, beside those that every book begins with.
enum DirectoryTable {
    static let statements = [
        "CREATE TABLE directory (id TEXT PRIMARY KEY, entry BYTEA NOT NULL, is_sample INTEGER NOT NULL)"
    ]

    static func put(_ entry: DirectoryEntry, isSample: Bool, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO directory (id, entry, is_sample) VALUES (?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, is_sample = excluded.is_sample
                """,
            arguments: [entry.id, DatabaseBytes.value(entry.encoded()), isSample ? 1 : 0])
    }

    static func book(in database: Database) throws -> DirectoryBook {
        let rows = try Row.fetchCursor(database, sql: "SELECT entry FROM directory ORDER BY id")
        var book = DirectoryBook()
        while let row = try rows.next() {
            book.write(try DirectoryEntry(decoding: DatabaseBytes.read(row, 0)))
        }
        return book
    }

    static func removeSample(in database: Database) throws {
        try database.execute(sql: "DELETE FROM directory WHERE is_sample = 1")
    }
}
