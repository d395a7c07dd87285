// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a wallet's word for a state or an error says of the money of one payment or refund.
///
///     done ───── it moved as asked
///     nothing ── it did not move and will not: the customer may pay again
///     moving ─── the wallet is at it, or waits for the customer; asked again later it says the end
///     missing ── the wallet knows no such number
///     unclear ── money may have moved: only another question tells
public enum MoneyWord: Hashable, Sendable, CaseIterable {
    case done, nothing, moving, missing, unclear
}
