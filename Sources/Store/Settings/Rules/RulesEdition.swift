// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Limits and settings as they were set once, and by whom.
public struct RulesEdition: Sendable, Hashable, Identifiable {
    /// How they came into force.
    public enum How: String, Sendable, Hashable {
        /// Nothing in them needs a second person.
        case one
        /// The shop has no other administrator, who said why.
        case alone
        /// A second administrator agreed.
        case second
    }

    /// Number of its record in the journal.
    public let id: UInt64
    public let at: Instant
    public let by: String
    public let rules: ShopRules
    /// What it changed; compare with `base`.
    public let base: ShopRules
    public let how: How
    /// Who proposed it; nil where nobody had to.
    public let proposedBy: String?
    public let reason: String
}

/// Limits and settings that wait for a second administrator.
///
///     proposed ─ another agrees ─▶ in force
///         ├─ turned down or taken back
///         └─ something else came into force meanwhile: stale, to be proposed anew
public struct RulesProposal: Sendable, Hashable, Identifiable {
    /// Number of its record in the journal.
    public let id: UInt64
    public let at: Instant
    public let by: String
    public let rules: ShopRules
    public let base: ShopRules
    public let reason: String
    /// Whether others came into force since.
    public let isStale: Bool
}

/// Everything about limits and settings at one moment.
public struct RulesBook: Sendable, Hashable {
    /// What is in force.
    public let rules: ShopRules
    /// Record that is in force; 0 for the defaults.
    public let version: UInt64
    /// Proposals that nobody decided, the newest first.
    public let proposals: [RulesProposal]
    /// What was in force, the newest first; at most 200.
    public let history: [RulesEdition]
    /// People who can sign in as administrators.
    public let administrators: Int
}

/// What became of a change.
public enum RulesAnswer: Sendable, Hashable {
    /// In force now.
    case inForce(UInt64)
    /// Recorded; another administrator must agree.
    case proposed(UInt64)
    /// Nothing differs from what is in force.
    case same
}
