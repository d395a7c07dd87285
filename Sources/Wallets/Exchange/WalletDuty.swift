// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Tender

/// One question to a wallet.
public enum WalletCall: Hashable, Sendable, CaseIterable {
    case pay, query, reverse, refund, refundQuery
}

/// What is asked of a wallet for one duty of an attempt: one question, or two where the first one's answer is not
/// believed by itself.
///
///     sale     send    pay                    refund   send     refund
///              ask     query                           ask      refund query
///              reverse reverse, then query             repeat   refund, then refund query
public struct WalletTurn: Hashable, Sendable {
    public let work: Duty.Work
    public let order: WalletOrder
    /// Whether the wallet takes a reversal now; outside of its time the payment is only asked for.
    public let season: Season

    public enum Season: Hashable, Sendable {
        /// The payment may still be on its way. A duty that is done sooner than it was due gets no further than this.
        case early
        case open
        /// Only a refund gives the money back.
        case late
    }

    public init(_ work: Duty.Work, _ order: WalletOrder, at wallet: WalletKind, now: Instant) {
        self.work = work
        self.order = order
        let isLate = now > ReversalLimit.end(wallet, startedAt: order.startedAt)
        let isEarly = now < ReversalLimit.start(wallet, startedAt: order.startedAt)
        season = work != .reverse ? .open : isEarly ? .early : isLate ? .late : .open
    }

    /// In their order; empty for a duty that a wallet cannot do.
    public var calls: [WalletCall] {
        switch (order.refund == nil, work) {
        case (true, .send): [.pay]
        case (true, .ask): [.query]
        case (true, .reverse): season == .open ? [.reverse, .query] : [.query]
        case (false, .send): [.refund]
        case (false, .repeatMessage): [.refund, .refundQuery]
        case (false, .ask): [.refundQuery]
        case (true, .repeatMessage), (false, .reverse), (_, .giveUpWaiting): []
        }
    }

    /// The customer's code where this turn begins with a payment; nil where it needs none.
    ///
    /// - Throws: `.code` where none was handed over, or one of another wallet.
    public func code(in input: PaymentInput, of wallet: WalletKind) throws(WalletUnsendable) -> String? {
        guard calls.first == .pay else { return nil }
        guard case .walletCode(let scanned) = input, WalletKind(code: scanned) == wallet else { throw .code }
        return scanned
    }
}

/// The numbers and amounts of one attempt as a wallet knows them.
public struct WalletOrder: Hashable, Sendable {
    /// The payment's order number: of a refund, its original's.
    public let payment: String
    /// The refund's own number; nil for a payment.
    public let refund: String?
    public let amount: Money
    /// The payment's whole amount.
    public let total: Money
    /// Where the sale's number belongs in words for people.
    public let sale: OrderNumber
    public let terminal: TerminalID
    public let startedAt: Instant

    /// - Parameter original: the payment that a refund gives back; without it only questions can be asked of a refund.
    public init(_ attempt: Attempt, original: Attempt?) throws(WalletUnsendable) {
        let request = attempt.request
        guard request.amount.currency == .cny else { throw .currency }
        switch request.kind {
        case .sale:
            payment = request.id.text
            refund = nil
            total = request.amount
        case .refund:
            guard let id = request.original, original == nil || original?.id == id else { throw .noOriginal }
            payment = id.text
            refund = request.id.text
            total = original?.request.amount ?? request.amount
        default: throw .kind
        }
        amount = request.amount
        sale = request.order
        terminal = request.terminal
        startedAt = attempt.sentAt ?? attempt.intendedAt
        guard Self.isNumber(payment), Self.isNumber(refund ?? payment) else { throw .number }
    }

    /// Both wallets take letters, digits, `_` and `-`; WeChat Pay at least 6 and at most 32 of them.
    public static func isNumber(_ text: String) -> Bool {
        (6...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
                    || byte == 45
            }
    }
}
