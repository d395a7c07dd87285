// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import GRDB
internal import Tender

/// How a file's import begins.
public enum FileStart: Sendable, Hashable {
    /// Never seen; its number.
    case new(Int64)
    /// Begun before and not finished; give all its rows again.
    case resumed(Int64)
    /// Finished before: the same bytes were imported.
    case alreadyImported(FileRecord)
}

extension Shop {
    /// Begins a file, known by the digest of its bytes.
    public func beginFile(_ head: FileHead, by actor: Actor) async throws(StoreError) -> FileStart {
        guard head.digest.utf8.count == 64, head.name.utf8.count <= 1_024, head.format.utf8.count <= 64 else {
            throw .invalid("file: digest has 64 digits, name at most 1,024 bytes, format at most 64")
        }
        let start = try await write { planning throws(StoreError) -> FileStart in
            if let known = try planning.start(digest: head.digest) { return known }
            let id = Int64(try planning.count("SELECT COALESCE(MAX(id), 0) + 1 FROM file", []))
            try planning.add(.fileBegun(id, head), by: actor)
            planning.announcements.append((.file, String(id), nil))
            return .new(id)
        }
        switch start {
        case .new(let id), .resumed(let id): imports.begin(id)
        case .alreadyImported: break
        }
        return start
    }

    /// Records rows of a file. They are durable when this returns; lists show them at the latest when the file
    /// is finished.
    public func recordRows(
        _ rows: [Observation], quarantined: [QuarantinedRow], file: Int64
    ) async throws(StoreError) -> RecordOutcome {
        guard imports.isOpen(file) else { throw .invalid("file: begin it before its rows") }
        let prepared = rows.map { PreparedObservation($0, file: file) }
        let quarantined = quarantined.map(\.bounded)
        let isLarge = prepared.count >= options.lookaheadRows
        let outcome = try await write(isBulk: true) { planning throws(StoreError) in
            guard planning.known.files[file] != nil else { throw .missing }
            var added = 0
            if isLarge { try planning.lookAhead(prepared) }
            for row in prepared where try planning.observe(row, file: file) { added += 1 }
            let refused = try planning.unknown(quarantined, file: file)
            if !refused.isEmpty { try planning.add(.refused(file: file, refused), by: .system) }
            return RecordOutcome(added: added, alreadyKnown: prepared.count - added, transactions: [])
        }
        imports.add(rows.count + quarantined.count, to: file)
        return outcome
    }

    /// Ends a file: all its rows are durable and visible.
    public func finishFile(_ file: Int64, by actor: Actor) async throws(StoreError) -> FileRecord {
        guard imports.isOpen(file) else { throw .invalid("file: it was not begun") }
        let rowsRead = imports.end(file)
        try await write { planning throws(StoreError) in
            guard planning.known.files[file] != nil else { throw .missing }
            try planning.add(.fileFinished(file, rowsRead: rowsRead), by: actor)
            planning.announcements.append((.file, String(file), nil))
        }
        return try await self.file(file)
    }
}

extension QuarantinedRow {
    /// The row as far as it helps a person; a file without line ends would else fill the journal.
    fileprivate var bounded: QuarantinedRow {
        guard row.utf8.count > 4_096 else { return self }
        return QuarantinedRow(line: line, byte: byte, reason: reason, row: String(row.prefix(1_000)) + "…")
    }
}

extension Planning {
    /// How a file with this digest goes on; nil for a new one.
    func start(digest: String) throws(StoreError) -> FileStart? {
        do {
            let sql = "SELECT id, is_complete FROM file WHERE digest = ?"
            guard let row = try Row.fetchOne(database, sql: sql, arguments: [digest]) else { return nil }
            guard row[1] else { return .resumed(row[0]) }
            let findings = try FileReading.findings(in: database)
            return try FileReading.record(where: "digest = ?", [digest], findings: findings, in: database)
                .map { .alreadyImported($0) }
        } catch {
            throw StoreError(error)
        }
    }

    /// Rows that were not refused before, each once.
    func unknown(_ rows: [QuarantinedRow], file: Int64) throws(StoreError) -> [QuarantinedRow] {
        var seen: Set<[Int64]> = []
        do {
            return try rows.filter { row in
                guard seen.insert([row.byte, Int64(row.line)]).inserted else { return false }
                return try !FileTable.isRefused(row, file: file, in: database)
            }
        } catch {
            throw StoreError(error)
        }
    }
}
