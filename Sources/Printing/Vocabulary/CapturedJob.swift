// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One print job as it came from a till, whole: what the receipt's record is made of.
public struct CapturedJob: Sendable, Hashable {
    /// Why we think the job ended there.
    public enum Ending: String, CaseIterable, Sendable, Hashable {
        /// The till cut the paper.
        case cut
        /// The till closed the connection.
        case closed
        /// Nothing came for a while.
        case idle
        /// The job grew larger than we take in one piece; the rest is the next job.
        case limit
        /// We were stopped in the middle of it and started again.
        case interrupted
    }

    public let id: PrintJobID
    /// Name of the printer as set up.
    public let printer: String
    /// Address the bytes came from, without a port; empty when it was made here.
    public let sender: String
    public let startedAt: Instant
    public let endedAt: Instant
    public let ending: Ending
    /// Exactly the bytes for the printer; full card numbers were masked before anything was stored.
    public let bytes: [UInt8]
    /// Card numbers that were masked.
    public let maskedNumbers: Int
    /// 1 for the original; every later copy carries the duplicate mark.
    public let copy: Int
    /// The job this one is a copy of.
    public let original: PrintJobID?

    public init(
        id: PrintJobID, printer: String, sender: String, startedAt: Instant, endedAt: Instant, ending: Ending,
        bytes: [UInt8], maskedNumbers: Int = 0, copy: Int = 1, original: PrintJobID? = nil
    ) {
        self.id = id
        self.printer = printer
        self.sender = sender
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.ending = ending
        self.bytes = bytes
        self.maskedNumbers = maskedNumbers
        self.copy = copy
        self.original = original
    }
}
