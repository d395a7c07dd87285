// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/api/v1/batches`: closing terminals' batches at their acquirers, and what became of it.
///
///     POST terminal ─┬ nothing in the way ──────▶ 201, recorded before a byte goes out
///                    ├ a close is under way ────▶ 200, that close; it is tried again at once
///                    └ attempts without a result ▶ 409 with `code` and which they are
enum ApiBatches {
    private struct CloseBody: Decodable {
        let terminal: String
    }

    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/batches", needs: .viewPayments, list) { call in
            let query = Query(call.visit.query)
            let limit = max(1, min(query["limit"].flatMap { Int($0) } ?? 50, 500))
            let closes = try await BatchClerk(call: call).closes(
                of: query["terminal"].flatMap { TerminalID($0) }, limit: limit)
            let shape = BatchShape(clock: try await Clockwork(call.site))
            return .json(ShopShape.list(closes.map(shape.close), next: nil))
        }
        gate.api("/api/v1/batches/open", needs: .viewPayments, open) { call in
            let shape = BatchShape(clock: try await Clockwork(call.site))
            let counters = try await BatchClerk(call: call).counters()
            return .json(ShopShape.list(counters.map(shape.counter), next: nil))
        }
        gate.api("/api/v1/batches/{id}", needs: .viewPayments, one) { call in
            guard let id = BatchCloseID(try call.parameters.require("id")) else { throw Refusal.notFound }
            let story = try await BatchClerk(call: call).one(id)
            return .json(BatchShape(clock: try await Clockwork(call.site)).close(story))
        }
        gate.apiWrite(.post, "/api/v1/batches", needs: .closeBatches, begin) { call, body in
            guard let terminal = TerminalID(try body.decode(CloseBody.self).terminal) else {
                throw Refusal.invalid("terminal")
            }
            let (story, isNew) = try await BatchClerk(call: call).close(terminal)
            let shape = BatchShape(clock: try await Clockwork(call.site))
            return (isNew ? .created : .ok, shape.close(story))
        }
    }
}
