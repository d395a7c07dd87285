// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a source says became of the transaction.
public enum ReportedStatus: String, CaseIterable, Sendable, Hashable {
    case approved, declined, unknown
    /// Sent, no final answer yet.
    case pending
    /// Approved first and taken back later.
    case reversed
    /// The order was closed unpaid.
    case closed
    /// Sold and handed over, and no payment came with it: only a till says so.
    case unpaid
}
