// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Printing
internal import Tender

/// Rows of pick-up codes.
enum PickupTable {
    static func take(_ event: DeliveryEvent, isSample: Bool, in database: Database) throws {
        switch event.kind {
        case .codeMade(let code):
            try database.execute(
                sql: """
                    INSERT INTO pickup (code, receipt, made, revoked, is_sample) VALUES (?, ?, ?, NULL, ?)
                    ON CONFLICT (code) DO NOTHING
                    """,
                arguments: [code, event.receipt.text, event.at.milliseconds, isSample ? 1 : 0])
        case .codeRevoked(let code):
            try database.execute(
                sql: "UPDATE pickup SET revoked = ? WHERE code = ? AND receipt = ? AND revoked IS NULL",
                arguments: [event.at.milliseconds, code, event.receipt.text])
        case .viewed, .saved, .said, .handwritten, .reported: break
        }
    }

    /// Codes of a receipt that still open it, newest first.
    static func live(of receipt: PrintJobID, in database: Database) throws -> [String] {
        try String.fetchAll(
            database, sql: "SELECT code FROM pickup WHERE receipt = ? AND revoked IS NULL ORDER BY made DESC, code",
            arguments: [receipt.text])
    }

    static func receipt(of code: String, madeSince oldest: Instant, in database: Database) throws -> PrintJobID? {
        try String.fetchOne(
            database, sql: "SELECT receipt FROM pickup WHERE code = ? AND revoked IS NULL AND made >= ?",
            arguments: [code, oldest.milliseconds]
        ).flatMap { PrintJobID($0) }
    }
}

/// Rows of copies that were asked for.
enum CopyTable {
    static func insert(_ copy: CopyRequest, _ head: EntryHead, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO copy_request (job, original, copy, printer, reason, at, actor, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (job) DO NOTHING
                """,
            arguments: [
                copy.job.text, copy.original.text, copy.copy, copy.printer, copy.reason, head.at.milliseconds, head.by,
                head.isSample ? 1 : 0,
            ])
    }

    /// The number of the last copy, asked for here or made by the printers' side; 1 when only the original exists.
    static func last(of original: PrintJobID, in database: Database) throws -> Int {
        let sql = """
            SELECT MAX(copy) FROM (SELECT copy FROM copy_request WHERE original = ?
              UNION ALL SELECT copy FROM receipt WHERE original = ?)
            """
        return try Int.fetchOne(database, sql: sql, arguments: [original.text, original.text]) ?? 1
    }

    /// A copy of it that is on its way, or was asked for a moment ago and is not captured yet.
    static func open(
        of original: PrintJobID, since: Instant, in database: Database
    ) throws -> (job: String, copy: Int, by: String, at: Instant)? {
        let sql = """
            SELECT copy_request.job, copy_request.copy, copy_request.actor, copy_request.at FROM copy_request
            LEFT JOIN receipt ON receipt.id = copy_request.job
            WHERE copy_request.original = ? AND (receipt.report IN ('captured', 'held', 'unconfirmed')
              OR (receipt.id IS NULL AND copy_request.at > ?))
            ORDER BY copy_request.copy LIMIT 1
            """
        return try Row.fetchOne(database, sql: sql, arguments: [original.text, since.milliseconds]).map { row in
            (row[0], row[1], row[2], Instant(milliseconds: row[3]))
        }
    }
}
