// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Foundation
internal import GRDB
internal import Tender

/// Terminals as they last were, and what is expected of them.
enum DeviceTable {
    static func put(_ entry: DeviceEntry, isSample: Bool, in database: Database) throws {
        switch entry {
        case .report(let report): try put(report, isSample: isSample, in: database)
        case .policy(let terminal, let policy):
            try database.execute(
                sql: """
                    INSERT INTO device_policy (terminal, policy, is_sample) VALUES (?, ?, ?)
                    ON CONFLICT (terminal) DO UPDATE SET policy = excluded.policy, is_sample = excluded.is_sample
                    """,
                arguments: [terminal?.text ?? "", Data(policy.encoded()), isSample ? 1 : 0])
        }
    }

    private static func put(_ report: DeviceReport, isSample: Bool, in database: Database) throws {
        var state = try state(of: report.terminal, in: database) ?? DeviceState(report)
        state.hear(report)
        let terminal = report.terminal.text
        try database.execute(sql: "DELETE FROM device WHERE terminal = ?", arguments: [terminal])
        for (ordinal, kept) in state.reports.enumerated() {
            try database.execute(
                sql: "INSERT INTO device (terminal, ordinal, report, is_sample) VALUES (?, ?, ?, ?)",
                arguments: [terminal, ordinal, Data(kept.encoded()), isSample ? 1 : 0])
        }
        try DeviceHourTable.hear(report, isSample: isSample, in: database)
        if !report.isHeartbeat { try keep(report, isSample: isSample, in: database) }
    }

    /// Reports kept of a terminal: the last ones that hold a reading, whichever was told first.
    private static let reportsKept = 50

    private static func keep(_ report: DeviceReport, isSample: Bool, in database: Database) throws {
        let terminal = report.terminal.text
        try database.execute(
            sql: """
                INSERT INTO device_report (terminal, at, report, is_sample) VALUES (?, ?, ?, ?)
                ON CONFLICT (terminal, at, report) DO NOTHING
                """,
            arguments: [terminal, report.at.milliseconds, Data(report.encoded()), isSample ? 1 : 0])
        let sql =
            "SELECT at, report FROM device_report WHERE terminal = ? ORDER BY at DESC, report DESC LIMIT 1 OFFSET ?"
        guard let beyond = try Row.fetchOne(database, sql: sql, arguments: [terminal, reportsKept]) else { return }
        let (at, bytes): (Int64, Data) = (beyond[0], beyond[1])
        try database.execute(
            sql: "DELETE FROM device_report WHERE terminal = ? AND (at, report) <= (?, ?)",
            arguments: [terminal, at, bytes])
    }

    /// What a terminal told lately, newest first.
    static func history(of terminal: TerminalID, in database: Database) throws -> [DeviceReport] {
        let sql = "SELECT report FROM device_report WHERE terminal = ? ORDER BY at DESC, report DESC"
        return try Data.fetchAll(database, sql: sql, arguments: [terminal.text])
            .compactMap { try? DeviceReport(decoding: Array($0)[...]) }
    }

    static func state(of terminal: TerminalID, in database: Database) throws -> DeviceState? {
        let sql = "SELECT report FROM device WHERE terminal = ? ORDER BY ordinal"
        let rows = try Data.fetchAll(database, sql: sql, arguments: [terminal.text])
        return DeviceState(rows.compactMap { try? DeviceReport(decoding: Array($0)[...]) }, of: terminal)
    }

    /// Terminals that ever reported, by number.
    static func terminals(in database: Database) throws -> [TerminalID] {
        try String.fetchAll(database, sql: "SELECT DISTINCT terminal FROM device ORDER BY terminal")
            .compactMap { TerminalID($0) }
    }

    /// What is expected of each terminal that has a rule of its own; under nil what is expected of all others.
    static func policies(in database: Database) throws -> [TerminalID?: DevicePolicy] {
        var found: [TerminalID?: DevicePolicy] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT terminal, policy FROM device_policy") {
            let bytes: Data = row[1]
            guard let policy = try? DevicePolicy(decoding: Array(bytes)[...]) else { continue }
            found[TerminalID(row[0] as String)] = policy
        }
        return found
    }

    static func removeSample(in database: Database) throws {
        for table in ["device", "device_policy", "device_report", "device_hour"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE is_sample = 1")
        }
    }
}
