// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// On whose word a file speaks.
public enum StatementRole: String, CaseIterable, Sendable, Hashable {
    /// The till's or terminal's own journal.
    case till
    /// What an acquirer or wallet will settle with the merchant.
    case acquirer
    /// Lines of a bank account.
    case bank
    /// A person's export of their own wallet.
    case wallet
}
