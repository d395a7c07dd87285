// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store

/// `/receipts/gaps`: numbers that terminals and tills left out.
enum GapsController {
    static func route(_ gate: inout Gate) {
        gate.get("/receipts/gaps", needs: .viewFindings) { call in
            let query = try await GapQuery(call)
            let (report, gaps) = try await query.report(call)
            let page = GapsPage(
                query, report, gaps, stores: try await call.storesInReach(), words: call.words)
            return try await call.render("gaps/list", page, current: .receipts)
        }
    }
}
