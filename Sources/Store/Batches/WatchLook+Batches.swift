// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Acquirers
internal import Attempts
internal import Cases
internal import Charges
internal import GRDB
internal import Tender

/// Batches that are closed over a link to an acquirer, as far as a case may be about them.
extension WatchLook {
    /// Days back in which a close is looked at.
    private static let days: Int64 = 7

    func batches() throws -> [WatchedThing] {
        let database = reader.database
        let since = now.adding(milliseconds: -Self.days * 86_400_000)
        let recent = try BatchTable.all(
            " WHERE begun >= ? ORDER BY number", [since.milliseconds], in: database)
        // A batch with a case is looked at however long ago it was.
        var stories = Dictionary(recent.map { ($0.subjectName, $0) }) { _, last in last }
        for subject in try WatchTable.open(.batch, in: database) where stories[subject.name] == nil {
            let parts = subject.name.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            let rest = " WHERE terminal = ? AND batch = ? ORDER BY number DESC LIMIT 1"
            stories[subject.name] = try BatchTable.all(rest, [parts[0], parts[1]], in: database).first
        }
        let closed = stories.sorted { $0.key < $1.key }.map(\.value).compactMap { thing($0) }
        return closed + (try openBatches(besides: Set(stories.keys)))
    }

    private func thing(_ story: BatchCloseStory) -> WatchedThing? {
        thing(story.batch(in: reader.known.calendar(of: story.store).zone), story.store)
    }

    private func thing(_ batch: AcquirerBatch, _ store: StoreID?) -> WatchedThing? {
        guard let subject = WatchSubject(.batch, "\(batch.terminal)/\(batch.number)") else { return nil }
        var thing = WatchedThing(subject, store: store)
        if let finding = batch.finding(reader.known.calendar(of: store), now: now) {
            thing.findings[finding.code] = finding.explanation
        } else if let proof = batch.proof {
            thing.proofs[.st03] = WatchedThing.Proof(at: nil, proof)
        } else {
            return nil
        }
        return thing
    }

    /// Batches with exchanges of which nobody began the close.
    private func openBatches(besides known: Set<String>) throws -> [WatchedThing] {
        let since = now.adding(milliseconds: -Self.days * 86_400_000)
        let sql = """
            SELECT DISTINCT terminal, batch FROM payment WHERE batch IS NOT NULL AND changed >= ?
            ORDER BY terminal, batch
            """
        return try Row.fetchAll(reader.database, sql: sql, arguments: [since.milliseconds]).compactMap { row in
            guard let terminal = TerminalID(row[0] as String), let number = BatchNumber(row[1] as String),
                !known.contains("\(terminal)/\(number)")
            else { return nil }
            let current = try BatchTable.current(of: terminal, first: number, in: reader.database)
            guard current == number else { return nil }
            let attempts = try BatchTable.attempts(of: terminal, number, in: reader.database)
            let entries = attempts.compactMap { BatchEntry(closing: $0) }
            guard let first = attempts.first else { return nil }
            var place = Facts(type: .sale)
            place.terminal = terminal
            let store = reader.known.store(of: place)
            let batch = AcquirerBatch(
                terminal: terminal, number: number,
                firstAt: reader.known.calendar(of: store).zone.civil(at: first.intendedAt),
                totals: BatchTotals(entries), currency: entries.first?.amount.currency ?? .cny, close: nil,
                closedAt: nil)
            return thing(batch, store)
        }
    }
}

extension BatchCloseStory {
    /// How a case names the batch.
    fileprivate var subjectName: String { "\(close.terminal)/\(close.batch)" }
}
