// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// In which minutes terminals were heard, an hour a row.
///
///     report at 15:03:20 ─▶ row of 15:00 ─▶ bit 3
///
/// A bit that is set twice is set once: the same report again changes nothing. Hours older than `HeardHour.kept` before
/// the terminal's last are dropped, whichever came first.
enum DeviceHourTable {
    static func hear(_ report: DeviceReport, isSample: Bool, in database: Database) throws {
        let (terminal, at) = (report.terminal.text, report.at.milliseconds)
        guard at >= 0 else { return }
        let (hour, minute) = (at / HeardHour.milliseconds, at % HeardHour.milliseconds / 60_000)
        try database.cachedStatement(
            sql: """
                INSERT INTO device_hour (terminal, hour, minutes, is_sample) VALUES (?, ?, ?, ?)
                ON CONFLICT (terminal, hour) DO UPDATE SET minutes = device_hour.minutes | excluded.minutes,
                  is_sample = excluded.is_sample
                """
        ).execute(arguments: [terminal, hour, Int64(1) << minute, isSample ? 1 : 0])
        try database.cachedStatement(
            sql: """
                DELETE FROM device_hour WHERE terminal = ?
                  AND hour < (SELECT MAX(hour) FROM device_hour WHERE terminal = ?) - ?
                """
        ).execute(arguments: [terminal, terminal, HeardHour.kept])
    }

    /// Minutes by terminal and hour, of the last hours.
    ///
    /// - Parameter terminal: nil for all of them.
    static func last(
        _ count: Int64, of terminal: TerminalID? = nil, until now: Instant, in database: Database
    ) throws -> [String: [Int64: UInt64]] {
        let hour = max(0, now.milliseconds) / HeardHour.milliseconds
        let only = terminal == nil ? "" : " AND terminal = ?"
        let sql = "SELECT terminal, hour, minutes FROM device_hour WHERE hour > ? AND hour <= ?\(only)"
        var arguments: StatementArguments = [hour - count, hour]
        if let terminal { arguments += [terminal.text] }
        var found: [String: [Int64: UInt64]] = [:]
        let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
        while let row = try rows.next() {
            found[row[0] as String, default: [:]][row[1]] = UInt64(bitPattern: row[2] as Int64)
        }
        return found
    }

    /// Every hour of the last ones, silent ones too, the oldest first.
    static func whole(_ minutes: [Int64: UInt64], count: Int64, until now: Instant) -> [HeardHour] {
        let hour = max(0, now.milliseconds) / HeardHour.milliseconds
        return ((hour - count + 1)...hour).map { hour in
            HeardHour(start: Instant(milliseconds: hour * HeardHour.milliseconds), minutes: minutes[hour] ?? 0)
        }
    }
}
