// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Recall
import Store
import Tender

/// Reading transactions within a person's reach; pages and the API ask here alone.
struct Lookup: Sendable {
    let call: Call
    let today: CivilDate

    init(_ call: Call) async throws {
        self.call = call
        today = try await call.site.today()
    }

    static let pageSize = 50

    func list(_ filter: ListFilter, limit: Int = Self.pageSize) async throws -> PageOf<TransactionSummary> {
        try await call.shop.transactions(
            filter.transactions(for: call, today: today), in: call.stores, cursor: filter.cursor, limit: limit)
    }

    func findings(_ filter: ListFilter, limit: Int = Self.pageSize) async throws -> PageOf<FindingRow> {
        try await call.shop.findings(
            filter.findings(for: call, today: today), in: call.stores, cursor: filter.cursor, limit: limit)
    }

    /// Hits of a search and their rows, without those older than the person may see.
    func find(_ text: String, limit: Int = 20) async throws -> (answer: RecallAnswer, rows: [TransactionSummary]) {
        let found = try await call.shop.find(text, in: call.stores, limit: limit)
        let hits = found.hits.filter { isRecent($0.candidate.facts.occurredAt) }
        let answer = RecallAnswer(query: found.query, hits: hits, suggestions: found.suggestions)
        let rows = try await call.shop.summaries(of: hits.map(\.candidate.id), in: call.stores)
        return (answer, rows)
    }

    /// One transaction; one that is too old for the person is as good as not there.
    func detail(_ id: String) async throws -> TransactionDetail {
        guard id.utf8.count <= 32 else { throw Refusal.notFound }
        let detail = try await call.shop.transaction(id, in: call.stores)
        guard isRecent(detail.summary.believed.occurredAt) else { throw Refusal.notFound }
        return detail
    }

    private func isRecent(_ time: CivilTime?) -> Bool {
        guard let earliest = call.reach.earliest(today: today) else { return true }
        guard let time else { return false }
        return time.date >= earliest
    }
}
