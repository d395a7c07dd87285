// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// Another transaction that bears on the verdict of one, and how.
struct Relative {
    enum Role: Hashable {
        /// Refund, void, reversal or completion of it.
        case linked
        /// What it gives back or completes.
        case original
        /// The same numbers under another type.
        case otherType
        /// The same card, amount and store within minutes.
        case lookAlike
    }

    let role: Role
    let id: Int64
    let facts: Facts
    let sources: SourceSet
    /// The stored row when it does not lie on the bench.
    let row: TransactionRow?

    /// Seconds within which a look-alike counts.
    static let lookAlikeWindow: Int64 = 600

    /// What another transaction is to one; nil when it has no bearing.
    static func role(of other: Facts, to facts: Facts) -> Role? {
        if other.type.follows, names(other.original, facts) { return .linked }
        if facts.type.follows, names(facts.original, other) { return .original }
        if let order = facts.order, order == other.order, other.type != facts.type {
            if other.type.follows, !facts.type.follows, other.original == nil { return .linked }
            if facts.type.follows, !other.type.follows, facts.original == nil { return .original }
        }
        if other.type != facts.type, let reference = facts.reference, reference == other.reference,
            facts.terminal == other.terminal
        {
            return .otherType
        }
        return isLookAlike(other, of: facts) || isSecondPayment(other, of: facts) ? .lookAlike : nil
    }

    private static func names(_ original: String?, _ facts: Facts) -> Bool {
        guard let original else { return false }
        return original == facts.order?.text || original == facts.channelOrder?.text
            || original == facts.reference?.text
    }

    private static func isLookAlike(_ other: Facts, of facts: Facts) -> Bool {
        // Two holds are two stays; a hold and a sale look like two debits in the bank's app.
        guard facts.type == .sale || (facts.type == .preauth && other.type == .sale),
            other.type == .sale || other.type == .preauth, let amount = facts.amount, amount == other.amount,
            let card = facts.card, let otherCard = other.card, NaturalKeys.agree(card, otherCard),
            facts.store == other.store, other.isApproved, facts.isApproved,
            let time = facts.occurredAt, let otherTime = other.occurredAt
        else { return false }
        return abs(time.secondsSinceEpoch &- otherTime.secondsSinceEpoch) <= lookAlikeWindow
    }

    /// Another payment of the same order and sum that no card tells apart.
    private static func isSecondPayment(_ other: Facts, of facts: Facts) -> Bool {
        guard facts.type == .sale, other.type == .sale, let order = facts.order, order == other.order,
            let amount = facts.amount, amount == other.amount, facts.card == nil || other.card == nil
        else { return false }
        return other.isApproved && facts.isApproved
    }

    /// How far it has come, by what is believed of its status.
    var movement: Surroundings.Movement {
        let state: Surroundings.Movement.State =
            switch facts.status {
            case .approved: .done
            case .pending: .pending
            case .declined, .closed, .reversed, .unpaid: .failed
            case .unknown: .unknown
            case nil: sources.contains(.clearing) ? .done : .unknown
            }
        return Surroundings.Movement(
            id: TransactionRow.publicNumber(id), type: facts.type, amount: facts.amount, state: state,
            at: facts.occurredAt)
    }

    func lookAlike(of facts: Facts, id own: Int64) -> Surroundings.LookAlike {
        let (mine, other) = (facts.occurredAt?.secondsSinceEpoch ?? 0, self.facts.occurredAt?.secondsSinceEpoch ?? 0)
        return Surroundings.LookAlike(
            id: TransactionRow.publicNumber(id), at: self.facts.occurredAt, order: self.facts.order,
            hasSale: sources.contains(.till), isEarlier: (other, id) < (mine, own),
            type: self.facts.type, isByOrder: !Self.isLookAlike(self.facts, of: facts))
    }
}

extension TransactionType {
    /// Whether a movement of this type belongs to an earlier one.
    fileprivate var follows: Bool { returnsMoney || self == .completion }
}

extension Facts {
    fileprivate var isApproved: Bool { status == .approved || status == nil }
}
