// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// What can go wrong between the shop's data folder and its callers.
public enum StoreError: Error, Sendable, Equatable {
    /// The journal is damaged; the text names segment, record and byte and says how to go on.
    case damaged(String)
    /// No room on the disk: reading goes on, writing is refused.
    case diskFull
    /// Another process holds the data folder.
    case inUse(String)
    /// The folder or a file cannot be opened or written; text names it and the reason.
    case unreachable(String)
    /// The thing asked for is not there, or not in the caller's stores.
    case missing
    /// Somebody else changed it first, or the key was used for other content.
    case conflict(String)
    /// A rule of the work forbids it now; both languages say which, and what to do.
    case refused(Bilingual)
    /// The caller's role does not allow the act.
    case forbidden
    /// The input breaks a rule; text names field and rule.
    case invalid(String)
    /// SQLite or another library failed; code only, never data.
    case failed(code: Int, String)
}
