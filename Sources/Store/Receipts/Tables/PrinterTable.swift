// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Printing
internal import Tender

/// Rows of printers and their last known state.
enum PrinterTable {
    static func put(_ printer: PrinterRecord, isSample: Bool, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO printer (name, store, address, port, profile, age, fail_over, senders, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET store = excluded.store, address = excluded.address,
                  port = excluded.port, profile = excluded.profile, age = excluded.age,
                  fail_over = excluded.fail_over, senders = excluded.senders, is_sample = excluded.is_sample
                """,
            arguments: [
                printer.name, printer.store.text, printer.address, printer.listenPort, printer.profile,
                printer.ageLimitMinutes, printer.failOver, printer.senders.joined(separator: " "), isSample ? 1 : 0,
            ])
    }

    static func all(in database: Database) throws -> [PrinterRecord] {
        let sql = "SELECT name, store, address, port, profile, age, fail_over, senders FROM printer ORDER BY name"
        return try Row.fetchAll(database, sql: sql).compactMap { row in
            guard let store = StoreID(row[1] as String) else { return nil }
            return PrinterRecord(
                name: row[0], store: store, address: row[2], listenPort: row[3], profile: row[4],
                ageLimitMinutes: row[5], failOver: row[6],
                senders: (row[7] as String).split(separator: " ").map { String($0) })
        }
    }

    static func put(_ condition: PrinterCondition, isSample: Bool, in database: Database) throws {
        let since: Int64? = condition.isFaulty ? condition.changedAt.milliseconds : nil
        try database.execute(
            sql: """
                INSERT INTO printer_state (printer, changed, link, paper, proof, cover, cutter, unrecoverable, offline,
                  faulty_since, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (printer) DO UPDATE SET changed = excluded.changed, link = excluded.link,
                  paper = excluded.paper, proof = excluded.proof, cover = excluded.cover, cutter = excluded.cutter,
                  unrecoverable = excluded.unrecoverable, offline = excluded.offline,
                  faulty_since = CASE WHEN excluded.faulty_since IS NULL THEN NULL
                    ELSE COALESCE(printer_state.faulty_since, excluded.faulty_since) END,
                  is_sample = excluded.is_sample
                """,
            arguments: [
                condition.printer, condition.changedAt.milliseconds, condition.link.rawValue, condition.paper.rawValue,
                condition.proof.rawValue, condition.isCoverOpen ? 1 : 0, condition.hasCutterError ? 1 : 0,
                condition.hasUnrecoverableError ? 1 : 0, condition.isOffline ? 1 : 0, since, isSample ? 1 : 0,
            ])
    }

    /// The last state of each printer, and since when it cannot print.
    static func states(in database: Database) throws -> [String: (condition: PrinterCondition, since: Instant?)] {
        let sql = """
            SELECT printer, changed, link, paper, proof, cover, cutter, unrecoverable, offline, faulty_since
            FROM printer_state
            """
        var states: [String: (PrinterCondition, Instant?)] = [:]
        for row in try Row.fetchAll(database, sql: sql) {
            var condition = PrinterCondition(printer: row[0], changedAt: Instant(milliseconds: row[1]))
            condition.link = PrinterCondition.Link(rawValue: row[2]) ?? .unknown
            condition.paper = PrinterCondition.Paper(rawValue: row[3]) ?? .unknown
            condition.proof = PrinterCondition.Proof(rawValue: row[4]) ?? .unknown
            condition.isCoverOpen = (row[5] as Int) != 0
            condition.hasCutterError = (row[6] as Int) != 0
            condition.hasUnrecoverableError = (row[7] as Int) != 0
            condition.isOffline = (row[8] as Int) != 0
            states[condition.printer] = (condition, (row[9] as Int64?).map { Instant(milliseconds: $0) })
        }
        return states
    }
}

extension PrinterCondition {
    /// It said itself that it cannot print, or it does not answer any more.
    var isFaulty: Bool {
        link == .down || paper == .out || isCoverOpen || hasCutterError || hasUnrecoverableError || isOffline
    }

    /// The same but for the time and the jobs that wait: what is worth a journal entry.
    func isLike(_ other: PrinterCondition) -> Bool {
        link == other.link && paper == other.paper && proof == other.proof && isCoverOpen == other.isCoverOpen
            && hasCutterError == other.hasCutterError && hasUnrecoverableError == other.hasUnrecoverableError
            && isOffline == other.isOffline
    }
}
