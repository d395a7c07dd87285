// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Where a refund or void stands. Five words, because three are too few: an answer that never came is unknown,
/// never failed, and what the channel accepted has not reached the customer.
///
///     requested ─▶ accepted ─▶ succeeded
///         │            └─────▶ failed
///         └─ answer lost ─▶ unknown ─ same number again ─▶ accepted | failed
public enum RefundState: String, CaseIterable, Hashable, Sendable {
    case requested, accepted, succeeded, failed, unknown

    /// Whether its amount may still reach, or has reached, the customer: such an amount cannot be given back again.
    public var holdsMoney: Bool { self != .failed }
}
