// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import GRDB
internal import Tender

/// Reads the cases that a look may have something to say about.
enum WatchTable {
    /// Watched cases that are open, hold a code, or were closed since an instant.
    static func cases(closedSince: Instant, in database: Database) throws -> [WatchedCase] {
        let sql = """
            SELECT id, subject, events FROM work_case
            WHERE subject IS NOT NULL AND (is_open = 1 OR codes <> '' OR closed IS NULL OR closed >= ?) ORDER BY id
            """
        return try Row.fetchAll(database, sql: sql, arguments: [closedSince.milliseconds]).compactMap { row in
            guard let id = CaseID(row[0] as String), let subject = WatchSubject(row[1] as String) else { return nil }
            return WatchedCase(id, about: subject, CaseLog(row.bytes(2)).events)
        }
    }

    /// Names of the kind that an open case is about.
    static func open(_ kind: WatchSubject.Kind, in database: Database) throws -> [WatchSubject] {
        let sql = "SELECT subject FROM work_case WHERE subject >= ? AND subject < ? AND codes <> '' ORDER BY subject"
        return try String.fetchAll(database, sql: sql, arguments: ["\(kind.rawValue):", "\(kind.rawValue);"])
            .compactMap { WatchSubject($0) }
    }
}
