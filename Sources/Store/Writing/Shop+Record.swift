// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import GRDB
internal import Tender

/// What became of observations that were given.
public struct RecordOutcome: Sendable, Hashable {
    /// Rows that are new.
    public let added: Int
    /// Rows that were known before: the same row in this or another file.
    public let alreadyKnown: Int
    /// Public numbers of the transactions that the new ones speak of, at most 1,000; empty for rows of files.
    public let transactions: [String]
}

extension Shop {
    /// Records what sources said. Returns when it is durable, joined and judged.
    public func record(_ observations: [Observation], by actor: Actor) async throws(StoreError) -> RecordOutcome {
        let prepared = observations.map { PreparedObservation($0, file: 0) }
        return try await write { planning throws(StoreError) in
            var numbers: [UInt64] = []
            for one in prepared {
                if try planning.observe(one, file: 0) { numbers.append(planning.lastNumber) }
            }
            return RecordOutcome(
                added: numbers.count, alreadyKnown: prepared.count - numbers.count,
                transactions: try planning.transactions(of: numbers))
        }
    }

    /// Looks again at the verdicts that wait for a day that has come.
    ///
    /// - Returns: how many transactions were looked at.
    @discardableResult
    public func reviewDue() async throws(StoreError) -> Int {
        try await write { planning throws(StoreError) in
            let (now, known) = (planning.now(), planning.known)
            let today = known.day(at: now)
            let due = try planning.count(
                "SELECT COUNT(*) FROM txn WHERE review_on <= ?", [today.daysSinceEpoch])
            let isNewDay = today != known.day(at: known.reached)
            // Within a day only what is under way waits for the clock, and the journal is told once a minute.
            guard isNewDay || (due > 0 && now.milliseconds - known.reached.milliseconds >= 60_000) else { return 0 }
            try planning.add(.timeReached, by: .system)
            return due
        }
    }
}

extension Planning {
    /// Public numbers of the transactions that records speak of, each once.
    func transactions(of numbers: [UInt64]) throws(StoreError) -> [String] {
        var found: Set<Int64> = []
        do {
            for number in numbers.prefix(1_000) {
                let sql = "SELECT txn FROM observation WHERE number = ?"
                let id = try Int64.fetchOne(
                    database.cachedStatement(sql: sql), arguments: [Int64(clamping: number)])
                if let id, id > 0 { found.insert(id) }
            }
        } catch {
            throw StoreError(error)
        }
        return found.sorted().map(TransactionRow.publicNumber)
    }

    func count(_ sql: String, _ arguments: StatementArguments) throws(StoreError) -> Int {
        do {
            return try Int.fetchOne(database, sql: sql, arguments: arguments) ?? 0
        } catch {
            throw StoreError(error)
        }
    }
}
