// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import SimKit
import Store
import Tender

/// Attempts to pay of the sample shop: one of each end that a cashier may meet, and one that is still being asked for.
enum SamplePayments {
    private static let route = PaymentRoute(link: .acquirer, ability: .wallet, policy: RecoveryPolicy())

    static func load(_ sample: SampleShop, into shop: Shop) async throws {
        guard let terminal = sample.terminals.first?.id else { return }
        guard try await shop.payments(limit: 1, in: .all).isEmpty else { return }
        let asked = [AttemptEvent.Kind.lost(.timeout), .asked, .stillOpen]
        try await play("DEMO-1001", "58.00", at: terminal, [try approval("58.00", "112600100001")], in: shop)
        try await play("DEMO-1002", "36.50", at: terminal, [decline("51")], in: shop)
        // The answer was lost, the acquirer could not say: reversed, and then paid after all.
        try await play(
            "DEMO-1003", "128.00", at: terminal,
            asked + [.reversalSent, .lost(.timeout), .reversalSent, .reversalDone],
            in: shop)
        try await play("DEMO-1003", "128.00", at: terminal, [try approval("128.00", "112600100002")], in: shop)
        try await play(
            "DEMO-1004", "72.00", at: terminal, [.lost(.cut), .asked, try approval("72.00", "112600100003")], in: shop)
        try await play("DEMO-1005", "45.80", at: terminal, asked + [.asked], in: shop)
    }

    /// Records what happened with one attempt, in order.
    private static func play(
        _ order: OrderNumber, _ amount: String, at terminal: TerminalID, _ kinds: [AttemptEvent.Kind], in shop: Shop
    ) async throws {
        let before = try await shop.payments(of: order, in: .all).count
        let name = "\(order)-\(before + 1)"
        guard let id = AttemptID(name) else { return }
        let wish = PaymentOrder(
            order: order, kind: .sale, amount: try Money(text: amount), terminal: terminal, key: name)
        guard case .begun = try await shop.begin(wish, id: id, over: route, sends: true, in: .all, by: .sample) else {
            return
        }
        for kind in kinds { try await shop.step(id, kind, words: words(kind), by: .sample) }
    }

    private static func approval(_ amount: String, _ reference: ReferenceNumber) throws -> AttemptEvent.Kind {
        .answered(
            Answer(
                .approved, amount: try Money(text: amount), code: "00", reference: reference, authorisation: "026581",
                card: MaskedPAN(bin: "621700", last4: "4417")))
    }

    private static func decline(_ code: String) -> AttemptEvent.Kind {
        .answered(Answer(.declined, amount: Money(minor: 0, currency: .cny), code: code))
    }

    /// What the other side said with it.
    private static func words(_ kind: AttemptEvent.Kind) -> String {
        switch kind {
        case .answered(let answer) where answer.outcome == .declined: "余额不足 not sufficient funds"
        case .stillOpen: "处理中，请稍后查询 in process"
        case .lost(.cut): "connection reset by peer"
        default: ""
        }
    }
}
