// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What an answer to a payment, reversal or gift card request says of the money.
///
///     Result        ErrorCondition                               reading
///     Success       –                                            done
///     Partial       –                                            partial
///     Failure       Refusal, Cancel, WrongPIN, …                 notCharged
///     Failure       Busy, InProgress                             askAgain
///     Failure       Aborted, UnreachableHost, none, unknown …    unknown
///     other word    –                                            unknown
public enum PaymentReading: Sendable, Hashable {
    /// Money moved. The amount is nil where the answer does not say one that can be read exactly.
    case done(Money?)
    /// Less than what was asked for moved.
    case partial(Money?)
    case notCharged(ErrorCondition)
    case askAgain(ErrorCondition)
    /// Money may have moved; the condition is nil where none was told.
    case unknown(ErrorCondition?)

    /// - Parameter asked: currency of the request, where the answer does not say one.
    public init(_ answer: PaymentResponse, asked: Currency? = nil) {
        let amount = answer.result?.amounts.flatMap { try? $0.authorized(asked: asked) }
        self.init(answer.response, amount: amount)
    }

    /// - Parameter amount: what was reversed: in the currency of the original, which the answer does not say.
    public init(_ answer: ReversalResponse, currency: Currency) {
        self.init(answer.response, amount: answer.amount.flatMap { $0.money(in: currency) })
    }

    public init(_ outcome: MessageOutcome, amount: Money? = nil) {
        switch outcome.result {
        case .success: self = .done(amount)
        case .partial: self = .partial(amount)
        case .failure:
            guard let condition = outcome.errorCondition else {
                self = .unknown(nil)
                return
            }
            switch condition.moneyRisk {
            case .notCharged: self = .notCharged(condition)
            case .askAgain: self = .askAgain(condition)
            case .unknown: self = .unknown(condition)
            }
        default: self = .unknown(outcome.errorCondition)
        }
    }

    /// Whether another charge for the same sale may be started on the strength of this answer alone.
    public var allowsAnotherCharge: Bool { if case .notCharged = self { true } else { false } }
}
