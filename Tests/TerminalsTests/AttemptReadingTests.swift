// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Nexo
import Tender
import Terminals
import Testing

@Suite struct AttemptReadingTests {
    static let dialogue = Dialogue(saleID: "T1", poiID: "V400m-1")
    static let request = dialogue.header(.payment, serviceID: "42")
    static let status = dialogue.header(.transactionStatus, serviceID: "43")
    static let reading = AttemptReading(request: request, asked: Money(minor: 5800))

    private static func answered(_ header: MessageHeader, _ body: MessageBody) -> SaleToPOIMessage {
        var header = header
        header.type = .response
        return SaleToPOIMessage(header: header, body: body)
    }

    private static func payment(_ result: ResultWord, _ condition: ErrorCondition? = nil, _ amount: Money? = nil)
        -> PaymentResponse
    {
        var answer = PaymentResponse()
        answer.response.result = result
        answer.response.errorCondition = condition
        if let amount {
            var result = PaymentResult()
            result.amounts = AmountsResp(amount)
            answer.result = result
        }
        return answer
    }

    private static func nothing(_ code: String) -> AttemptEvent.Kind {
        .answered(Answer(.declined, amount: Money(minor: 0), code: code))
    }

    @Test(
        arguments: [
            (
                .success, nil, Money(minor: 5800),
                .answered(Answer(.approved, amount: Money(minor: 5800), code: "Success"))
            ),
            (.success, nil, nil, .answered(Answer(.approved, amount: Money(minor: 5800), code: "Success"))),
            (
                .success, nil, Money(minor: 3000),
                .answered(Answer(.partial, amount: Money(minor: 3000), code: "Success"))
            ),
            (
                .partial, nil, Money(minor: 3000),
                .answered(Answer(.partial, amount: Money(minor: 3000), code: "Success"))
            ),
            (.partial, nil, nil, .lost(.unreadable)),
            (.success, nil, Money(minor: 5800, currency: Currency(code: "EUR") ?? .cny), .lost(.unreadable)),
            (.failure, .refusal, nil, nothing("Refusal")), (.failure, .cancel, nil, nothing("Cancel")),
            (.failure, .aborted, nil, .lost(.uncertain)), (.failure, .busy, nil, .lost(.uncertain)),
            (.failure, nil, nil, .lost(.uncertain)), (.failure, .notFound, nil, .lost(.uncertain)),
        ] as [(ResultWord, ErrorCondition?, Money?, AttemptEvent.Kind)])
    func `a payment's answer, at once or repeated by a status, says the same of the attempt`(
        _ result: ResultWord, _ condition: ErrorCondition?, _ amount: Money?, _ event: AttemptEvent.Kind
    ) {
        let answer = Self.payment(result, condition, amount)
        #expect(Self.reading.event(Self.answered(Self.request, .paymentResponse(answer)), to: Self.request) == event)
        var told = TransactionStatusResponse()
        told.response.result = .success
        var repeated = RepeatedMessageResponse()
        repeated.header = Self.request
        repeated.header.type = .response
        repeated.body.payment = answer
        told.repeated = repeated
        let message = Self.answered(Self.status, .transactionStatusResponse(told))
        // What the terminal gave up and remembers as given up is over; while it happens nobody can tell.
        let isOver = condition == .aborted || condition == .notFound
        let remembered = isOver ? Self.nothing(condition?.rawValue ?? "") : event
        #expect(Self.reading.event(message, to: Self.status) == remembered)
    }

    @Test(
        arguments: [
            (.inProgress, .stillOpen), (.busy, .stillOpen), (.notFound, .notFound), (.unreachableHost, .stillOpen),
            (nil, .stillOpen),
        ] as [(ErrorCondition?, AttemptEvent.Kind)])
    func `a status that failed says whether to ask again`(_ condition: ErrorCondition?, _ event: AttemptEvent.Kind) {
        var told = TransactionStatusResponse()
        told.response.errorCondition = condition
        let message = Self.answered(Self.status, .transactionStatusResponse(told))
        #expect(Self.reading.event(message, to: Self.status) == event)
    }

    @Test func `a status that succeeds and repeats nothing leaves the attempt open`() {
        var told = TransactionStatusResponse()
        told.response.result = .success
        let message = Self.answered(Self.status, .transactionStatusResponse(told))
        #expect(Self.reading.event(message, to: Self.status) == .stillOpen)
    }

    @Test(
        arguments: [
            (.success, nil, .reversalDone), (.failure, .notFound, .reversalNotFound),
            (.failure, .refusal, .reversalRefused("Refusal")), (.failure, .unreachableHost, .lost(.uncertain)),
            (.failure, nil, .lost(.uncertain)),
        ] as [(ResultWord, ErrorCondition?, AttemptEvent.Kind)])
    func `a reversal's answer`(_ result: ResultWord, _ condition: ErrorCondition?, _ event: AttemptEvent.Kind) {
        let header = Self.dialogue.header(.reversal, serviceID: "44")
        var answer = ReversalResponse()
        answer.response.result = result
        answer.response.errorCondition = condition
        #expect(Self.reading.event(Self.answered(header, .reversalResponse(answer)), to: header) == event)
    }

    @Test func `another request's answer says nothing of this one`() {
        let other = Self.dialogue.header(.payment, serviceID: "41")
        let message = Self.answered(other, .paymentResponse(Self.payment(.success, nil, Money(minor: 5800))))
        #expect(Self.reading.event(message, to: Self.request) == .lost(.unreadable))
    }

    @Test(arguments: LostAnswer.allCases) func `no lost answer is ever an answer`(_ lost: LostAnswer) {
        guard case .lost = AttemptReading.loss(lost) else {
            Issue.record("\(lost) was read as an answer")
            return
        }
    }
}
