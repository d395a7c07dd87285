// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/today`: one business day in figures; the latest one with payments unless the address names another.
enum TodayController {
    static func route(_ gate: inout Gate) {
        gate.get("/today", needs: .viewDay) { call in
            let today = try await call.site.today()
            let asked = Query(call.visit.query)["day"].flatMap { CivilDate(text: $0) }
            let latest = try await call.shop.latestDay(in: call.stores)
            let day = asked ?? latest ?? today
            let files = call.may(.viewImports) ? try await ImportsController.files(call, limit: 5) : []
            let page = TodayPage(
                day: day, today: today, figures: latest == nil ? nil : try await call.shop.day(day, in: call.stores),
                files: files, unreadRows: files.reduce(0) { $0 &+ $1.rowsQuarantined },
                printers: call.may(.viewPrinters) ? try await call.shop.printerStates(in: call.stores) : [],
                alerts: try await PrintAlert.all(call) + PrintAlert.gaps(call) + PrintAlert.bills(call),
                stores: try await call.storesInReach(),
                words: call.words,
                zone: try await call.site.zone())
            return try await call.render("today", page, current: .today)
        }
    }
}
