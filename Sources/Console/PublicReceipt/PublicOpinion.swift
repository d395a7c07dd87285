// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Hummingbird
import NIOCore
import Store
import Tender

/// What a customer thinks of how a case was handled: asked on the receipt page once the case is resolved, one press
/// from 1 to 5 and words if they like. A second answer changes the first.
struct PublicOpinion: Sendable, Equatable {
    struct Score: Sendable, Equatable {
        let value: String
        let label: String
    }

    static let path = "/r/opinion"
    /// Most characters that are kept of what a customer writes.
    static let textLimit = 500

    let scores: [Score]
    /// Already answered: thanks instead of the question.
    let isAnswered: Bool
    let limit: String

    static func route(_ gate: inout Gate) {
        gate.open(.post, path) { request, visit, _ in
            let knock = Knock(request, visit)
            guard let form = try await knock.form() else { return try await knock.door(.stale, status: .forbidden) }
            return try await take(form, knock)
        }
    }

    /// nil where no case of the receipt's transaction is solved.
    static func about(_ picked: PickedReceipt, _ visit: Visit) async throws -> PublicOpinion? {
        guard let work = try await resolved(picked, visit.shop) else { return nil }
        let scores = (1...5).map {
            Score(value: "\($0)", label: visit.words.text("messages.opinion.score", ["score": "\($0)"]))
        }
        return PublicOpinion(scores: scores, isAnswered: work.satisfaction != nil, limit: "\(textLimit)")
    }

    /// The case that was solved last.
    private static func resolved(_ picked: PickedReceipt, _ shop: Shop) async throws -> CaseSummary? {
        guard let transaction = picked.record.transaction else { return nil }
        return try await shop.cases(of: transaction, in: .all).filter { !$0.state.isOpen }
            .max { $0.changedAt < $1.changedAt }
    }

    private static func take(_ form: Form, _ knock: Knock) async throws -> Response {
        guard let open = knock.ticket, let picked = try await knock.visit.shop.receipt(under: open.ticket.code) else {
            return .see(ReceiptLink.path)
        }
        guard let score = form["score"].flatMap({ Int($0) }), (1...5).contains(score) else {
            throw Refusal.malformed("score")
        }
        guard let work = try await resolved(picked, knock.visit.shop) else { return .see(ReceiptLink.path) }
        let text = String((form["text"] ?? "").prefix(textLimit))
        try await knock.visit.shop.act(
            on: work.id, .satisfaction(score, text), in: .all, by: Actor(name: "customer"))
        return .see("\(ReceiptLink.path)#opinion")
    }
}
