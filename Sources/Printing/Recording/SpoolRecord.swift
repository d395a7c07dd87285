// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One record of the proxy's own journal. Whatever is not here did not happen.
///
///     began ─▶ bytes ─▶ bytes ─▶ ended ─▶ sent ─▶ event … event        kept, noted: the register has it
///       └─ nothing for paper in it: dropped
public enum SpoolRecord: Sendable, Hashable {
    /// The first byte of a job came from a till.
    case began(job: PrintJobID, printer: String, sender: String, at: Instant)
    /// More of it, in order, card numbers masked.
    case bytes(job: PrintJobID, bytes: [UInt8], masked: Int)
    /// The job is whole.
    case ended(job: PrintJobID, ending: CapturedJob.Ending, at: Instant)
    /// Only talk between till and printer: no job.
    case dropped(job: PrintJobID)
    /// A job that was made here, whole.
    case whole(CapturedJob)
    /// Its first byte is about to leave for a printer; `mark` is the process ID that will stand behind it.
    case sent(job: PrintJobID, printer: String, mark: UInt32, at: Instant)
    /// It was taken by a printer that answers nothing.
    case unprovable(job: PrintJobID)
    case event(PrintEvent)
    /// The register has the job.
    case kept(job: PrintJobID)
    /// The register has the job's events up to this number.
    case noted(job: PrintJobID, number: Int)
    /// How this printer proves its jobs.
    case proof(printer: String, proof: PrinterCondition.Proof)
}
