// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One row of a file, typed. A nil field means the file did not say, never "zero".
public struct StatementRow: Hashable, Sendable {
    /// What the row is about.
    public enum Kind: String, CaseIterable, Sendable, Hashable {
        case sale, refund, void, reversal, preauth, completion
        /// The customer's bank took a payment back; the row's numbers are the payment's.
        case chargeback
        /// The money of a chargeback came again.
        case representment
        /// Money that came into an account and is not one customer's payment: a deposit, a transfer, interest.
        case incoming
        /// Money that left an account and is not a customer's payment: a transfer, a bill, a withdrawal.
        case outgoing
        /// Money that only changed its place or its name within one person's accounts.
        case neutral

        /// Whether the row is one money movement between a customer and a merchant.
        public var isTransaction: Bool {
            switch self {
            case .sale, .refund, .void, .reversal, .preauth, .completion: true
            case .incoming, .outgoing, .neutral, .chargeback, .representment: false
            }
        }

        /// Whether it is the bank's word on an earlier payment.
        public var isDispute: Bool { self == .chargeback || self == .representment }
    }

    /// What the file says became of it.
    public enum Status: String, CaseIterable, Sendable, Hashable {
        case approved, declined, unknown, pending, reversed, closed
    }

    /// Whose side of the movement the file shows.
    public enum Side: Sendable, Hashable {
        case merchant
        case payer
    }

    /// 1-based physical line on which the row begins.
    public var line: Int
    /// 0-based offset of the row's first byte in the file as it was given.
    public var byte: Int64
    public var kind: Kind
    public var side = Side.merchant
    public var status: Status?
    /// Never negative; `kind` gives the direction.
    public var amount: Money?
    /// How much of `amount` was given back later, where the row itself says so; the refund has its own row.
    public var refundedPart: Money?
    public var store: StoreID?
    public var merchant: MerchantID?
    public var terminal: TerminalID?
    public var batch: BatchNumber?
    public var voucher: VoucherNumber?
    public var reference: ReferenceNumber?
    public var authorisation: AuthorisationCode?
    /// The merchant's own number: of the sale, or of the refund itself.
    public var order: OrderNumber?
    /// The channel's number: of the sale, or of the refund itself.
    public var channelOrder: ChannelOrderNumber?
    public var card: MaskedPAN?
    public var product: String?
    public var channel: String?
    public var acquirer: String?
    /// Wall clock of the store.
    public var occurredAt: CivilTime?
    public var settledOn: CivilDate?
    /// Fee charged; negative when it was given back.
    public var fee: Money?
    /// What the fee is made of, where the file says.
    public var feeParts: [FeePart] = []
    /// Number of the payout or settlement batch that the row belongs to.
    public var payout: String?
    /// What the merchant receives; negative when it pays.
    public var net: Money?
    public var printed: Bool?
    public var operatorName: String?
    /// The merchant's order number of the sale that a refund, void or reversal belongs to.
    public var original: String?
    /// At most 200 characters, scrubbed of card numbers.
    public var remark: String?

    public init(line: Int, byte: Int64, kind: Kind) {
        self.line = line
        self.byte = byte
        self.kind = kind
    }
}
