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
    let underway = Underway()
    let tickets = ReceiptTickets()
    let pictures = SlipPictures()
    let uploads: Uploads
    let comparisons: Comparisons
    let logger: Logger

    /// The zone whose clock pages show where no single store is meant.
    func zone() async throws -> Zone { try await shop.calendar(of: nil).zone }

    /// What the clock on the wall of the shop shows.
    func now() async throws -> CivilTime { try await zone().civil(at: options.clock.now()) }

    /// The business day that it is now.
    func today() async throws -> CivilDate {
        let calendar = try await shop.calendar(of: nil)
        return calendar.businessDay.day(of: calendar.zone.civil(at: options.clock.now()))
    }
}

extension Call {
    /// The stores the person may know of, for names and choices.
    func storesInReach() async throws -> [StoreRecord] {
        try await shop.stores().filter { reach.covers($0.id) }
    }
}
