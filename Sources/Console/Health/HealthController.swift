// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store

/// `/healthz`, `/readyz` and `/metrics`, for whoever watches over the server.
enum HealthController {
    static func route(_ gate: inout Gate) {
        gate.open(.get, "/healthz") { _, _, _ in .json(["status": "ok"]) }
        gate.open(.get, "/readyz") { _, visit, _ in
            _ = await visit.shop.isSetUp
            return .json(["status": "ready", "version": .text(visit.site.options.version)])
        }
    }
}
