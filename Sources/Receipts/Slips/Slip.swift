// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// All that stands on a slip of ours: 签购单 of a card, slip of a wallet, refund, void, hand-written receipt, fault
/// note. How it is set on paper is a `SlipLayout`.
///
///     Slip ── SlipLayout ──▶ lines ── encode ──▶ ESC/POS bytes ── DuplicateMark ──▶ bytes of a copy
public struct Slip: Sendable, Hashable {
    /// Who sold, and where.
    public struct Place: Sendable, Hashable {
        public let merchantName: String
        public let merchant: MerchantID?
        public let terminal: TerminalID?
        /// Number of the operator (操作员号); empty when there is none.
        public let operatorNumber: String
        /// Telephone the customer may call; empty when there is none.
        public let telephone: String
        /// Street and town; empty when there is none.
        public let address: String
        /// Taxpayer number (税号); empty when there is none.
        public let taxNumber: String

        public init(
            merchantName: String, merchant: MerchantID? = nil, terminal: TerminalID? = nil,
            operatorNumber: String = "", telephone: String = "", address: String = "", taxNumber: String = ""
        ) {
            self.merchantName = merchantName
            self.merchant = merchant
            self.terminal = terminal
            self.operatorNumber = operatorNumber
            self.telephone = telephone
            self.address = address
            self.taxNumber = taxNumber
        }
    }

    /// The numbers a transaction is found by.
    public struct Numbers: Sendable, Hashable {
        public var batch: BatchNumber?
        public var voucher: VoucherNumber?
        public var authorisation: AuthorisationCode?
        public var reference: ReferenceNumber?
        public var order: OrderNumber?
        /// Number printed on the hand-written receipt.
        public var receipt: OrderNumber?

        public init(
            batch: BatchNumber? = nil, voucher: VoucherNumber? = nil, authorisation: AuthorisationCode? = nil,
            reference: ReferenceNumber? = nil, order: OrderNumber? = nil, receipt: OrderNumber? = nil
        ) {
            self.batch = batch
            self.voucher = voucher
            self.authorisation = authorisation
            self.reference = reference
            self.order = order
            self.receipt = receipt
        }
    }

    /// What a void, refund or completion points back to.
    public struct Original: Sendable, Hashable {
        public var voucher: VoucherNumber?
        public var reference: ReferenceNumber?
        public var authorisation: AuthorisationCode?
        public var order: ChannelOrderNumber?
        public var date: CivilDate?

        public init(
            voucher: VoucherNumber? = nil, reference: ReferenceNumber? = nil,
            authorisation: AuthorisationCode? = nil, order: ChannelOrderNumber? = nil, date: CivilDate? = nil
        ) {
            self.voucher = voucher
            self.reference = reference
            self.authorisation = authorisation
            self.order = order
            self.date = date
        }
    }

    /// Something sold, on a hand-written receipt.
    public struct Item: Sendable, Hashable {
        public let name: String
        public let amount: Money

        public init(name: String, amount: Money) {
            self.name = name
            self.amount = amount
        }
    }

    public let kind: SlipKind
    public let amount: Money
    /// On the shop's wall clock.
    public let time: CivilTime
    public let place: Place
    public var numbers: Numbers
    public var card: SlipCard?
    public var wallet: WalletPayment?
    public var original: Original?
    public var items: [Item] = []
    /// Texts of issuer, card organisation and acquirer (field 63), reasons, and whatever else must be said.
    public var remarks: [String] = []
    /// Number of instalments; printed when above 1.
    public var instalments = 1
    /// Made in training: says 测试,凭证无效 and is no proof of payment.
    public var isTraining = false
    /// Text of a code the customer can scan, for example the page of the electronic receipt.
    public var link: String?

    public init(
        _ kind: SlipKind, amount: Money, time: CivilTime, place: Place, numbers: Numbers = Numbers(),
        card: SlipCard? = nil, wallet: WalletPayment? = nil, original: Original? = nil
    ) {
        self.kind = kind
        self.amount = amount
        self.time = time
        self.place = place
        self.numbers = numbers
        self.card = card
        self.wallet = wallet
        self.original = original
    }
}
