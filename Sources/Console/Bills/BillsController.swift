// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender
import Wallets

/// `/bills`: the wallets' daily bills, day by day; `/bills/fetch`: one of them now.
enum BillsController {
    static func route(_ gate: inout Gate) {
        gate.get("/bills", needs: .viewImports) { call in try await show(call, problem: nil, status: .ok) }
        gate.form("/bills/fetch", needs: .importFiles) { call, form in
            guard let name = form["account"].flatMap({ WalletAccountName($0) }),
                let day = form["day"].flatMap({ CivilDate(text: $0) })
            else { return try await show(call, problem: call.words["bills.noDay"], status: .unprocessableContent) }
            do {
                let one = try await fetch(name, day, call)
                let done =
                    switch one.outcome {
                    case .imported: "bill-fetched"
                    case .none: "bill-none"
                    case .failed, .damaged: "bill-failed"
                    }
                return .see("/bills?done=\(done)#\(BillsPage.mark(name))")
            } catch StoreError.refused(let words) {
                return try await show(call, problem: call.words.pick(words), status: .conflict)
            }
        }
    }

    private static func show(_ call: Call, problem: String?, status: HTTPResponse.Status) async throws -> Response {
        let page = BillsPage(
            try await call.shop.billBooks(in: call.stores), now: call.site.options.clock.now(),
            mayFetch: call.may(.importFiles) && call.site.options.billDesk != nil, problem: problem,
            view: Viewpoint(words: call.words, stores: [], zone: try await call.site.zone()))
        return try await call.visit.render("bills/list", page, current: .imports, status: status)
    }

    /// Fetches a day's bill of an account that the caller may see.
    static func fetch(_ name: WalletAccountName, _ day: CivilDate, _ call: Call) async throws -> BillTry {
        let books = try await call.shop.billBooks(in: call.stores)
        guard books.contains(where: { $0.account.name == name }), let desk = call.site.options.billDesk else {
            throw Refusal.notFound
        }
        return try await desk.fetch(name, day, by: call.actor)
    }
}

extension PrintAlert {
    /// Bills that should long be here, for whoever sees imports.
    static func bills(_ call: Call) async throws -> [PrintAlert] {
        guard call.may(.viewImports) else { return [] }
        let missing = try await call.shop.missingBills(in: call.stores)
        guard let first = missing.first else { return [] }
        let text =
            missing.count == 1
            ? call.words.pick(first.words)
            : call.words.text(
                "bills.bandMany",
                ["count": String(missing.count), "first": first.day.description])
        return [
            PrintAlert(
                code: FindingCode.st01.text, tone: Mark.Tone.bad.rawValue, icon: "file", text: text,
                act: call.words["bills.bandAct"], href: "/bills")
        ]
    }
}
