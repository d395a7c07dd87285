// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One thing that happened with an attempt. What we are about to do is an event too, and durable before we do it.
public struct AttemptEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// The request goes out now.
        case sent
        /// Not a byte could be written: nothing was asked.
        case notSent
        /// An answer to the request, at once or late.
        case answered(Answer)
        case lost(LossReason)
        /// The other side is asked now what became of it.
        case asked
        /// It knows nothing of it.
        case notFound
        /// It is still at work, or could not say; in answer to the request: a customer who types a password.
        case stillOpen
        /// The reversal goes out now.
        case reversalSent
        /// The money is back, or never moved.
        case reversalDone
        /// It knows no such request: nothing to reverse.
        case reversalNotFound
        /// It will not reverse, and says why.
        case reversalRefused(String)
        /// The same message goes out again, marked as a repeat.
        case repeated
        /// A person found out what is true, and by what.
        case settled(Settlement)
    }

    /// What a person with proof says.
    public enum Settlement: UInt8, CaseIterable, Hashable, Sendable {
        case charged = 1
        case notCharged = 2
    }

    public let at: Instant
    /// Sign-in name of the person; empty for the system.
    public let by: String
    public let kind: Kind
    /// The proof of a settlement; what was said otherwise.
    public let words: String

    public init(at: Instant, by: String = "", kind: Kind, words: String = "") {
        self.at = at
        self.by = by
        self.kind = kind
        self.words = words
    }
}
