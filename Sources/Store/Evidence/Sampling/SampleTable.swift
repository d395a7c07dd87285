// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Tender

/// Rows of draws and of what was said of the records drawn.
enum SampleTable {
    static func insert(_ draw: AuditSample.Draw, number: UInt64, _ head: EntryHead, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO sample_draw (number, at, actor, population, first_day, last_day, seed, total,
                  items, is_sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64(clamping: number), head.at.milliseconds, head.by, draw.population.rawValue,
                draw.from.daysSinceEpoch, draw.to.daysSinceEpoch, String(draw.seed), draw.total,
                draw.items.joined(separator: " "), head.isSample ? 1 : 0,
            ])
    }

    static func take(
        _ item: String, of draw: UInt64, isInOrder: Bool, note: String, _ head: EntryHead, in database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO sample_check (draw, item, in_order, note, at, actor, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64(clamping: draw), item, isInOrder ? 1 : 0, note, head.at.milliseconds, head.by,
                head.isSample ? 1 : 0,
            ])
    }

    /// Samples, the newest first.
    static func all(_ number: UInt64? = nil, in database: Database) throws -> [AuditSample] {
        let sql = """
            SELECT number, at, actor, population, first_day, last_day, seed, total, items FROM sample_draw
            \(number == nil ? "" : "WHERE number = ?") ORDER BY number DESC LIMIT 100
            """
        let arguments: StatementArguments = number.map { [Int64(clamping: $0)] } ?? []
        return try Row.fetchAll(database, sql: sql, arguments: arguments).compactMap { row in
            guard let population = AuditSample.Population(rawValue: row[3]), let seed = UInt64(row[6] as String) else {
                return nil
            }
            let draw = AuditSample.Draw(
                population: population, from: CivilDate(daysSinceEpoch: row[4]), to: CivilDate(daysSinceEpoch: row[5]),
                seed: seed, total: row[7], items: (row[8] as String).split(separator: " ").map { String($0) })
            return AuditSample(
                id: UInt64(clamping: row[0] as Int64), at: Instant(milliseconds: row[1]), by: row[2], draw: draw,
                checks: try checks(of: row[0], in: database))
        }
    }

    private static func checks(of draw: Int64, in database: Database) throws -> [String: AuditSample.Check] {
        let sql = "SELECT item, in_order, note, at, actor FROM sample_check WHERE draw = ?"
        var checks: [String: AuditSample.Check] = [:]
        for row in try Row.fetchAll(database, sql: sql, arguments: [draw]) {
            checks[row[0]] = AuditSample.Check(
                item: row[0], isInOrder: (row[1] as Int) != 0, note: row[2], at: Instant(milliseconds: row[3]),
                by: row[4])
        }
        return checks
    }
}
