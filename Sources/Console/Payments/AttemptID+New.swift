// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Printing
public import Tender

extension AttemptID {
    /// A name for an attempt that begins now: it sorts by time and nobody can guess it.
    public static func new(at now: Instant) -> AttemptID? { AttemptID(CopyPrinting.newJob(at: now).text) }
}
