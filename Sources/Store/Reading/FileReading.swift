// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Files as the pages show them.
enum FileReading {
    private static let selection = """
        SELECT id, name, digest, bytes, format, source, imported_at, imported_by, is_complete, rows_read, rows_added,
          rows_refused FROM file
        """

    static func record(
        where condition: String, _ arguments: StatementArguments, findings: [Int64: [FindingCode: Int64]],
        in database: Database
    ) throws -> FileRecord? {
        let sql = "\(selection) WHERE \(condition)"
        guard let row = try Row.fetchOne(database, sql: sql, arguments: arguments) else { return nil }
        return try record(row, findings: findings, in: database)
    }

    static func newest(
        limit: Int, findings: [Int64: [FindingCode: Int64]], in database: Database
    ) throws -> [FileRecord] {
        let sql = "\(selection) ORDER BY id DESC LIMIT ?"
        return try Row.fetchAll(database, sql: sql, arguments: [limit]).map { row in
            try record(row, findings: findings, in: database)
        }
    }

    /// How many transactions that each file speaks of have each code.
    static func findings(in database: Database) throws -> [Int64: [FindingCode: Int64]] {
        // From the side of the findings, of which there are few.
        let sql = """
            SELECT finding.code, COUNT(DISTINCT finding.txn), observation.file FROM finding
            CROSS JOIN observation WHERE observation.txn = finding.txn AND observation.file > 0
            GROUP BY observation.file, finding.code
            """
        var found: [Int64: [FindingCode: Int64]] = [:]
        for row in try Row.fetchAll(database, sql: sql) {
            if let code = FindingCode(row[0] as String) { found[row[2], default: [:]][code] = row[1] }
        }
        return found
    }

    private static func record(
        _ row: Row, findings: [Int64: [FindingCode: Int64]], in database: Database
    ) throws -> FileRecord {
        let isComplete: Bool = row[8]
        let (added, refused): (Int64, Int64) = (row[10], row[11])
        let read: Int64 = isComplete ? row[9] : added + refused
        return FileRecord(
            id: row[0], head: FileTable.head(row), importedAt: Instant(milliseconds: row[6]), importedBy: row[7],
            isComplete: isComplete, rowsRead: read, rowsAdded: added,
            rowsAlreadyKnown: max(0, read - added - refused), rowsQuarantined: refused,
            findings: findings[row[0]] ?? [:])
    }
}

extension Shop {
    /// Imported files, newest first.
    public func files(in scope: StoreScope, limit: Int) async throws(StoreError) -> [FileRecord] {
        try await read { [fileFindings] database in
            let findings = try fileFindings.counts(in: database)
            return try FileReading.newest(limit: max(1, min(limit, 10_000)), findings: findings, in: database)
        }
    }

    /// One imported file.
    public func file(_ id: Int64) async throws(StoreError) -> FileRecord {
        let found = try await read { [fileFindings] database in
            let findings = try fileFindings.counts(in: database)
            return try FileReading.record(where: "id = ?", [id], findings: findings, in: database)
        }
        guard let found else { throw .missing }
        return found
    }

    /// Rows of a file that could not be read, in the order of the file.
    public func quarantine(
        of file: Int64, cursor: String?, limit: Int
    ) async throws(StoreError) -> PageOf<QuarantinedRow> {
        let place = try Condition.Cursor(cursor)
        let limit = max(1, min(limit, 1_000))
        let sql = """
            SELECT byte, line, reason_zh, reason_en, content FROM quarantine
            WHERE file = ? AND (byte, line) > (?, ?) ORDER BY byte, line LIMIT ?
            """
        let rows = try await read { database in
            try Row.fetchAll(
                database, sql: sql, arguments: [file, place?.moment ?? -1, place?.id ?? -1, limit + 1]
            ).map { row in
                QuarantinedRow(
                    line: row[1], byte: row[0], reason: Bilingual(zh: row[2], en: row[3]), row: row[4])
            }
        }
        let last = rows.count > limit ? rows[limit - 1] : nil
        return PageOf(
            elements: Array(rows.prefix(limit)),
            nextCursor: last.map { Condition.Cursor.text(moment: $0.byte, id: Int64($0.line)) })
    }
}
