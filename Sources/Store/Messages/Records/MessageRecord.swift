// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Messages
public import Tender

/// A message with what became of it.
public struct MessageRecord: Sendable, Hashable, Identifiable {
    public let id: MessageID
    public let file: MessageFile
    /// Who gets it, as staff may see it: `138****0000`.
    public let hint: String
    /// Sign-in name of who asked for it.
    public let by: String
    public var order: MessageOrder { file.order }
}

/// One thing that happened with a message.
public struct MessageStep: Sendable, Hashable {
    /// Number of its record in the journal.
    public let journalNumber: UInt64
    public let event: MessageEvent
}

/// A contact without its address.
public struct ContactRecord: Sendable, Hashable, Identifiable {
    public let id: ContactID
    public let route: MessageRoute
    public let hint: String
    public let language: MessageLanguage
    /// Case or transaction for which it was given.
    public let matter: String
    public let store: StoreID?
    public let keptAt: Instant
    public let keptBy: String
    public let hasConsent: Bool
    /// They said that the receipt is not theirs.
    public let isNotTheirs: Bool
    /// Its case writes elsewhere now.
    public let isEnded: Bool
    public let isErased: Bool
}

/// A template as it stands now.
public struct MessageWording: Sendable, Hashable {
    public let key: TemplateKey
    public let text: String
    /// Whether somebody changed the standard wording.
    public let isEdited: Bool
    public let changedBy: String
}

/// A message that is to be handed to its channel now: `sending` is durable already.
public struct OutgoingMessage: Sendable, Hashable {
    public let id: MessageID
    public let order: MessageOrder
    public let attempt: Int
    public let address: ContactAddress
    public let queuedAt: Instant

    public init(id: MessageID, order: MessageOrder, attempt: Int, address: ContactAddress, queuedAt: Instant) {
        self.id = id
        self.order = order
        self.attempt = attempt
        self.address = address
        self.queuedAt = queuedAt
    }
}

/// Which messages the outbox shows.
public struct OutboxFilter: Sendable, Hashable {
    public var state: MessageState?
    /// Only those that somebody must look after.
    public var isUndeliverableOnly = false
    public var route: MessageRoute?
    public var template: TemplateName?
    public var caseID: String?
    public var transaction: String?
    public init() {}
}

/// How many messages are in which state.
public struct OutboxCounts: Sendable, Hashable {
    public var states: [MessageState: Int64] = [:]
    public var undeliverable: Int64 = 0
    public init() {}
}
