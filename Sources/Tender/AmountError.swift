// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a text is not an amount. Never holds the text itself.
public enum AmountError: Error, Hashable, Sendable {
    case empty
    /// A character that no amount contains (thousands separator, exponent, blank, sign in the middle).
    case unexpectedCharacter(at: Int)
    /// More digits after the point than the currency has.
    case tooManyDecimals(allowed: Int)
    /// Larger than an amount can be (19 digits of minor units).
    case outOfRange
}
