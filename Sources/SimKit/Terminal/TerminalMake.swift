// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Nexo
public import Tender

/// What a simulated terminal is, fixed when it is made.
public struct TerminalMake: Sendable {
    /// `model-serial`.
    public var poiID = "V400m-346403161"
    public var currency = Currency.cny
    /// The acquirer's numbers of merchant and terminal, printed on its receipts.
    public var merchant = "898340153110001"
    public var acquirerTerminal = "10000001"
    public var acquirer = "Simulated Acquirer"
    public var version = "1.97.4"
    public var battery = 87
    /// How long the customer takes over a card.
    public var workMilliseconds: Int64 = 0
    /// How long a restart takes.
    public var restartMilliseconds: Int64 = 1_000
    /// Keys of message security; nil for one that speaks plainly.
    public var keys: MessageKeyRing?
    public var crypto: (any MessageCrypto)?
    public var seed: UInt64 = 1

    public init() {}
}

/// What the terminal did for one request, in its own memory that survives a restart.
public struct TerminalEntry: Sendable, Hashable {
    public enum Ending: Sendable, Hashable {
        case approved(Money)
        /// Nothing was charged.
        case failed(ErrorCondition)
    }

    /// The terminal's own number.
    public let number: String
    public let time: Instant
    /// Header of the request.
    public let request: MessageHeader
    public let sale: String
    /// nil for a reversal.
    public let type: PaymentType?
    public let asked: Money
    public let ending: Ending
    /// The entry that a reversal or linked refund gives back.
    public let original: String?
    /// Reconciliation in which it counts.
    public let period: Int
    /// As it was answered, or should have been.
    public let answer: MessageBody

    /// What moved: zero where nothing did.
    public var moved: Money {
        if case .approved(let money) = ending { money } else { Money(minor: 0, currency: asked.currency) }
    }

    /// Whether it took money, or a hold, from the customer.
    public var takes: Bool { type != nil && type != .refund }
}
