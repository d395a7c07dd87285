// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Nexo
public import Tender

/// What a terminal's message says of an attempt: nexo's words turned into the machine's events.
///
///     PaymentResponse            Success                         answered(approved), or partial where it is less
///                                Failure, nothing was charged    answered(declined)
///                                Failure, anything else          lost(uncertain)
///     TransactionStatusResponse  the lost answer repeated        as above
///                                InProgress, Busy, unclear       stillOpen
///                                NotFound                        notFound
///     ReversalResponse           Success                         reversalDone
///                                Failure, NotFound               reversalNotFound
///                                Failure, nothing was done       reversalRefused
///     not the request's answer                                   lost(unreadable)
public struct AttemptReading: Sendable {
    /// Header of the request that moved the money, or was to.
    public let request: MessageHeader
    public let asked: Money

    public init(request: MessageHeader, asked: Money) {
        self.request = request
        self.asked = asked
    }

    /// - Parameters:
    ///   - message: what came back.
    ///   - question: header of the message that it must answer: the request's own, a status's or a reversal's.
    public func event(_ message: SaleToPOIMessage, to question: MessageHeader) -> AttemptEvent.Kind {
        guard question.isAnswered(by: message.header) else { return .lost(.unreadable) }
        switch message.body {
        case .paymentResponse(let answer): return event(answer)
        case .reversalResponse(let answer): return event(answer.response)
        case .transactionStatusResponse(let answer):
            switch StatusReading(answer, asked: request) {
            case .repeated(let repeated):
                return repeated.body.payment.map { event($0) } ?? repeated.body.reversal.map { event($0.response) }
                    ?? .stillOpen
            case .inProgress, .unclear: return .stillOpen
            case .notFound: return .notFound
            }
        default: return .lost(.unreadable)
        }
    }

    /// A message that came and is not believed.
    public static func loss(_ error: SecurityError) -> AttemptEvent.Kind {
        if case .malformed = error { .lost(.unreadable) } else { .lost(.wrongCode) }
    }

    /// No message that can be believed came.
    public static func loss(_ lost: LostAnswer) -> AttemptEvent.Kind {
        switch lost {
        case .timeout: .lost(.timeout)
        case .connectionClosed, .transportError: .lost(.cut)
        case .unreadable, .mismatched: .lost(.unreadable)
        case .notVerified: .lost(.wrongCode)
        case .terminalRestarted: .lost(.uncertain)
        }
    }

    private func event(_ answer: PaymentResponse) -> AttemptEvent.Kind {
        switch PaymentReading(answer, asked: asked.currency) {
        case .done(let told), .partial(let told):
            // `Success` without an amount is all of it; an amount that cannot be read is none of our making.
            let isWhole = answer.result?.amounts == nil && answer.response.result == .success
            guard let amount = told ?? (isWhole ? asked : nil), amount.currency == asked.currency else {
                return .lost(.unreadable)
            }
            let isPartial = amount.minor < asked.minor || answer.response.result == .partial
            return .answered(self.answer(isPartial ? .partial : .approved, amount, answer, "Success"))
        case .notCharged(let condition):
            let nothing = Money(minor: 0, currency: asked.currency)
            return .answered(self.answer(.declined, nothing, answer, condition.rawValue))
        case .askAgain, .unknown: return .lost(.uncertain)
        }
    }

    private func answer(
        _ outcome: Answer.Outcome, _ amount: Money, _ answer: PaymentResponse, _ code: String
    ) -> Answer {
        let acquirer = answer.result?.acquirer
        return Answer(
            outcome, amount: amount, code: code,
            reference: acquirer?.transaction.flatMap { ReferenceNumber($0.transactionID) },
            authorisation: acquirer?.approvalCode.flatMap { AuthorisationCode($0) },
            card: answer.result?.instrument?.card?.pan)
    }

    private func event(_ outcome: MessageOutcome) -> AttemptEvent.Kind {
        switch (outcome.result, outcome.errorCondition) {
        case (.success, _): .reversalDone
        case (.failure, .notFound?): .reversalNotFound
        case (.failure, let condition?) where condition.moneyRisk == .notCharged: .reversalRefused(condition.rawValue)
        default: .lost(.uncertain)
        }
    }
}
