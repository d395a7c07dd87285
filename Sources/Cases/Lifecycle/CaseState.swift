// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Where a case stands.
///
///     open ─▶ confirming ─▶ acting ─▶ waiting(for) ─▶ resolved ─▶ followedUp ─▶ closed
///       ▲                                                │             │           │
///       └────────────────────── reopen, same number ─────┴─────────────┴───────────┘
public enum CaseState: Hashable, Sendable {
    /// Nobody has taken it up yet.
    case open
    /// Somebody finds out what is true.
    case confirming
    /// Somebody puts it right.
    case acting
    /// Somebody else must answer first.
    case waiting(Party)
    /// Put right; the cause is known.
    case resolved
    /// The customer or the other side was asked whether it is.
    case followedUp
    /// Over; the proof is named in the event that closed it.
    case closed

    /// Who a case waits for.
    public enum Party: String, CaseIterable, Hashable, Sendable {
        case customer, acquirer, supplier, bank, authority
    }

    /// Whether somebody still has work with it.
    public var isOpen: Bool {
        switch self {
        case .open, .confirming, .acting, .waiting: true
        case .resolved, .followedUp, .closed: false
        }
    }
}
