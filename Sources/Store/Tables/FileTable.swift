// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Imported files and the rows of them that could not be read.
enum FileTable {
    static func heads(in database: Database) throws -> [(Int64, FileHead)] {
        try Row.fetchAll(database, sql: "SELECT id, name, digest, bytes, format, source FROM file").map { row in
            (row[0], head(row))
        }
    }

    static func head(_ row: Row) -> FileHead {
        FileHead(
            name: row[1], digest: row[2], byteCount: row[3], format: row[4],
            source: Source(rawValue: row[5]) ?? .person)
    }

    static func begin(_ id: Int64, _ head: FileHead, _ entry: EntryHead, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO file (id, name, digest, bytes, format, source, imported_at, imported_by, is_complete,
                  rows_read, rows_added, rows_refused)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)
                """,
            arguments: [
                id, head.name, head.digest, head.byteCount, head.format, Int64(head.source.rawValue),
                entry.at.milliseconds, entry.by,
            ])
    }

    static func finish(_ id: Int64, rowsRead: Int64, in database: Database) throws {
        try database.execute(
            sql: "UPDATE file SET is_complete = 1, rows_read = ? WHERE id = ?", arguments: [rowsRead, id])
    }

    static func add(rows: Int64, to id: Int64, in database: Database) throws {
        try database.execute(
            sql: "UPDATE file SET rows_added = rows_added + ? WHERE id = ?", arguments: [rows, id])
    }

    static func isRefused(_ row: QuarantinedRow, file: Int64, in database: Database) throws -> Bool {
        try Row.fetchOne(
            database, sql: "SELECT 1 FROM quarantine WHERE file = ? AND byte = ? AND line = ?",
            arguments: [file, row.byte, row.line]) != nil
    }

    static func refuse(_ rows: [QuarantinedRow], file: Int64, in database: Database) throws {
        for row in rows {
            try database.execute(
                sql: """
                    INSERT INTO quarantine (file, byte, line, reason_zh, reason_en, content)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [file, row.byte, row.line, row.reason.chinese, row.reason.english, row.row])
        }
        try database.execute(
            sql: "UPDATE file SET rows_refused = rows_refused + ? WHERE id = ?", arguments: [rows.count, file])
    }

}
