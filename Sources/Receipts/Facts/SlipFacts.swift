// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What a slip says, read out of its printed lines; each fact with how sure the reading is and where it stands.
///
/// Nothing is guessed: where two readings contradict each other and nothing decides between them, the fact is absent
/// and its name is in `ambiguous`.
public struct SlipFacts: Sendable, Hashable {
    /// A value, how sure it is that the slip says this (0 to 100), and its line (0 for the first).
    public struct Fact<Value: Sendable & Hashable>: Sendable, Hashable {
        public let value: Value
        public let confidence: Int
        public let line: Int

        public init(_ value: Value, confidence: Int, line: Int) {
            self.value = value
            self.confidence = min(max(confidence, 0), 100)
            self.line = line
        }
    }

    /// Names of the facts, as tables and `ambiguous` use them.
    public enum Name: String, CaseIterable, Sendable, Hashable {
        case amount, netPaid, currency, time, kind, reference, voucher, batch, terminal, merchant, merchantName
        case card, authorisation, order, channelOrder, operatorName, channel, receipt
        case originalVoucher, originalReference, originalAuthorisation, originalOrder, originalDate
    }

    /// What a slip says of itself.
    public enum Mark: String, CaseIterable, Sendable, Hashable {
        /// 重打印 DUPLICATE
        case reprint
        /// 测试,凭证无效
        case training
        /// 非凭证联
        case notAReceipt
    }

    /// What was charged, or given back when `kind` says so; never below zero.
    public var amount: Fact<Money>?
    /// What the customer paid after discounts, where the slip says both.
    public var netPaid: Fact<Money>?
    /// How sure the currency of the amounts is: a lone `$` is not much.
    public var currency: Fact<Currency>?
    public var time: Fact<CivilTime>?
    /// Also present when the slip shows no clock.
    public var date: Fact<CivilDate>?
    public var kind: Fact<SlipKind>?
    public var channel: Fact<PaymentChannel>?
    public var card: Fact<MaskedPAN>?
    public var reference: Fact<ReferenceNumber>?
    public var voucher: Fact<VoucherNumber>?
    public var batch: Fact<BatchNumber>?
    public var terminal: Fact<TerminalID>?
    public var merchant: Fact<MerchantID>?
    public var merchantName: Fact<String>?
    public var authorisation: Fact<AuthorisationCode>?
    public var order: Fact<OrderNumber>?
    public var channelOrder: Fact<ChannelOrderNumber>?
    public var receipt: Fact<OrderNumber>?
    public var operatorName: Fact<String>?
    public var originalVoucher: Fact<VoucherNumber>?
    public var originalReference: Fact<ReferenceNumber>?
    public var originalAuthorisation: Fact<AuthorisationCode>?
    public var originalOrder: Fact<ChannelOrderNumber>?
    public var originalDate: Fact<CivilDate>?
    public var marks: Set<Mark> = []
    /// Facts the slip contradicts itself about.
    public var ambiguous: Set<Name> = []

    public init() {}
}
