// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Something that happened with a refund after it was asked for.
public struct RefundEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A second person agreed.
        case approved
        /// A second person did not agree, or who asked took it back; it was never sent.
        case refused
        /// The number went to the channel, for the first time or again. Recorded before it goes.
        case sent
        /// The channel took it; the money is on its way. The reference is the channel's own.
        case accepted(reference: String)
        /// The channel says that the customer has the money.
        case succeeded(reference: String)
        /// The channel says that it will not happen; the reason is in the event's words.
        case failed
        /// No answer came, or none that can be read.
        case lost
        /// Provably not a byte of the last sending left: it may be sent again. Only a link can know that.
        case notSent
    }

    public var at: Instant
    /// Sign-in name, or `system` for a channel's answer.
    public var by: String
    public var kind: Kind
    /// Why, in somebody's words or the channel's; at most 400 bytes.
    public var words: String

    public init(at: Instant, by: String, kind: Kind, words: String = "") {
        self.at = at
        self.by = by
        self.kind = kind
        self.words = words
    }
}
