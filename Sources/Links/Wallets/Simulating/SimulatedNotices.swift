// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Foundation
internal import JSON
internal import SimKit
internal import Tender
public import Wallets

/// A notification as the simulated wallet sends it.
public struct SimulatedNotice: Sendable, Hashable {
    public let wallet: WalletKind
    public let headers: [WalletHeader]
    public let body: [UInt8]
}

extension WalletStage {
    /// Notifications of what ended and was not told of yet, oldest first.
    ///
    /// - Parameter isForged: signed by a stranger.
    func notices(isForged: Bool = false) -> [SimulatedNotice] {
        let keys = isForged ? stranger : secrets
        weChat.advance(to: now)
        alipay.advance(to: now)
        return weChat.takeUntold().compactMap { weChatNotice($0, keys) }
            + alipay.takeUntold().compactMap { alipayNotice($0, keys) }
    }

    private func weChatNotice(_ happening: SimulatedWallet.Happening, _ keys: WalletKeys) -> SimulatedNotice? {
        let counter = WeChatCounter(self)
        let (node, kind, associated): (JSONNode, String, String)
        switch happening {
        case .paid(let number):
            guard let order = weChat.orders[number] else { return nil }
            (node, kind, associated) = (counter.payment(order), "TRANSACTION.SUCCESS", "transaction")
        case .refunded(let number, let refund):
            guard let order = weChat.orders[number], let refund = order.refunds.first(where: { $0.number == refund })
            else { return nil }
            (node, kind, associated) = (
                counter.refund(refund, order, "refund_status"), "REFUND.SUCCESS", "refund"
            )
        }
        lastToken += 1
        let body = JSONWriter.bytes(
            of: .object([
                .init(name: "id", value: .text("EV-2026-\(lastToken)")),
                .init(name: "create_time", value: .text(Zone.shanghai.rfc3339(now))),
                .init(name: "resource_type", value: .text("encrypt-resource")),
                .init(name: "event_type", value: .text(kind)), .init(name: "summary", value: .text("通知")),
                .init(name: "resource", value: sealed(JSONWriter.bytes(of: node), associated: associated)),
            ]))
        let headers = signature(body, by: keys) + [WalletHeader("Content-Type", "application/json")]
        return SimulatedNotice(wallet: .wechat, headers: headers, body: body)
    }

    private func alipayNotice(_ happening: SimulatedWallet.Happening, _ keys: WalletKeys) -> SimulatedNotice? {
        let (number, refund): (String, String?) =
            switch happening {
            case .paid(let order): (order, nil)
            case .refunded(let order, let refund): (order, refund)
            }
        guard let order = alipay.orders[number] else { return nil }
        lastToken += 1
        var pairs: [(name: String, value: String)] = [
            ("app_id", merchant.alipayApp), ("charset", "utf-8"), ("notify_id", "N2026\(lastToken)"),
            ("notify_time", time(now.adding(milliseconds: -ahead))), ("notify_type", "trade_status_sync"),
            ("out_trade_no", number), ("seller_id", merchant.alipaySeller), ("subject", order.title),
            ("total_amount", Money(minor: order.fen).text), ("trade_no", order.walletNumber),
            ("trade_status", order.charged == 0 ? "TRADE_CLOSED" : "TRADE_SUCCESS"), ("version", "1.0"),
        ]
        if let refund {
            pairs += [
                ("gmt_refund", time(now)), ("out_biz_no", refund), ("refund_fee", Money(minor: order.refunded).text),
            ]
        }
        let sign = keys.sign(AlipayRequests.text(of: pairs)) ?? []
        pairs += [("sign_type", "RSA2"), ("sign", Base64.text(of: sign))]
        return SimulatedNotice(
            wallet: .alipay, headers: [WalletHeader("Content-Type", "application/x-www-form-urlencoded")],
            body: Array(FormText.encoded(pairs).utf8))
    }
}
