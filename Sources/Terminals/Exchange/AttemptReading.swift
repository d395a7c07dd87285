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
///     TransactionStatusResponse  the lost answer repeated        as above; a Failure that is remembered is final
///                                InProgress, Busy, unclear       stillOpen
///                                NotFound                        notFound
///     ReversalResponse           Success                         reversalDone
///     of an attempt              Failure, NotFound               reversalNotFound
///                                Failure, nothing was done       reversalRefused
///     ReversalResponse           Success                         answered(approved)
///     that is the attempt        Failure, NotFound or nothing    answered(declined)
///     not the request's answer                                   lost(unreadable)
///
/// A void is itself a reversal: its answer is the attempt's answer, and not that of a reversal of the attempt.
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
        case .reversalResponse(let answer):
            return question == request ? movement(answer) : event(answer.response)
        case .transactionStatusResponse(let answer):
            switch StatusReading(answer, asked: request) {
            case .repeated(let repeated):
                return repeated.body.payment.map { event($0, isRemembered: true) }
                    ?? repeated.body.reversal.map { movement($0, isRemembered: true) } ?? .stillOpen
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

    private func event(_ answer: PaymentResponse, isRemembered: Bool = false) -> AttemptEvent.Kind {
        switch PaymentReading(answer, asked: asked.currency) {
        case .done(let told), .partial(let told):
            // `Success` without an amount is all of it; an amount that cannot be read is none of our making.
            let isWhole = answer.result?.amounts == nil && answer.response.result == .success
            // More than was asked for is not believed either: a status says what the terminal remembers.
            guard let amount = told ?? (isWhole ? asked : nil), amount.currency == asked.currency,
                amount.minor > 0, amount.minor <= asked.minor
            else { return .lost(.unreadable) }
            let isPartial = amount.minor < asked.minor
            return .answered(self.answer(isPartial ? .partial : .approved, amount, answer, "Success"))
        case .notCharged(let condition): return .answered(declined(condition, answer))
        case .unknown(let condition?) where isRemembered && Self.endings.contains(condition):
            return .answered(declined(condition, answer))
        case .askAgain, .unknown: return .lost(.uncertain)
        }
    }

    /// Ways to end that leave doubt while they happen, and none once the terminal remembers them as the end: what it
    /// gave up it has taken back by itself.
    private static let endings: Set<ErrorCondition> = [
        .aborted, .unreachableHost, .deviceOut, .notAllowed, .notFound, .insertedCard, .unavailableDevice,
    ]

    private func declined(_ condition: ErrorCondition, _ answer: PaymentResponse) -> Answer {
        self.answer(.declined, Money(minor: 0, currency: asked.currency), answer, condition.rawValue)
    }

    /// The answer to an attempt that is itself a reversal: a void.
    private func movement(_ answer: ReversalResponse, isRemembered: Bool = false) -> AttemptEvent.Kind {
        let note = answer.poiData.map { TerminalNote.transaction($0.transaction) } ?? ""
        func answered(_ outcome: Answer.Outcome, _ amount: Money, _ code: String) -> AttemptEvent.Kind {
            .answered(Answer(outcome, amount: amount, code: code, linkNote: note))
        }
        switch PaymentReading(answer, currency: asked.currency) {
        case .done(let told), .partial(let told):
            let isWhole = answer.amount == nil && answer.response.result == .success
            guard let amount = told ?? (isWhole ? asked : nil), amount.minor > 0, amount.minor <= asked.minor else {
                return .lost(.unreadable)
            }
            return answered(amount.minor < asked.minor ? .partial : .approved, amount, "Success")
        case .notCharged(let condition),
            .unknown(let condition?)
        where condition == .notFound || condition.moneyRisk == .notCharged
            || isRemembered && Self.endings.contains(condition):
            return answered(.declined, Money(minor: 0, currency: asked.currency), condition.rawValue)
        default: return .lost(.uncertain)
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
            card: answer.result?.instrument?.card?.pan,
            linkNote: answer.poiData.map { TerminalNote.transaction($0.transaction) } ?? "")
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
