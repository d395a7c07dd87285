// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Bytes
internal import JSON
public import Tender

/// Requests of Alipay's open platform for payment codes, as values.
///
///     POST /gateway.do?app_id=…&method=…&sign=…     the common parameters
///     biz_content={…}                               what is asked
///
/// Signed is every parameter that is not empty, in the order of names, as `name=value&…` without escapes.
public struct AlipayRequests: Sendable {
    public let account: AlipayAccount

    public init(_ account: AlipayAccount) { self.account = account }

    /// What is asked, before it is signed.
    public struct Question: Hashable, Sendable {
        public let method: String
        /// JSON.
        public let content: String
        let isTold: Bool

        /// Where the answer stands.
        public var answerName: String { method.replacing(".", with: "_") + "_response" }
    }

    public func pay(_ order: WalletOrder, code: String) -> Question {
        var members: [(String, JSONNode)] = [
            ("out_trade_no", .text(order.payment)), ("scene", .text("bar_code")), ("auth_code", .text(code)),
            ("subject", .text("\(account.title) \(order.sale)".shortened(to: 128))),
            ("total_amount", .text(order.total.text)), ("timeout_express", .text("3m")),
            ("terminal_id", .text(order.terminal.text.shortened(to: 32))),
        ]
        if !account.store.isEmpty { members.append(("store_id", .text(account.store.shortened(to: 32)))) }
        return question("alipay.trade.pay", members, isTold: true)
    }

    public func query(_ order: WalletOrder) -> Question {
        question("alipay.trade.query", [("out_trade_no", .text(order.payment))])
    }

    public func cancel(_ order: WalletOrder) -> Question {
        question("alipay.trade.cancel", [("out_trade_no", .text(order.payment))])
    }

    public func refund(_ order: WalletOrder) -> Question {
        question(
            "alipay.trade.refund",
            [
                ("out_trade_no", .text(order.payment)), ("refund_amount", .text(order.amount.text)),
                ("out_request_no", .text(order.refund ?? order.payment)),
            ])
    }

    public func refundQuery(_ order: WalletOrder) -> Question {
        question(
            "alipay.trade.fastpay.refund.query",
            [
                ("out_trade_no", .text(order.payment)), ("out_request_no", .text(order.refund ?? order.payment)),
            ])
    }

    /// Asks where a day's bill lies.
    public func bill(_ day: CivilDate) -> Question {
        question(
            "alipay.data.dataservice.bill.downloadurl.query",
            [("bill_type", .text("trade")), ("bill_date", .text(day.description))])
    }

    /// - Parameter code: of the customer; for a payment alone.
    public func question(_ call: WalletCall, _ order: WalletOrder, code: String?) -> Question {
        switch call {
        case .pay: pay(order, code: code ?? "")
        case .query: query(order)
        case .reverse: cancel(order)
        case .refund: refund(order)
        case .refundQuery: refundQuery(order)
        }
    }

    private func question(_ method: String, _ members: [(String, JSONNode)], isTold: Bool = false) -> Question {
        Question(method: method, content: JSONWriter.text(of: .object(members)), isTold: isTold)
    }

    // MARK: - Signed

    /// The signed request; nil when the key does not sign.
    ///
    /// - Parameter gateway: path of the gateway, `/gateway.do`.
    public func signed(
        _ question: Question, by secrets: any WalletSecrets, at time: Instant, gateway: String = "/gateway.do"
    ) -> WalletRequest? {
        var pairs: [(name: String, value: String)] = [
            ("app_id", account.app), ("method", question.method), ("format", "JSON"), ("charset", "utf-8"),
            ("sign_type", "RSA2"), ("timestamp", Zone.shanghai.civil(at: time).description), ("version", "1.0"),
        ]
        if question.isTold, !account.notifyURL.isEmpty { pairs.append(("notify_url", account.notifyURL)) }
        if !account.token.isEmpty { pairs.append(("app_auth_token", account.token)) }
        let content = (name: "biz_content", value: question.content)
        guard let signature = secrets.sign(Self.text(of: pairs + [content])) else { return nil }
        pairs.append(("sign", Base64.text(of: signature)))
        return WalletRequest(
            .post, gateway + "?" + FormText.encoded(pairs),
            headers: [
                WalletHeader("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
            ], body: Array(FormText.encoded([content]).utf8))
    }

    /// What is signed of a request: its parameters in the order of their names' bytes, empty ones left out.
    public static func text(of pairs: [(name: String, value: String)]) -> [UInt8] {
        let kept = pairs.filter { $0.name != "sign" && !$0.value.isEmpty }
        let sorted = kept.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return Array(sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&").utf8)
    }
}
