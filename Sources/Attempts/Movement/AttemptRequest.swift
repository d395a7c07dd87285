// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Names an attempt: our own number, echoed by whoever echoes numbers.
public enum AttemptKind: Sendable {}
public typealias AttemptID = Identifier<AttemptKind>

/// What is to be asked, complete before the first byte goes out, so that any later day can repeat or reverse it.
public struct AttemptRequest: Hashable, Sendable {
    public let id: AttemptID
    /// The sale it tries to pay; a void or refund names the sale whose money it moves.
    public let order: OrderNumber
    public let kind: MovementKind
    public let amount: Money
    public let terminal: TerminalID
    /// Number of the exchange at its terminal (STAN, ServiceID); the same on every repeat and reversal.
    public let voucher: VoucherNumber
    /// The attempt whose money it moves back or completes.
    public let original: AttemptID?
    /// The caller's key: the same key with the same content is the same attempt.
    public let key: String
    /// Through what it goes.
    public let link: LinkKind
    /// The batch it belongs to at its acquirer; nil where the link knows no batches.
    public let batch: BatchNumber?
    /// What the link needs to speak of this exchange on any later day (a sale system's name, an inquiry's address).
    /// Never card data.
    public let linkNote: String
    /// Number of the refund that it carries out for people; empty for one that a till began.
    public let refund: String
    /// The till whose own message it is, forwarded to the terminal as it came; empty for what began here.
    public let till: String

    public init(
        id: AttemptID, order: OrderNumber, kind: MovementKind, amount: Money, terminal: TerminalID,
        voucher: VoucherNumber, original: AttemptID? = nil, key: String, link: LinkKind = .terminal,
        batch: BatchNumber? = nil, linkNote: String = "", refund: String = "", till: String = ""
    ) {
        self.id = id
        self.order = order
        self.kind = kind
        self.amount = amount
        self.terminal = terminal
        self.voucher = voucher
        self.original = original
        self.key = key
        self.link = link
        self.batch = batch
        self.linkNote = linkNote
        self.refund = refund
        self.till = till
    }

    /// Whether another request with the same key asks for the same.
    public func asksTheSame(as other: AttemptRequest) -> Bool {
        order == other.order && kind == other.kind && amount == other.amount && terminal == other.terminal
            && original == other.original
    }

    /// Whether a till sent it through the terminal proxy.
    public var isProxied: Bool { !till.isEmpty }

    /// Most bytes of a caller's key.
    public static let keyLimit = 128
    /// Most bytes of a link's note.
    public static let noteLimit = 500
}

/// Through what an attempt goes.
public enum LinkKind: UInt8, CaseIterable, Hashable, Sendable {
    case terminal = 1
    case acquirer = 2
    case wallet = 3
}
