// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Foundation
internal import GRDB
internal import Tender

/// Rows of closes.
enum BatchTable {
    /// - Parameter number: of the journal record that began it; the clock may have been set since the one before.
    static func insert(_ story: BatchCloseStory, number: UInt64, in database: Database) throws {
        let sql = """
            INSERT INTO batch_close (id, terminal, batch, store, state, is_over, number, begun, changed, begun_by,
              is_sample, intent, steps)
            VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)
            """
        let close = story.close
        let intent = BatchCloseRecord.begun(story.id, close, at: story.begunAt).encoded()
        try database.cachedStatement(sql: sql).execute(arguments: [
            story.id.text, close.terminal.text, close.batch.text, story.store?.text, close.state.name,
            Int64(number), story.begunAt.milliseconds, story.begunAt.milliseconds, story.by, story.isSample ? 1 : 0,
            Data(intent), Data(),
        ])
    }

    static func update(_ story: BatchCloseStory, in database: Database) throws {
        let sql = "UPDATE batch_close SET state = ?, is_over = ?, changed = ?, steps = ? WHERE id = ?"
        let isOver = story.close.state == .closed
        let changed = story.steps.last?.at ?? story.begunAt
        try database.cachedStatement(sql: sql).execute(arguments: [
            story.close.state.name, isOver ? 1 : 0, changed.milliseconds, Data(log(story)), story.id.text,
        ])
    }

    static func story(_ id: BatchCloseID, in database: Database) throws -> BatchCloseStory? {
        try all(" WHERE id = ?", [id.text], in: database).first
    }

    static func open(of terminal: TerminalID? = nil, in database: Database) throws -> [BatchCloseStory] {
        guard let terminal else { return try all(" WHERE is_over = 0 ORDER BY number", [], in: database) }
        return try all(" WHERE is_over = 0 AND terminal = ? ORDER BY number", [terminal.text], in: database)
    }

    /// The newest close of a terminal; nil before the first.
    static func newest(of terminal: TerminalID, in database: Database) throws -> BatchCloseStory? {
        try all(" WHERE terminal = ? ORDER BY number DESC LIMIT 1", [terminal.text], in: database).first
    }

    /// The batch that a terminal's next exchange joins: the one after the last that was begun to be closed, so that
    /// nothing joins a batch under way.
    ///
    /// - Parameter first: its number before anything was closed.
    static func current(of terminal: TerminalID, first: BatchNumber, in database: Database) throws -> BatchNumber {
        let sql = "SELECT batch FROM batch_close WHERE terminal = ? ORDER BY number DESC LIMIT 1"
        let last = try String.fetchOne(try database.cachedStatement(sql: sql), arguments: [terminal.text])
        return last.flatMap { BatchNumber($0) }?.next ?? first
    }

    /// Attempts of a batch that is not closed, oldest first.
    static func attempts(
        of terminal: TerminalID, _ batch: BatchNumber, in database: Database
    ) throws -> [Attempt] {
        let arguments: StatementArguments = [terminal.text, batch.text]
        // A number comes again after a million batches.
        let closed = Set(
            try all(" WHERE terminal = ? AND batch = ?", arguments, in: database).flatMap(\.close.entries).map(
                \.attempt))
        let records = try PaymentTable.all(" WHERE terminal = ? AND batch = ?", arguments, in: database)
        let attempts = records.map(\.attempt).filter { $0.request.link == .acquirer && !closed.contains($0.id) }
        return attempts.sorted { ($0.intendedAt, $0.id) < ($1.intendedAt, $1.id) }
    }

    /// - Parameter rest: SQL of our own after the table's name; values only as arguments.
    static func all(
        _ rest: String, _ arguments: StatementArguments, in database: Database
    ) throws -> [BatchCloseStory] {
        let sql = "SELECT intent, steps, store, begun_by, is_sample FROM batch_close\(rest)"
        let statement = try database.cachedStatement(sql: sql)
        return try Row.fetchAll(statement, arguments: arguments).compactMap { row in
            let (intent, log): (Data, Data) = (row[0], row[1])
            guard case .begun(let id, let close, let at) = try? BatchCloseRecord(decoding: Array(intent)[...]) else {
                return nil
            }
            let store = (row[2] as String?).flatMap { StoreID($0) }
            var story = BatchCloseStory(
                id, close, begunAt: at, store: store, by: row[3], isSample: row[4] as Int64 == 1)
            for step in steps(Array(log)) { _ = story.take(step) }
            return story
        }
    }

    static func removeSample(in database: Database) throws {
        try database.execute(sql: "DELETE FROM batch_close WHERE is_sample = 1")
    }

    // MARK: - Steps in a column

    /// Each step as the journal has it, with its length before it: 4 bytes, big-endian.
    private static func log(_ story: BatchCloseStory) -> [UInt8] {
        var bytes: [UInt8] = []
        for step in story.steps {
            let encoded = BatchCloseRecord.step(story.id, step).encoded()
            let count = UInt32(encoded.count)
            bytes += [UInt8(count >> 24), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)]
            bytes += encoded
        }
        return bytes
    }

    private static func steps(_ bytes: [UInt8]) -> [BatchStep] {
        var found: [BatchStep] = []
        var rest = bytes[...]
        while rest.count >= 4 {
            let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard count <= rest.count else { break }
            if case .step(_, let step) = try? BatchCloseRecord(decoding: rest.prefix(count)) { found.append(step) }
            rest = rest.dropFirst(count)
        }
        return found
    }
}
