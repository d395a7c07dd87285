// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import HTTPTypes
import Hummingbird
import Refunds
import Store
import Tender

/// Carries refunds that people agreed to out over the links that took their charges.
///
///     asked, and nobody else need agree ─┐
///     a second person agrees ────────────┼─▶ ready ─▶ link ─▶ its state follows the attempt
///     the button, or the API ────────────┘     └ no link ─▶ people carry it out, as ever
struct RefundCarrying: Sendable {
    let call: Call

    /// The terminal over whose link a refund goes; nil where none took its charge, or where it has no link now.
    func terminal(of record: RefundRecord) async throws -> TerminalID? {
        guard let desk = call.site.options.paymentDesk,
            let terminal = try await call.shop.carrier(of: record.id, in: call.stores),
            desk.routes[terminal] != nil
        else { return nil }
        return terminal
    }

    /// Sends what is ready; what is not, or has no link, stays as it is.
    ///
    /// - Returns: whether it is on its way over a link.
    func sendIfReady(_ record: RefundRecord) async throws -> Bool {
        guard record.file.isReady else { return false }
        switch try await send(record.id) {
        case .begun, .underWay: return true
        case .noLink, .refused: return false
        }
    }

    func send(_ id: RefundID) async throws -> RefundSending {
        guard let desk = call.site.options.paymentDesk else { return .noLink }
        guard let attempt = AttemptID.new(at: call.site.options.clock.now()) else { throw Refusal.busy("no number") }
        return try await desk.giveBack(
            id, id: attempt, as: call.refundRole, in: call.stores, by: call.actor)
    }

    /// The button of a refund's page.
    static func route(_ gate: inout Gate) {
        gate.form("/refunds/{id}/sending", needs: .recordRefunds) { call, _ in
            let detail = try await RefundsController.detail(call)
            switch try await RefundCarrying(call: call).send(detail.record.id) {
            case .begun, .underWay: return .see("/refunds/\(detail.record.id)?done=refund-sent")
            case .noLink:
                return try await RefundsController.show(
                    detail, problem: call.words["refunds.noLink"], status: .conflict, call)
            case .refused(let refusal):
                return try await RefundsController.show(
                    detail, problem: call.words.pick(refusal.words), status: .conflict, call)
            }
        }
    }

    static let noLink = Bilingual(
        zh: "这笔收款没有经过支付连接，或者连接现在没有设置，没有送出。请在通道的后台办理，再回来登记。",
        en:
            "No payment link took this charge, or it is not set up now; nothing was sent. Carry it out in the channel's "
            + "own portal and write down what it answers.")
}
