// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store
import Tender

/// Which days a look at the numbers covers, as its address says it: seven that are over, unless it says otherwise.
struct GapQuery: Sendable, Equatable {
    let from: CivilDate
    let to: CivilDate
    var store: StoreID?
    /// Whether the address names days of its own.
    let isNarrow: Bool

    private static let days = 7

    /// - Parameter earliest: first day the caller may see; nil when there is none.
    init(_ query: Query, today: CivilDate, earliest: CivilDate?) {
        let asked = (
            from: query["from"].flatMap { CivilDate(text: $0) }, to: query["to"].flatMap { CivilDate(text: $0) }
        )
        // A day is judged when it is over: until then the next number may still be on its way.
        let to = asked.to ?? max(asked.from ?? today.adding(days: -1), today.adding(days: -1))
        let from = asked.from ?? to.adding(days: 1 - Self.days)
        let first = max(min(from, to), earliest ?? from, to.adding(days: 1 - Shop.gapDaysMost))
        self.from = min(first, to)
        self.to = to
        store = query["store"].flatMap { StoreID($0) }
        isNarrow = asked.from != nil || asked.to != nil || store != nil
    }

    init(_ call: Call) async throws {
        let today = try await call.site.today()
        self.init(Query(call.visit.query), today: today, earliest: call.reach.earliest(today: today))
    }

    /// What the shop finds, limited to the store that was asked for.
    func report(_ call: Call) async throws -> (report: GapReport, gaps: [NumberGap]) {
        let report = try await call.shop.numberGaps(from: from, to: to, in: call.stores)
        return (report, store.map { store in report.gaps.filter { $0.store == store } } ?? report.gaps)
    }
}
