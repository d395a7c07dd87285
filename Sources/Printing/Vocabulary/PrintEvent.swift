// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Something that became of a job, as it is kept for ever. Events of one job are numbered, so that the same event
/// given again changes nothing.
public struct PrintEvent: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// The evidence rose to a level.
        case reached(EvidenceLevel)
        /// It cannot be said whether the slip is on paper; a person must look.
        case unconfirmed(Fault)
        /// Held back because the printer could not take it.
        case held(Fault)
        /// A person chose.
        case decided(Decision)
        /// Older than its printer allows; not printed without a person.
        case expired
        /// Sent to another printer.
        case failedOver(to: String)
        /// It printed late, or again: so many drawer pulses were left out of what the printer got. The kept bytes
        /// still have them.
        case drawerSpared(pulses: Int)
    }

    /// Why nobody can say whether the slip is on paper, or why it waits.
    public enum Fault: String, CaseIterable, Sendable, Hashable {
        case paperOut, coverOpen, cutter, jam, offline, linkLost, powerCycled, restarted, silent
    }

    public enum Decision: String, CaseIterable, Sendable, Hashable {
        /// The person saw the whole slip on paper.
        case onPaper
        /// The person saw none, or half of one: a marked copy is printed.
        case printAgain
        /// Nobody needs it on paper any more.
        case skip
        /// The customer gets it electronically.
        case electronic
    }

    public let job: PrintJobID
    /// 1, 2, 3 … within the job.
    public let number: Int
    public let at: Instant
    public let kind: Kind
    /// Sign-in name of the person, or empty.
    public let by: String

    public init(job: PrintJobID, number: Int, at: Instant, kind: Kind, by: String = "") {
        self.job = job
        self.number = number
        self.at = at
        self.kind = kind
        self.by = by
    }
}
