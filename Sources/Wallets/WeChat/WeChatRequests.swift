// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Bytes
internal import JSON
public import Tender

/// Requests of WeChat Pay's API v3 for payment codes, as values. The same order gives the same bytes.
public struct WeChatRequests: Sendable {
    public let account: WeChatAccount

    public init(_ account: WeChatAccount) { self.account = account }

    static let payments = "/v3/pay/transactions/"

    public func pay(_ order: WalletOrder, code: String) -> WalletRequest {
        let title = "\(account.title) \(order.sale)".shortened(to: 127)
        return tell(
            Self.payments + "codepay",
            [
                ("appid", .text(account.app)), ("mchid", .text(account.merchant)), ("description", .text(title)),
                ("out_trade_no", .text(order.payment)), ("payer", .object([("auth_code", .text(code))])),
                (
                    "amount",
                    .object([("total", .number(JSONNumber(order.total.minor))), ("currency", .text("CNY"))])
                ),
                (
                    "scene_info",
                    .object([
                        ("device_id", .text(order.terminal.text.shortened(to: 32))),
                        ("store_info", .object([("out_id", .text(account.store))])),
                    ])
                ),
            ])
    }

    public func query(_ order: WalletOrder) -> WalletRequest {
        ask(Self.payments + "out-trade-no/\(order.payment)?mchid=\(FormText.encoded(account.merchant))")
    }

    public func reverse(_ order: WalletOrder) -> WalletRequest {
        tell(
            Self.payments + "out-trade-no/\(order.payment)/reverse",
            [("appid", .text(account.app)), ("mchid", .text(account.merchant))])
    }

    /// Closes an order that nobody has paid; a paid one is not touched.
    public func close(_ order: WalletOrder) -> WalletRequest {
        tell(Self.payments + "out-trade-no/\(order.payment)/close", [("mchid", .text(account.merchant))])
    }

    public func refund(_ order: WalletOrder) -> WalletRequest {
        var members: [(String, JSONNode)] = [
            ("out_trade_no", .text(order.payment)), ("out_refund_no", .text(order.refund ?? order.payment)),
        ]
        if !account.notifyURL.isEmpty { members.append(("notify_url", .text(account.notifyURL))) }
        members.append(
            (
                "amount",
                .object([
                    ("refund", .number(JSONNumber(order.amount.minor))),
                    ("total", .number(JSONNumber(order.total.minor))), ("currency", .text("CNY")),
                ])
            ))
        return tell("/v3/refund/domestic/refunds", members)
    }

    public func refundQuery(_ order: WalletOrder) -> WalletRequest {
        ask("/v3/refund/domestic/refunds/\(order.refund ?? order.payment)")
    }

    /// Asks where a day's bill lies: all payments and refunds, packed.
    public func bill(_ day: CivilDate) -> WalletRequest {
        ask("/v3/bill/tradebill?bill_date=\(day)&bill_type=ALL&tar_type=GZIP")
    }

    public var certificates: WalletRequest { ask("/v3/certificates") }

    /// - Parameter code: of the customer; for a payment alone.
    public func request(_ call: WalletCall, _ order: WalletOrder, code: String?) -> WalletRequest {
        switch call {
        case .pay: pay(order, code: code ?? "")
        case .query: query(order)
        case .reverse: reverse(order)
        case .refund: refund(order)
        case .refundQuery: refundQuery(order)
        }
    }

    private func ask(_ target: String) -> WalletRequest {
        WalletRequest(.get, target, headers: [WalletHeader("Accept", "application/json")])
    }

    private func tell(_ target: String, _ members: [(String, JSONNode)]) -> WalletRequest {
        WalletRequest(
            .post, target,
            headers: [
                WalletHeader("Accept", "application/json"), WalletHeader("Content-Type", "application/json"),
            ], body: JSONWriter.bytes(of: .object(members)))
    }
}

extension JSONNode {
    static func object(_ members: [(String, JSONNode)]) -> JSONNode {
        .object(members.map { JSONNode.Member(name: $0.0, value: $0.1) })
    }
}
