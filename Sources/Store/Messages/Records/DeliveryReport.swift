// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Messages
public import Tender

/// What a provider reports of one message that it took: it arrived, or it did not.
public struct DeliveryReport: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        case delivered
        /// The provider's code, and its words where it has any.
        case failed(String)
    }

    /// The provider's own number of the sending; empty where it gives only ours.
    public let reference: String
    /// Our number, where the provider gives it back.
    public let message: MessageID?
    public let outcome: Outcome

    public init(reference: String, message: MessageID?, outcome: Outcome) {
        self.reference = reference
        self.message = message
        self.outcome = outcome
    }
}

/// What became of a batch of reports.
public struct ReportOutcome: Sendable, Hashable {
    /// Said something new, and is recorded.
    public var taken = 0
    /// Was known, or came too late to matter.
    public var known = 0
    /// Names no message of ours.
    public var strange = 0
    /// Names none while the answer to one that was just sent is still awaited: it may be that one's, so that the
    /// provider should say it again.
    public var isEarly = false

    public init() {}
}

/// A message that a provider took and of which nothing was heard since.
public struct AwaitedReport: Sendable {
    public let message: OutgoingMessage
    /// The provider's number of the sending.
    public let reference: String
    public let sentAt: Instant

    public init(message: OutgoingMessage, reference: String, sentAt: Instant) {
        self.message = message
        self.reference = reference
        self.sentAt = sentAt
    }
}
