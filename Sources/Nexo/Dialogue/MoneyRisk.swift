// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What an answer that is not a success means for the money.
public enum MoneyRisk: Sendable, Hashable, CaseIterable {
    /// The terminal says that nothing was charged, and why. The customer may pay again.
    case notCharged
    /// The terminal is at something; the same question again later gives the answer.
    case askAgain
    /// Money may have moved. `TransactionStatus` first; nothing may be charged for the sale until it is answered.
    case unknown
}

extension ErrorCondition {
    /// A condition that we do not know may hide a charge.
    public var moneyRisk: MoneyRisk { Self.risks[self] ?? .unknown }

    /// The conditions of which the terminal knows that it charged nothing. `InsertedCard`, `NotAllowed`, `NotFound`
    /// and `UnavailableDevice` are left unknown: what they say of the money differs from maker to maker, and a status
    /// costs a second.
    private static let risks: [ErrorCondition: MoneyRisk] = [
        .refusal: .notCharged, .cancel: .notCharged, .wrongPIN: .notCharged, .messageFormat: .notCharged,
        .loggedOut: .notCharged, .paymentRestriction: .notCharged, .invalidCard: .notCharged,
        .unavailableService: .notCharged,
        .busy: .askAgain, .inProgress: .askAgain,
        .aborted: .unknown, .unreachableHost: .unknown, .deviceOut: .unknown,
    ]
}

/// Why no answer that can be believed came at all. Each leaves the money unknown.
public enum LostAnswer: String, Error, Sendable, Hashable, CaseIterable {
    case timeout
    case connectionClosed
    /// An HTTP status that is no success.
    case transportError
    /// The answer was cut short or is no message.
    case unreadable
    /// Encryption or HMAC of the answer is wrong.
    case notVerified
    /// The answer names another request.
    case mismatched
    case terminalRestarted

    public var moneyRisk: MoneyRisk { .unknown }
}
