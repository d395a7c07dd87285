// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Where an attempt stands. Only `Attempt.step` moves it.
///
///     intended ─ sent ─▶ sending ─ answered ─▶ approved | partial | declined
///        │                 └ lost, still open ─▶ unknown ─ asked ─ told ─▶ approved | partial | declined
///        └ not sent           │                 └ not found, often enough ─▶ notCharged
///             ▼               └ nobody can be asked, or nobody knows
///         notCharged               ├─ remedy reversal ──▶ reversing(n) ─ done ─▶ reversed
///                                  └─ remedy repetition ▶ repeating(n) ─ answered ─▶ approved | declined
///
/// Nothing leads from `unknown`, `reversing` or `repeating` to oblivion: they go on, ever more slowly, until the
/// other side or a person with proof ends them.
public enum AttemptState: UInt8, CaseIterable, Hashable, Sendable {
    /// Durable; not a byte has gone.
    case intended = 1
    /// The first byte may have gone.
    case sending = 2
    case approved = 3
    case partial = 4
    case declined = 5
    /// Provably nothing was asked, or provably nothing was charged.
    case notCharged = 6
    /// Money may have moved. The other side is asked where it can be asked.
    case unknown = 7
    case reversing = 8
    case reversed = 9
    case repeating = 10

    /// Whether nothing is left to do with the other side.
    public var isOver: Bool {
        switch self {
        case .approved, .partial, .declined, .notCharged, .reversed: true
        case .intended, .sending, .unknown, .reversing, .repeating: false
        }
    }

    /// Whether money of this attempt may have moved, or may still move.
    public var mayHoldMoney: Bool {
        switch self {
        case .declined, .notCharged, .reversed: false
        case .intended, .sending, .approved, .partial, .unknown, .reversing, .repeating: true
        }
    }

    /// Stable name in the API and the database.
    public var name: String {
        switch self {
        case .intended: "intended"
        case .sending: "sending"
        case .approved: "approved"
        case .partial: "partial"
        case .declined: "declined"
        case .notCharged: "not_charged"
        case .unknown: "unknown"
        case .reversing: "reversing"
        case .reversed: "reversed"
        case .repeating: "repeating"
        }
    }

    public var isApproved: Bool { self == .approved || self == .partial }
}
