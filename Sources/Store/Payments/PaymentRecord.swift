// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Printing
public import Tender

/// An attempt to pay as the shop has it, with every step.
public struct PaymentRecord: Sendable, Hashable, Identifiable {
    public internal(set) var attempt: Attempt
    /// Oldest first.
    public internal(set) var events: [AttemptEvent]
    public let store: StoreID?
    /// Who began it.
    public let by: String
    /// Its slip; nil while no money moved.
    public internal(set) var receipt: PrintJobID?
    public let isSample: Bool
    /// When a till behind the terminal proxy had its answer, as far as the connection proves it; nil before.
    public internal(set) var deliveredAt: Instant?

    public var id: AttemptID { attempt.id }

    init(_ attempt: Attempt, events: [AttemptEvent] = [], store: StoreID?, by: String, isSample: Bool) {
        self.attempt = attempt
        self.events = events
        self.store = store
        self.by = by
        self.isSample = isSample
    }
}

/// What is asked for; the shop adds the numbers.
public struct PaymentOrder: Sendable, Hashable {
    public let order: OrderNumber
    public let kind: MovementKind
    public let amount: Money
    public let terminal: TerminalID
    public let original: AttemptID?
    /// The caller's idempotency key.
    public let key: String

    public init(
        order: OrderNumber, kind: MovementKind, amount: Money, terminal: TerminalID, original: AttemptID? = nil,
        key: String
    ) {
        self.order = order
        self.kind = kind
        self.amount = amount
        self.terminal = terminal
        self.original = original
        self.key = key
    }
}

/// How a terminal's attempts go out: fixed for an attempt when it is begun.
public struct PaymentRoute: Sendable, Hashable {
    public let link: LinkKind
    public let ability: LinkAbility
    public let policy: RecoveryPolicy
    /// Number of the terminal's first batch; the one in hand follows from what was closed since.
    public let batch: BatchNumber?
    /// Whether a card that the till read may be handed in with a request.
    public var acceptsCards = false
    public var linkNote: String
    /// The printer its slips come out of; empty where the device prints itself or nothing prints.
    public let printer: String
    /// For movements that recover by other times than `policy`.
    public var policies: [MovementKind: RecoveryPolicy] = [:]

    public func policy(for kind: MovementKind) -> RecoveryPolicy { policies[kind] ?? policy }

    public init(
        link: LinkKind, ability: LinkAbility, policy: RecoveryPolicy, batch: BatchNumber? = nil, linkNote: String = "",
        printer: String = ""
    ) {
        self.link = link
        self.ability = ability
        self.policy = policy
        self.batch = batch
        self.linkNote = linkNote
        self.printer = printer
    }
}

/// What became of an order to pay.
public enum PaymentAdmission: Sendable, Hashable {
    /// Recorded; nothing has gone out yet.
    case begun(PaymentRecord)
    /// The same key asked for the same before.
    case same(PaymentRecord)
    /// Nothing was recorded and nothing goes out. With the attempt that stands in the way.
    case refused(AdmissionRefusal, PaymentRecord?)
}
