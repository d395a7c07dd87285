// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tariffs
public import Tender

/// A tariff as it was given once, and by whom.
public struct TariffEdition: Sendable, Hashable {
    /// Number of its record in the journal.
    public let journalNumber: UInt64
    /// The text that was given.
    public let source: String
    public let tariff: Tariff
    public let madeAt: Instant
    public let madeBy: String
}
