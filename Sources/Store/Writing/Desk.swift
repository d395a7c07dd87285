// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Journal
internal import Tender

/// The one place that writes: journal, then tables, in the order that survives a crash at any instant.
///
///     begin ─▶ plans add entries to the tables and to the journal's group ─▶ journal: write, sync
///           ─▶ acknowledged ─▶ commit (put off while a file is being read in)
///
/// The tables may lag behind the journal, never run ahead of it: they catch up from their position.
/// Used on the database's writer queue alone; that is what makes it safe to share.
final class Desk: @unchecked Sendable {
    let projector: Projector
    let clock: any WallClock
    private var writer: JournalWriter
    private let disk: any Disk
    /// The settings as of the last commit, for readers.
    let published = Slot<Known>()
    private var needsReload = false
    private var rowsUncommitted = 0
    /// Whether rows of a file went through the page cache since it was last given back.
    private var hadBulk = false

    /// Rows of a file that are gathered in one transaction of the tables. Their journal records are durable
    /// long before.
    static let rowsPerCommit = 100_000

    init(projector: Projector, writer: consuming JournalWriter, disk: any Disk, clock: any WallClock) {
        self.projector = projector
        self.writer = writer
        self.disk = disk
        self.clock = clock
    }

    var records: UInt64 { writer.durableRecords }
    var root: Journal.Digest { writer.root }
    var head: Journal.Digest { writer.head }

    func append(type: UInt8, payload: [UInt8]) throws(JournalError) -> UInt64 {
        try writer.append(type: type, payload: payload.span)
    }

    /// Runs plans as one group.
    ///
    /// - Parameter isBulk: rows of a file; the tables' commit may be put off.
    func perform(
        _ plans: [@Sendable (Planning) throws(StoreError) -> Void], isBulk: Bool, in database: Database
    ) throws(StoreError) -> Outcome {
        var outcome = Outcome()
        do {
            try recoverIfNeeded(database)
            if !database.isInsideTransaction { try database.execute(sql: "BEGIN IMMEDIATE") }
            let planning = Planning(database: database, desk: self)
            for plan in plans {
                let before = planning.count
                do throws(StoreError) {
                    try plan(planning)
                    outcome.refusals.append(nil)
                } catch {
                    // A plan that refused before it added anything leaves the others alone.
                    guard planning.count == before else { throw error }
                    outcome.refusals.append(error)
                }
            }
            if planning.count > 0 { outcome.touched = try seal(database) }
            outcome.announcements = planning.announcements
            rowsUncommitted += planning.count
            let isLarge = rowsUncommitted >= Self.rowsPerCommit
            if !isBulk || isLarge { try commit(database) }
            if isBulk, isLarge { FreedMemory.giveBack() }
            if !isBulk, hadBulk {
                try database.execute(sql: "PRAGMA shrink_memory")
                FreedMemory.giveBack()
                hadBulk = false
            } else {
                hadBulk = hadBulk || isBulk
            }
            return outcome
        } catch {
            undo(database)
            throw StoreError(error)
        }
    }

    /// What became of the plans of one group.
    struct Outcome: Sendable {
        var touched = Projector.Touched()
        var announcements: [(kind: ShopChange.Kind, id: String, store: StoreID?)] = []
        /// One for each plan; nil when it was carried out.
        var refusals: [StoreError?] = []
    }

    private func seal(_ database: Database) throws -> Projector.Touched {
        let touched = try projector.finishGroup(lastNumber: writer.nextNumber - 1, in: database)
        do throws(JournalError) {
            try writer.commit()
        } catch {
            throw StoreError(error)
        }
        return touched
    }

    /// Commits what is still open, for a reader that must see it.
    func commit(_ database: Database) throws {
        rowsUncommitted = 0
        if database.isInsideTransaction {
            try projector.writeSums(in: database)
            try database.execute(sql: "COMMIT")
        }
        published.put(projector.known)
    }

    /// Writes that are not for the journal (sessions, failed sign-ins), in a transaction of their own.
    func aside<Value>(in database: Database, _ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            try recoverIfNeeded(database)
            try commit(database)
            var value: Value?
            try database.inTransaction {
                value = try body(database)
                return .commit
            }
            guard let value else { throw StoreError.missing }
            return value
        } catch {
            undo(database)
            throw StoreError(error)
        }
    }

    private func undo(_ database: Database) {
        writer.discard()
        needsReload = true
        rowsUncommitted = 0
        // Nothing to do when it fails: the connection has then already left the transaction.
        if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
    }

    private func recoverIfNeeded(_ database: Database) throws {
        guard needsReload else { return }
        try projector.load(database)
        _ = try catchUp(database) { _, _ in }
        needsReload = false
    }

    /// Brings the tables up to the journal.
    ///
    /// - Returns: records that were missing.
    func catchUp(_ database: Database, progress: (Int64, Int64) -> Void) throws -> UInt64 {
        let start = projector.position
        published.put(projector.known)
        guard start < records else { return 0 }
        do {
            var cursor = try JournalCursor(disk: disk, digesting: SystemDigesting(), from: start + 1)
            while let group = try cursor.nextGroup() {
                if !database.isInsideTransaction { try database.execute(sql: "BEGIN IMMEDIATE") }
                try replay(group, in: database)
                rowsUncommitted += group.count
                if rowsUncommitted >= Self.rowsPerCommit { try commit(database) }
                progress(cursor.bytesRead, cursor.byteCount)
            }
            try commit(database)
        } catch let error as JournalError {
            throw StoreError(error)
        }
        return projector.position - start
    }

    /// A row of a file as the journal has it; nil for a record that is none.
    private func row(_ frame: RecordFrame) throws -> (prepared: PreparedObservation, file: Int64)? {
        guard
            let decoded = try JournalEntry.decode(type: 1, payload: frame.payload),
            case .observation(let observation, let file) = decoded.entry
        else { return nil }
        let whole = projector.known.complete(observation, file: file)
        return (PreparedObservation(whole, payload: Array(frame.payload)), file)
    }

    private func replay(_ group: [RecordFrame], in database: Database) throws {
        var rows: [(prepared: PreparedObservation, file: Int64)?] = []
        if group.count >= Lookahead.leastRows, group.allSatisfy({ $0.type == 1 }) {
            rows = try group.map { try row($0) }
            try projector.lookAhead(rows.compactMap { $0?.prepared }, in: database)
        }
        for (index, frame) in group.enumerated() {
            if frame.type == 1 {
                guard let (prepared, file) = try index < rows.count ? rows[index] : row(frame) else { continue }
                try projector.observe(prepared, number: frame.number, file: file, in: database)
            } else if let decoded = try JournalEntry.decode(type: frame.type, payload: frame.payload) {
                try projector.put(decoded.entry, decoded.head, number: frame.number, in: database)
            }
        }
        _ = try projector.finishGroup(lastNumber: group.last?.number ?? projector.position, in: database)
    }
}
