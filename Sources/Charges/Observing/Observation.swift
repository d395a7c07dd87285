// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What one source said about one transaction at one time; never changed afterwards (凭据).
public struct Observation: Hashable, Sendable {
    public var source: Source
    public var origin: Origin
    /// When Counterfoil learned it.
    public var recordedAt: Instant
    public var facts: Facts
    /// 1 for the first row with exactly these facts in its file, 2 for the second, and so on. Two equal rows in
    /// one file are two rows (perhaps two charges); the same row in a later file is the same row.
    public var occurrence: Int

    public init(source: Source, origin: Origin, recordedAt: Instant, facts: Facts, occurrence: Int = 1) {
        self.source = source
        self.origin = origin
        self.recordedAt = recordedAt
        self.facts = facts
        self.occurrence = occurrence
    }
}

/// The content of an observation. A nil field means the source did not say, never "zero".
public struct Facts: Hashable, Sendable {
    public var type: TransactionType
    public var status: ReportedStatus?
    /// Always positive in the direction of `type`: a refund of 58.00 is 5800.
    public var amount: Money?
    public var store: StoreID?
    public var merchant: MerchantID?
    public var terminal: TerminalID?
    public var batch: BatchNumber?
    public var voucher: VoucherNumber?
    public var reference: ReferenceNumber?
    public var authorisation: AuthorisationCode?
    public var order: OrderNumber?
    public var channelOrder: ChannelOrderNumber?
    public var card: MaskedPAN?
    /// Tariff product as the source writes it (`debit`, `credit`, `qr`).
    public var product: String?
    /// Bank or wallet name as the source writes it.
    public var channel: String?
    /// Acquirer whose file or answer it is, for choosing the tariff.
    public var acquirer: String?
    /// Wall clock of the store.
    public var occurredAt: CivilTime?
    public var settledOn: CivilDate?
    /// Fee charged; negative when it was given back.
    public var fee: Money?
    public var net: Money?
    /// Whether the slip came out; nil when nobody knows.
    public var printed: Bool?
    public var operatorName: String?
    /// Order number or reference of the original of a refund, void or reversal.
    public var original: String?
    /// Free words of a person or a file's remark, at most 200 characters, scrubbed of card numbers.
    public var remark: String?
    /// What became of the slip, where this observation is about a slip.
    public var slip: SlipReport?
    /// Which print of the slip: nil or 1 for the original, then 2, 3 …
    public var copy: Int?
    /// What the customer says is wrong.
    public var claim: CustomerClaim?
    /// Name of the print job this is about; two prints of one slip are two observations.
    public var printJob: String?
    /// What somebody outside the shop demands about it, and how far that has come.
    public var notice: Notice?
    /// Whether the terminal took it without asking the acquirer, to be sent up later.
    public var isOffline: Bool?
    /// When a hold lapses by itself; wall clock of the store.
    public var expiresAt: CivilTime?

    public init(type: TransactionType) { self.type = type }
}
