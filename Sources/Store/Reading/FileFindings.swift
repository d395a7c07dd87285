// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Synchronization

/// Findings by file, counted again only when the tables have moved on: pages ask for them all the time.
final class FileFindings: Sendable {
    private struct Counted {
        let position: Int64
        let counts: [Int64: [FindingCode: Int64]]
    }

    private let kept = Mutex<Counted?>(nil)

    func counts(in database: Database) throws -> [Int64: [FindingCode: Int64]] {
        let position = try Int64.fetchOne(database, sql: "SELECT journal FROM position WHERE id = 1") ?? 0
        if let kept = kept.withLock({ $0 }), kept.position == position { return kept.counts }
        let counts = try FileReading.findings(in: database)
        kept.withLock { $0 = Counted(position: position, counts: counts) }
        return counts
    }
}
