// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// What kind of channel took the money, for the rules by which it gives money back.
public enum RefundChannel: String, CaseIterable, Hashable, Sendable {
    case card, wechat, alipay, wallet
    /// Nobody knows, or none: paid out by hand.
    case other

    /// The channel as the sources name it.
    public init(of facts: Facts) {
        let words = ((facts.product ?? "") + " " + (facts.channel ?? "") + " " + (facts.acquirer ?? "")).lowercased()
        func holds(_ any: [String]) -> Bool { any.contains { words.contains($0) } }
        if holds(["wechat", "weixin", "微信"]) {
            self = .wechat
        } else if holds(["alipay", "支付宝"]) {
            self = .alipay
        } else if facts.channelOrder != nil || holds(["qr", "扫码", "钱包", "jd", "meituan", "云闪付"]) {
            self = .wallet
        } else {
            self = .card
        }
    }

    /// What people call it.
    public var label: Bilingual {
        switch self {
        case .card: Bilingual(zh: "银行卡", en: "card")
        case .wechat: Bilingual(zh: "微信支付", en: "WeChat Pay")
        case .alipay: Bilingual(zh: "支付宝", en: "Alipay")
        case .wallet: Bilingual(zh: "扫码钱包", en: "wallet")
        case .other: Bilingual(zh: "其他", en: "other")
        }
    }
}

/// The rules of one channel for giving money back. Rows of data, and defaults: contracts differ, so a shop sets its
/// own, and a channel that says otherwise is believed.
public struct RefundRules: Hashable, Sendable {
    /// Whether a charge can be taken back whole before it is settled.
    public var takesVoid: Bool
    /// Days after the charge's business day.
    public var days: Int
    /// Most refunds of one charge; nil where nobody says.
    public var parts: Int?
    /// Seconds between two refunds of one charge.
    public var secondsBetween: Int64
    /// Working days until the customer sees the money.
    public var arrival: ClosedRange<Int>

    public init(takesVoid: Bool, days: Int, parts: Int?, secondsBetween: Int64, arrival: ClosedRange<Int>) {
        self.takesVoid = takesVoid
        self.days = days
        self.parts = parts
        self.secondsBetween = secondsBetween
        self.arrival = arrival
    }

    /// The rules as the channels document them.
    ///
    ///     card      void on the day while the batch is open; refund ≤ 180 days (30 in older contracts)
    ///     WeChat    no void of what is paid; refund ≤ 365 days, ≤ 50 of one payment, a minute apart
    ///     Alipay    cancel on the day; refund ≤ 12 months
    ///     wallet    revoke once, on the day, whole; refund ≤ 365 days
    public static func standard(_ channel: RefundChannel) -> RefundRules {
        switch channel {
        case .card:
            RefundRules(takesVoid: true, days: RefundWindow.card, parts: nil, secondsBetween: 0, arrival: 1...7)
        case .wechat:
            RefundRules(takesVoid: false, days: RefundWindow.wallet, parts: 50, secondsBetween: 60, arrival: 0...3)
        case .alipay:
            RefundRules(takesVoid: true, days: RefundWindow.wallet, parts: nil, secondsBetween: 0, arrival: 0...3)
        case .wallet:
            RefundRules(takesVoid: true, days: RefundWindow.wallet, parts: nil, secondsBetween: 0, arrival: 0...3)
        case .other: RefundRules(takesVoid: false, days: 0, parts: nil, secondsBetween: 0, arrival: 0...1)
        }
    }
}
