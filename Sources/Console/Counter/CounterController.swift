// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store

/// `/counter`: the page at the till, and `/`, which leads everybody to their first page.
enum CounterController {
    static func route(_ gate: inout Gate) {
        gate.open(.get, "/") { _, visit, _ in
            if let person = visit.person { return .see(Place.first(for: person.role).path) }
            return .see(try await SessionController.door(of: visit))
        }
        gate.get("/counter", needs: .viewTransactions) { call in
            let help = Query(call.visit.query)["help"]
            let recent = try await Lookup(call).list(ListFilter(), limit: help == nil ? 20 : 200)
            let page = CounterPage(
                recent: recent.elements, help: help, mayTake: call.may(.recordObservations),
                alerts: try await PrintAlert.all(call),
                stores: try await call.storesInReach(), words: call.words)
            return try await call.render("counter", page, current: .counter)
        }
        ComplaintDesk.route(&gate)
    }
}
