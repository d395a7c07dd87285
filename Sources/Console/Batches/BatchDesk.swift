// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Links
import Printing
public import Store
public import Tender

/// Where pages and programs ask for a batch to be closed.
public protocol BatchDesk: Sendable {
    /// Terminals whose batches are closed from here.
    var counters: [TerminalID: BatchStation.Counter] { get }

    /// Begins to close the batch that a terminal has open, or goes on at once with the close that is under way.
    /// Returns once the beginning is durable.
    ///
    /// - Throws: `.missing` for a terminal beyond the caller's stores.
    func close(
        _ terminal: TerminalID, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> BatchAdmission
}

extension BatchStation: BatchDesk {}

extension BatchCloseID {
    /// A name for a close that begins now: it sorts by time and nobody can guess it.
    public static func new(at now: Instant) -> BatchCloseID? { BatchCloseID(CopyPrinting.newJob(at: now).text) }
}
