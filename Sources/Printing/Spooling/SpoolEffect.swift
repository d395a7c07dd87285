// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the spooler of one printer wants done. Records become durable before anything else of the same step happens.
enum SpoolEffect: Sendable, Hashable {
    case record(SpoolRecord)
    case connect
    case disconnect
    case send([UInt8])
    /// The printer's condition changed.
    case show
    /// A job is proven by the device: whoever waits for its process ID may be told.
    case confirmed(PrintJobID)
    /// A marked copy is to be made.
    case copyWanted(PrintJobID, by: String)
    /// Nothing more happens to it here.
    case settled(PrintJobID)
}
