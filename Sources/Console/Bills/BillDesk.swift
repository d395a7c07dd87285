// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Links
public import Store
public import Tender
public import Wallets

/// Who fetches wallets' daily bills when somebody asks for one now.
public protocol BillDesk: Sendable {
    /// Fetches a day's bill, imports it and puts on record what came of it.
    ///
    /// - Throws: `.missing` for an account without a link; `.refused` for a day that cannot be had.
    func fetch(_ name: WalletAccountName, _ day: CivilDate, by actor: Actor) async throws(StoreError) -> BillTry
}

extension BillRound: BillDesk {}
