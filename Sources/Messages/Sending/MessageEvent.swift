// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What happened with a message at one time.
public struct MessageEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Handed to the channel for the n-th time; recorded before the first byte goes out.
        case sending(attempt: Int)
        /// Taken by the channel, under its own number.
        case sent(reference: String)
        /// The channel says that it arrived.
        case delivered
        /// The channel refused it, or could not deliver it.
        case failed(code: String, isFinal: Bool)
        /// No answer: it may have gone out.
        case unknown(String)
        /// Tried as often as the rule allows.
        case gaveUp
        /// No report for as long as one may take.
        case overdue
        /// A person wants it tried again, and says why.
        case askedAgain(String)
        /// A person took it back before it went out.
        case withdrawn(String)
    }

    public let message: MessageID
    public let at: Instant
    public let kind: Kind
    /// Sign-in name, or the name of the part of the program.
    public let by: String

    public init(message: MessageID, at: Instant, kind: Kind, by: String) {
        self.message = message
        self.at = at
        self.kind = kind
        self.by = by
    }
}
