// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/batches`: terminals' batches at their acquirers, closed by a button; `/batches/{id}`: one close with every step.
enum BatchesController {
    static func route(_ gate: inout Gate) {
        gate.get("/batches", needs: .viewPayments) { call in try await list(call) }
        gate.form("/batches", needs: .closeBatches) { call, form in try await close(call, form) }
        gate.get("/batches/{id}", needs: .viewPayments) { call in
            guard let id = BatchCloseID(try call.parameters.require("id")) else { throw Refusal.notFound }
            let story = try await BatchClerk(call: call).one(id)
            let clocks = try await Clockwork(call.site)
            let page = BatchPage(
                story, explanation: try await explanation(story, call), from: try await call.view(), clocks: clocks)
            return try await call.render("batches/one", page, current: .payments)
        }
    }

    private static func close(_ call: Call, _ form: Form) async throws -> Response {
        guard let terminal = form["terminal"].flatMap({ TerminalID($0) }) else { throw Refusal.invalid("terminal") }
        let once = try FormOnce(call, form)
        do {
            let page = try await once.see("/batches?done=batch-begun") {
                _ = try await BatchClerk(call: call).close(terminal)
            }
            return .see(page)
        } catch let obstacle as PaymentObstacle {
            return try await list(call, obstacle, status: obstacle.status)
        }
    }

    private static func list(
        _ call: Call, _ obstacle: PaymentObstacle? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let clerk = BatchClerk(call: call)
        let page = BatchesPage(
            try await clerk.counters(), try await clerk.closes(limit: 100), mayClose: call.may(.closeBatches),
            problem: obstacle.map { call.words.pick($0.words) }, from: try await call.view(),
            clocks: try await Clockwork(call.site))
        return try await call.visit.render("batches/list", page, current: .payments, status: status)
    }

    /// What is not in order with a closed batch, in the words of its finding.
    private static func explanation(_ story: BatchCloseStory, _ call: Call) async throws -> String? {
        guard story.closedAt != nil else { return nil }
        let batch = story.batch(in: try await Clockwork(call.site).zone(of: story.store))
        let now = call.site.options.clock.now()
        return batch.finding(SettlementCalendar(), now: now).map { call.words.pick($0.explanation) }
            ?? batch.proof.map { call.words.pick($0) }
    }
}
