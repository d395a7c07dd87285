// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a column of any known format holds.
public enum Field: Int, CaseIterable, Sendable, Hashable {
    case time, date, clock
    case type, status, direction, category
    case amount, incoming, outgoing, payable, received, refundAmount, refundApplied, couponRefund
    case fee, net, currency
    case merchant, subMerchant, store, terminal, batch, voucher, reference, authorisation
    case order, channelOrder, refundOrder, refundChannelOrder, refundStatus, original
    /// The channel's number of the payment that a dispute is about.
    case disputed
    case card, method, product, channel, acquirer
    case settleDate
    case printed
    case operatorName
    case netCurrency, netIncoming, netOutgoing, feeCurrency, feeDirection
    case commission, markup, schemeFee, interchange
    /// The payout or settlement batch that a row belongs to.
    case payout
    case goods, counterparty, counterAccount, remark, serial, summary

    /// Its place in `allCases`; the raw values count from 0.
    var position: Int { rawValue }

    /// Its name in profiles and in our own files.
    public var name: String {
        switch self {
        case .clock: "time_of_day"
        case .incoming: "money_in"
        case .outgoing: "money_out"
        case .refundAmount: "refund_amount"
        case .refundApplied: "refund_applied"
        case .couponRefund: "coupon_refund"
        case .subMerchant: "sub_merchant"
        case .voucher: "trace"
        case .reference: "rrn"
        case .authorisation: "auth_code"
        case .order: "order_no"
        case .channelOrder: "channel_order_no"
        case .refundOrder: "refund_no"
        case .refundChannelOrder: "channel_refund_no"
        case .refundStatus: "refund_status"
        case .disputed: "disputed_no"
        case .settleDate: "settle_date"
        case .operatorName: "operator"
        case .counterAccount: "counter_account"
        default: "\(self)"
        }
    }

    /// The field of a name; nil when there is none.
    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// Columns whose digits are never a card number, so that a quarantined row keeps them.
    var isIdentifier: Bool {
        switch self {
        case .merchant, .subMerchant, .store, .terminal, .batch, .voucher, .reference, .authorisation, .order,
            .channelOrder, .refundOrder, .refundChannelOrder, .original, .disputed, .serial, .payout:
            true
        default: false
        }
    }
}
