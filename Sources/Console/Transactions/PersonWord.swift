// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Hummingbird
import Store
import Tender

/// What a member of staff says of a transaction on its page, kept as an observation of theirs.
enum PersonWord {
    static func route(_ gate: inout Gate) {
        // A receipt made twice is one receipt: its name follows from the transaction.
        gate.form("/transactions/{id}/receipt", needs: .handReceipts) { call, _ in
            let detail = try await Lookup(call).detail(call.parameters.require("id"))
            let receipt = try await call.shop.receiptRecord(
                of: detail.summary.id, in: call.stores, by: call.actor)
            return .see("/receipts/\(receipt)")
        }
        gate.form("/transactions/{id}/answer", needs: .recordObservations) { call, form in
            let detail = try await Lookup(call).detail(call.parameters.require("id"))
            let page = try await FormOnce(call, form).see("/transactions/\(detail.summary.id)?done=claim-answered") {
                try await keep(on: detail, call) { $0.claim = .answered }
            }
            return .see(page)
        }
    }

    /// Keeps what somebody of the staff says of a transaction, or what a customer told them.
    static func keep(
        on detail: TransactionDetail, _ call: Call, _ fill: (inout Facts) -> Void
    ) async throws {
        var facts = detail.summary.believed.identity
        fill(&facts)
        let now = call.site.options.clock.now()
        // The same word said again later is another word: the second it was said in tells them apart.
        let observation = Observation(
            source: .person, origin: Origin(name: "person:\(call.person.name)"), recordedAt: now, facts: facts,
            occurrence: Int(clamping: max(1, now.milliseconds / 1_000)))
        _ = try await call.shop.record([observation], by: call.actor)
    }
}
