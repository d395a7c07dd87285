// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// How much each role may give back. Defaults of the shop's, in its own currency; money in any other goes to finance.
///
///                     asks    alone                                 agrees to others'
///     cashier         yes     same-day void ≤ 200.00                –
///     manager         yes     same-day void, refund ≤ 2,000.00      ≤ 2,000.00
///     service         yes     –                                     –
///     finance         yes     same-day void                         any
///     others          –       –                                     –
///
/// Late, or without an original: managers and finance ask, two people of finance release it, of whom the one who asks
/// may be the first. An administrator never moves money.
public struct RefundLimits: Hashable, Sendable {
    /// Same-day voids of a cashier.
    public var cashierVoid = Money(minor: 20_000)
    /// Same-day voids of a manager.
    public var managerVoid = Money(minor: 200_000)
    /// What a manager refunds alone and agrees to.
    public var manager = Money(minor: 200_000)
    /// Compensation by customer service.
    public var serviceCompensation = Money(minor: 3_000)
    /// Compensation by a manager.
    public var managerCompensation = Money(minor: 5_000)

    public init() {}

    /// The defaults.
    public static let standard = RefundLimits()

    /// Who must agree when this role asks.
    ///
    /// - Throws: `.notAllowed` for a role that may not ask.
    public func approval(
        for amount: Money, by role: RefundRole, route: RefundRoute, exception: RefundException
    ) throws(RefundRefusal) -> RefundApproval {
        switch role {
        case .cashier, .manager, .service, .finance: break
        case .auditor, .administrator, .technician: throw .notAllowed(role)
        }
        guard exception == .none, route != .transfer else {
            guard role == .manager || role == .finance else { throw .notAllowed(role) }
            return role == .finance ? .finance : .financePair
        }
        let isVoid = route == .void
        switch role {
        case .cashier where isVoid && Self.isWithin(amount, cashierVoid): return .none
        case .manager where Self.isWithin(amount, isVoid ? managerVoid : manager): return .none
        case .finance where isVoid: return .none
        default: return Self.isWithin(amount, manager) ? .manager : .finance
        }
    }

    /// Whether this person may agree to, or refuse, the request.
    ///
    /// - Throws: why not.
    public func mayDecide(
        _ order: RefundOrder, role: RefundRole, person: String
    ) throws(RefundRefusal) {
        guard role == .manager || role == .finance else { throw .notAllowed(role) }
        guard person != order.requestedBy else { throw .ownRequest }
        if role == .finance { return }
        guard order.approval == .none || order.approval == .manager else {
            guard order.exception == .none else { throw .notAllowed(role) }
            throw .overLimit(role, limit: manager)
        }
        guard Self.isWithin(order.amount, manager) else { throw .overLimit(role, limit: manager) }
    }

    /// Whether this role may write down what the channel answered.
    public func mayRecord(_ role: RefundRole) -> Bool {
        switch role {
        case .cashier, .manager, .finance: true
        case .service, .auditor, .administrator, .technician: false
        }
    }

    /// Whether this role may give compensation of this worth.
    ///
    /// - Throws: why not.
    public func mayCompensate(_ worth: Money, by role: RefundRole) throws(RefundRefusal) {
        switch role {
        case .service:
            guard Self.isWithin(worth, serviceCompensation) else { throw .overLimit(role, limit: serviceCompensation) }
        case .manager:
            guard Self.isWithin(worth, managerCompensation) else { throw .overLimit(role, limit: managerCompensation) }
        case .finance: return
        case .cashier, .auditor, .administrator, .technician: throw .notAllowed(role)
        }
    }

    private static func isWithin(_ amount: Money, _ limit: Money) -> Bool {
        amount.currency == limit.currency && amount.minor <= limit.minor
    }
}
