// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Wallets

/// Payments and refunds of one till, for tests.
enum Scanned {
    static let start = Instant(milliseconds: 1_795_680_000_000)
    static let later = start.adding(milliseconds: 45_000)
    static let weChat = WeChatAccount(
        merchant: "1900000001", app: "wx0123456789abcdef", serial: "5F00", title: "街角茶店", store: "S1")
    static let alipay = AlipayAccount(app: "2021000000000001", title: "街角茶店")

    static func attempt(
        _ id: String = "01SALE", _ kind: MovementKind = .sale, fen: Int64 = 5_800, original: String? = nil,
        at wallet: WalletKind = .wechat
    ) -> Attempt {
        let request = AttemptRequest(
            id: AttemptID(id) ?? "X", order: "R1", kind: kind, amount: Money(minor: fen), terminal: "T1",
            voucher: "1", original: original.flatMap { AttemptID($0) }, key: "k-\(id)")
        return Attempt(request, ability: .wallet, policy: .wallet(wallet, kind), at: start)
    }

    static func order(_ attempt: Attempt = attempt(), original: Attempt? = nil) throws -> WalletOrder {
        try WalletOrder(attempt, original: original)
    }

    static func turn(
        _ work: Duty.Work, isRefund: Bool = false, at wallet: WalletKind = .wechat, now: Instant = start
    ) throws -> WalletTurn {
        let sale = attempt()
        let order =
            isRefund ? try order(attempt("01BACK", .refund, fen: 800, original: "01SALE"), original: sale) : try order()
        return WalletTurn(work, order, at: wallet, now: now)
    }

    static func approved(_ fen: Int64 = 5_800, _ code: String, _ number: String) -> AttemptEvent.Kind {
        .answered(
            Answer(
                .approved, amount: Money(minor: fen), code: code, reference: ReferenceNumber(number), linkNote: number))
    }

    static func declined(_ code: String) -> AttemptEvent.Kind {
        .answered(Answer(.declined, amount: Money(minor: 0), code: code))
    }
}
