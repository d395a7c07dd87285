// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One attempt to move money: the fold of its events, the same on every machine and after every restart.
///
/// The request, what the other side can do and the times of the tries are fixed when it is intended, and durable
/// with it: a setting changed later changes nothing about what was begun.
public struct Attempt: Hashable, Sendable {
    public let request: AttemptRequest
    public let ability: LinkAbility
    public let policy: RecoveryPolicy
    public let intendedAt: Instant
    public internal(set) var state = AttemptState.intended
    /// What the other side said of the money; kept when it came late, too.
    public internal(set) var answer: Answer?
    /// Why the answer was lost; nil while none was.
    public internal(set) var loss: LossReason?
    /// The answer came after it had been given up.
    public internal(set) var isLate = false
    /// How often it was asked what became of it.
    public internal(set) var asks = 0
    /// How often, without a break, it was not found.
    public internal(set) var notFounds = 0
    /// How often it was reversed or repeated.
    public internal(set) var remedies = 0
    /// When the request first went out; nil before.
    public internal(set) var sentAt: Instant?
    /// When something last went out.
    public internal(set) var lastTryAt: Instant
    public internal(set) var changedAt: Instant
    /// "Not found" ended a reversal: should an approval come after all, it goes on.
    public internal(set) var endedUnseen = false
    /// What asks for a person; nil while everything goes its way.
    public internal(set) var trouble: Trouble?

    /// Why a person must look. The attempt goes on by itself all the same.
    public enum Trouble: UInt8, CaseIterable, Hashable, Sendable {
        /// The quick tries are used up.
        case unanswered = 1
        /// The other side refuses to reverse.
        case refused = 2
        /// Approved, and yet unknown to the one who approved it.
        case contradiction = 3
        /// Approved after everybody was told that nothing was charged.
        case lateApproval = 4
        /// Neither can anybody be asked nor anything be reversed.
        case helpless = 5
    }

    public init(_ request: AttemptRequest, ability: LinkAbility, policy: RecoveryPolicy, at time: Instant) {
        self.request = request
        self.ability = ability
        self.policy = policy
        intendedAt = time
        lastTryAt = time
        changedAt = time
    }

    public var id: AttemptID { request.id }

    /// Money that it holds as far as is known: what was approved and not reversed.
    public var charged: Money {
        guard state.isApproved else { return Money(minor: 0, currency: request.amount.currency) }
        return answer?.amount ?? request.amount
    }
}
