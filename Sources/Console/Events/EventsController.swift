// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store

/// `/events`: the live line of pages.
enum EventsController {
    static func route(_ gate: inout Gate) {
        gate.get("/events", needs: nil) { call in
            try EventFeed.response(for: call, after: lastSeen(call))
        }
    }

    /// The browser's own memory after a broken line, else what the page was made with.
    static func lastSeen(_ call: Call) -> UInt64 {
        let resumed = call.request.headers[.lastEventID].flatMap { UInt64($0) }
        return resumed ?? Query(call.visit.query)["after"].flatMap { UInt64($0) } ?? call.shop.lastChange
    }
}
