// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Which ways lead from a state, as a table.
///
///     open ⇄ confirming ⇄ acting ⇄ waiting(for) ─resolved(cause, proof)─▶ resolved ─▶ followedUp ─▶ closed
///       ▲        every one of them ── proved ──────────────────────────────────────────────────────▶ closed
///       └──────────────── reopened, same number ── from resolved, followedUp and closed
extension CaseState {
    /// Where `moved` leads from here. Resolved and closed are not among them: they need cause and proof.
    public var moves: [CaseState] {
        let waits = Party.allCases.map { CaseState.waiting($0) }
        switch self {
        case .open: return [.confirming, .acting] + waits
        case .confirming: return [.open, .acting] + waits
        case .acting: return [.open, .confirming] + waits
        case .waiting(let party): return [.open, .confirming, .acting] + waits.filter { $0 != .waiting(party) }
        case .resolved: return [.followedUp]
        case .followedUp, .closed: return []
        }
    }

    /// Whether a person may say that it is put right.
    public var canResolve: Bool { isOpen }
    /// Whether a person may close it.
    public var canClose: Bool { self == .resolved || self == .followedUp }
    /// Whether it can be taken up again.
    public var canReopen: Bool { !isOpen }

    /// A stable word for addresses, tables and programs; who is waited for stands apart.
    public var name: String {
        switch self {
        case .open: "open"
        case .confirming: "confirming"
        case .acting: "acting"
        case .waiting: "waiting"
        case .resolved: "resolved"
        case .followedUp: "followed-up"
        case .closed: "closed"
        }
    }

    /// Who is waited for; nil in the other states.
    public var party: Party? {
        switch self {
        case .waiting(let party): party
        default: nil
        }
    }

    /// The state of a word and a party; nil for a word that is none, or `waiting` without a party.
    public init?(name: some StringProtocol, party: Party? = nil) {
        switch (String(name), party) {
        case ("open", nil): self = .open
        case ("confirming", nil): self = .confirming
        case ("acting", nil): self = .acting
        case ("waiting", let party?): self = .waiting(party)
        case ("resolved", nil): self = .resolved
        case ("followed-up", nil): self = .followedUp
        case ("closed", nil): self = .closed
        default: return nil
        }
    }
}
