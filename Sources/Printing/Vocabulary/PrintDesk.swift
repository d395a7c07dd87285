// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Where the shop's people hand in what is to be printed, and say what they saw.
public protocol PrintDesk: Sendable {
    /// Takes a slip for a printer: an original made here, or a marked copy. Returns when it is durable; printing
    /// goes on by itself and is told to the register.
    ///
    /// - Throws: when there is no such printer or the slip cannot be kept; nothing is printed then.
    func submit(_ job: CapturedJob) async throws
    /// Carries out what a person chose for a job that waits or that nobody can vouch for.
    func decide(_ decision: PrintEvent.Decision, on job: PrintJobID, by person: String) async throws
}
