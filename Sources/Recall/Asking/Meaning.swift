// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// A number that can name one transaction by itself, or nearly.
public enum ExactKey: Sendable, Hashable {
    /// Our own public number, `T0000001234`.
    case transaction(String)
    case reference(ReferenceNumber)
    case order(OrderNumber)
    case channelOrder(ChannelOrderNumber)
    /// Wraps at 999999, so several transactions may carry it.
    case voucher(VoucherNumber)
    case authorisation(AuthorisationCode)
}

/// What one piece of the text may mean.
public enum Meaning: Sendable, Hashable {
    case money(AmountRange)
    /// First and last day.
    case day(ClosedRange<CivilDate>)
    case clock(ClockSpan)
    /// A stretch counted from now: `just now`, `2 hours ago`.
    case moment(TimeWindow)
    case card(MaskedPAN)
    case phone(last4: String)
    case key(ExactKey)
    case batch(BatchNumber)
    case terminal(TerminalID)
    case merchant(MerchantID)
    case store(StoreID, name: String)
    case cashier(String)
    case channel(PaymentChannel)
    case type(TransactionType)
    case trouble(Trouble)
    /// The balance in a bank's message: read so that it is not taken for the amount, never searched for.
    case balance(Money)
    /// A merchant's name in a bank's message.
    case merchantName(String)
    /// Words that we understood nothing of.
    case word(String)
}

/// A stretch of the day: `15:03`, `in the afternoon`. May run past midnight.
public struct ClockSpan: Sendable, Hashable {
    /// Seconds after midnight; `to` may be up to a day later.
    public let from: Int
    public let to: Int
    /// The named second of day, for `15:03`; nil for `in the morning`.
    public let said: Int?

    public init(from: Int, to: Int, said: Int? = nil) {
        self.from = min(from, to)
        self.to = max(from, to)
        self.said = said
    }
}

/// A bank, wallet or kind of card as people call it, with the words that files use for it.
public struct PaymentChannel: Sendable, Hashable {
    public let name: Bilingual
    /// Words that `Facts.channel` or `Facts.product` contain, lower case; any of them fits.
    public let words: [String]
    /// Tariff products it may be: `qr`, `debit`, `credit`; empty when it says nothing about that.
    public let products: [String]

    public init(name: Bilingual, words: [String], products: [String]) {
        self.name = name
        self.words = words
        self.products = products
    }
}

/// What went wrong in the customer's words, and the codes it may be.
public struct Trouble: Sendable, Hashable {
    public let name: Bilingual
    public let codes: [FindingCode]

    public init(name: Bilingual, codes: [FindingCode]) {
        self.name = name
        self.codes = codes
    }
}
