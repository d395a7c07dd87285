// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What somebody outside the shop demands about a transaction: a letter, a call, a message of the acquirer (来函).
///
///     received ─▶ answered ─▶ closed        each step is an observation of its own; the latest one counts
///        ▲                      │
///        └── asked once more ◀──┘
public struct Notice: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The customer complains, by word of mouth, telephone or letter.
        case complaint
        /// The acquirer asks for the slip (调单).
        case retrieval
        /// The customer's bank takes the money back (拒付).
        case chargeback
        /// An authority asks, in China by 12315.
        case regulator
        /// A court serves a claim.
        case lawsuit
    }

    public enum Step: String, CaseIterable, Hashable, Sendable {
        case received
        /// The shop has given its answer; the other side has not decided yet.
        case answered
        /// Decided, withdrawn or agreed: nothing more is asked of the shop.
        case closed
    }

    public var kind: Kind
    public var step: Step
    /// The day by which the other side wants its answer; a later step without a date keeps the earlier one's.
    public var dueOn: CivilDate?

    public init(_ kind: Kind, _ step: Step = .received, dueOn: CivilDate? = nil) {
        self.kind = kind
        self.step = step
        self.dueOn = dueOn
    }
}
