// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Logging
import Store
import Tender

/// What every handler may use: the shop's memory, the renderer, and the assembly's decisions.
struct Site: Sendable {
    let shop: Shop
    let options: ConsoleOptions
    let pages: PageRenderer
    let assets: Assets
    let tally: Tally
    let logger: Logger

    /// The zone whose clock pages show where no single store is meant.
    var zone: Zone { .shanghai }
    var lastEvent: UInt64 { 0 }
    var now: CivilTime { zone.civil(at: options.clock.now()) }
}
