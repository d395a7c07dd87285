// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Store

/// `/findings`: what is not in order, by code.
enum FindingsController {
    static func route(_ gate: inout Gate) {
        gate.get("/findings", needs: .viewFindings) { call in
            let filter = ListFilter(Query(call.visit.query))
            // A gap is between two transactions and belongs to none: it has a list of its own.
            guard filter.code != .rc10 else { return .see(filter.about(nil).href("/receipts/gaps")) }
            let page = FindingsPage(
                filter: filter, rows: try await Lookup(call).findings(filter),
                counts: try await call.shop.findingCounts(in: call.stores),
                sums: try await call.shop.findingSums(in: call.stores),
                alerts: try await PrintAlert.all(call) + PrintAlert.gaps(call),
                stores: try await call.storesInReach(), words: call.words, zone: try await call.site.zone())
            return try await call.render("findings", page, current: .findings)
        }
        gate.get("/findings.csv", needs: .viewFindings) { call in
            let filter = ListFilter(Query(call.visit.query))
            let lookup = try await Lookup(call)
            let zone = try await call.site.zone()
            let language = call.visit.language
            return CommaText.response("findings.csv", header: CommaText.findingHeader) { cursor in
                let page = try await lookup.findings(filter.starting(at: cursor), limit: 500)
                return (page.elements.map { CommaText.cells($0, zone: zone, language: language) }, page.nextCursor)
            }
        }
    }
}
