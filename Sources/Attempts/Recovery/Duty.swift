// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What is to be done with an attempt next, and when. It follows from the attempt alone, so a restart loses nothing.
public struct Duty: Hashable, Sendable {
    public enum Work: Hashable, Sendable {
        /// Record `sent`, then send.
        case send
        /// Record `lost`: the time for an answer is over.
        case giveUpWaiting
        /// Record `asked`, then ask.
        case ask
        /// Record `reversalSent`, then send the reversal.
        case reverse
        /// Record `repeated`, then send the same message again.
        case repeatMessage
    }

    public let work: Work
    public let at: Instant

    public init(_ work: Work, at: Instant) {
        self.work = work
        self.at = at
    }
}
