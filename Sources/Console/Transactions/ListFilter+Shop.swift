// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store
import Tender

extension ListFilter {
    /// The question to the shop, cut to the days the person may see.
    func transactions(for call: Call, today: CivilDate) -> TransactionFilter {
        var filter = TransactionFilter()
        filter.store = store
        filter.from = later(from, call.reach.earliest(today: today))
        filter.to = to
        filter.type = type
        filter.money = money
        filter.code = code
        filter.source = source
        return filter
    }

    /// The question about findings, cut to the days the person may see.
    func findings(for call: Call, today: CivilDate) -> FindingFilter {
        var filter = FindingFilter()
        filter.store = store
        filter.from = later(from, call.reach.earliest(today: today))
        filter.to = to
        filter.code = code
        return filter
    }

    private func later(_ day: CivilDate?, _ other: CivilDate?) -> CivilDate? {
        guard let day, let other else { return day ?? other }
        return max(day, other)
    }
}
