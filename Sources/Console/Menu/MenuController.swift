// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Hummingbird

/// `/menu`: every place this person may open. A phone's bottom bar has room for four of them and for this page.
enum MenuController {
    static func route(_ gate: inout Gate) {
        gate.get("/menu", needs: nil) { call in
            try await call.render("menu/menu", MenuPage(title: call.words["menu.title"]), current: nil)
        }
    }
}
