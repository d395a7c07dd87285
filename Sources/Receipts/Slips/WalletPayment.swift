// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The wallet side of a slip: who paid through which channel, and the numbers both sides know it by.
public struct WalletPayment: Sendable, Hashable {
    public let channel: PaymentChannel
    /// Number of the wallet or channel, 28 digits or so.
    public let channelOrder: ChannelOrderNumber?
    /// Number the merchant's side gave.
    public let merchantOrder: OrderNumber?
    /// Bank or balance the payer used; empty when unknown.
    public let payer: String
    /// What the channel or the shop took off the amount.
    public let discount: Money?
    /// What the customer really paid.
    public let netPaid: Money?

    public init(
        channel: PaymentChannel, channelOrder: ChannelOrderNumber? = nil, merchantOrder: OrderNumber? = nil,
        payer: String = "", discount: Money? = nil, netPaid: Money? = nil
    ) {
        self.channel = channel
        self.channelOrder = channelOrder
        self.merchantOrder = merchantOrder
        self.payer = payer
        self.discount = discount
        self.netPaid = netPaid
    }
}

/// The way money took.
public enum PaymentChannel: String, CaseIterable, Sendable, Hashable {
    case card, wechat, alipay, unionpay, digitalYuan, cash

    /// Name on a slip.
    public func words(_ language: SlipLanguage) -> String {
        let (chinese, english) =
            switch self {
            case .card: ("银行卡", "BANK CARD")
            case .wechat: ("微信支付", "WeChat Pay")
            case .alipay: ("支付宝", "Alipay")
            case .unionpay: ("云闪付", "UnionPay QR")
            case .digitalYuan: ("数字人民币", "e-CNY")
            case .cash: ("现金", "CASH")
            }
        return language == .chinese ? chinese : english
    }
}
