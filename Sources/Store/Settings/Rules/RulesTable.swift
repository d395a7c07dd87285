// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Cases
internal import GRDB
internal import Tender

/// Rows of limits and settings, proposals and refusals.
enum RulesTable {
    static func put(
        _ entry: RulesEntry, number: UInt64, _ head: EntryHead, in database: Database
    ) throws {
        var writer = ByteWriter()
        let row: (kind: String, base: UInt64, proposal: UInt64, how: String, reason: String)
        switch entry {
        case .inForce(let rules, let base, let how, let proposal, let reason):
            RulesEntry.write(rules, to: &writer)
            row = ("inForce", base, proposal, how.rawValue, reason)
        case .proposed(let rules, let base, let reason):
            RulesEntry.write(rules, to: &writer)
            row = ("proposed", base, 0, "", reason)
        case .turnedDown(let proposal, let reason): row = ("turnedDown", 0, proposal, "", reason)
        }
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO shop_rules (number, at, actor, kind, base, proposal, how, reason, content,
                  is_sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64(clamping: number), head.at.milliseconds, head.by, row.kind, Int64(clamping: row.base),
                Int64(clamping: row.proposal), row.how, row.reason, DatabaseBytes.value(writer.bytes),
                head.isSample ? 1 : 0,
            ])
    }

    /// What is in force, and its record; the defaults and 0 when nothing was set.
    static func newest(in database: Database) throws -> (rules: ShopRules, number: UInt64) {
        let sql = "SELECT content, number FROM shop_rules WHERE kind = 'inForce' ORDER BY number DESC LIMIT 1"
        guard let row = try Row.fetchOne(database, sql: sql) else { return (.standard, 0) }
        return (rules(row, 0), UInt64(clamping: row[1] as Int64))
    }

    static func rules(at number: UInt64, in database: Database) throws -> ShopRules {
        let sql = "SELECT content FROM shop_rules WHERE number = ?"
        return try Row.fetchOne(database, sql: sql, arguments: [Int64(clamping: number)]).map { rules($0, 0) }
            ?? .standard
    }

    /// Proposals that nobody decided, the newest first.
    static func proposals(in database: Database) throws -> [RulesProposal] {
        let current = try newest(in: database).number
        let sql = """
            SELECT number, at, actor, base, reason, content FROM shop_rules AS one WHERE kind = 'proposed'
              AND NOT EXISTS (SELECT 1 FROM shop_rules AS other WHERE other.proposal = one.number)
            ORDER BY number DESC LIMIT 50
            """
        return try Row.fetchAll(database, sql: sql).map { row in
            let base = UInt64(clamping: row[3] as Int64)
            return RulesProposal(
                id: UInt64(clamping: row[0] as Int64), at: Instant(milliseconds: row[1]), by: row[2],
                rules: rules(row, 5), base: try Self.rules(at: base, in: database), reason: row[4],
                isStale: base != current)
        }
    }

    static func history(in database: Database) throws -> [RulesEdition] {
        let sql = """
            SELECT one.number, one.at, one.actor, one.base, one.how, one.reason, one.content,
              (SELECT actor FROM shop_rules AS other WHERE other.number = one.proposal)
            FROM shop_rules AS one WHERE kind = 'inForce' ORDER BY number DESC LIMIT 200
            """
        return try Row.fetchAll(database, sql: sql).map { row in
            RulesEdition(
                id: UInt64(clamping: row[0] as Int64), at: Instant(milliseconds: row[1]), by: row[2],
                rules: rules(row, 6), base: try Self.rules(at: UInt64(clamping: row[3] as Int64), in: database),
                how: RulesEdition.How(rawValue: row[4]) ?? .one, proposedBy: row[7], reason: row[5])
        }
    }

    static func administrators(in database: Database) throws -> Int {
        let sql = "SELECT COUNT(*) FROM person WHERE role = 'administrator' AND is_disabled = 0"
        return try Int.fetchOne(database, sql: sql) ?? 0
    }

    private static func rules(_ row: Row, _ index: Int) -> ShopRules {
        var cursor = ByteCursor(DatabaseBytes.read(row, index))
        return (try? RulesEntry.rules(from: &cursor)) ?? .standard
    }
}

extension Projector {
    /// Puts limits and settings in force. What was gathered before is judged by those of before.
    func put(_ entry: RulesEntry, _ head: EntryHead, number: UInt64, in database: Database) throws {
        try flush(in: database)
        try RulesTable.put(entry, number: number, head, in: database)
        guard case .inForce(let rules, _, _, _, _) = entry else { return }
        let old = known.rules
        known.put(rules)
        try follow(rules, from: old, at: head.at, in: database)
    }

    /// What waits for a time is looked at again where the time is another now; what was decided stays decided.
    func follow(_ rules: ShopRules, from old: ShopRules, at time: Instant, in database: Database) throws {
        if rules.windows != old.windows {
            let sql = """
                SELECT id FROM txn WHERE review_on IS NOT NULL OR type = 'refund'
                  OR id IN (SELECT txn FROM finding WHERE code = 'RF-05') ORDER BY id
                """
            try rejudge(try Int64.fetchAll(database, sql: sql), at: time, in: database)
        }
        guard rules.hours != old.hours || rules.office != old.office || rules.deadlines != old.deadlines else { return }
        for id in try String.fetchAll(database, sql: "SELECT id FROM work_case WHERE is_open = 1 ORDER BY id") {
            guard let id = CaseID(id), let row = try CaseTable.row(id, in: database) else { continue }
            try CaseTable.put(row, known: known, statements: statements(database))
        }
    }
}
