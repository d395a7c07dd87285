// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
public import Charges
internal import JSON
public import Nexo
internal import Tender

/// What the proxy itself says to a till.
///
///     PaymentRequest             refused                ─▶ PaymentResponse Failure, Busy or NotAllowed, with words
///                                over, an answer kept   ─▶ that answer, under the header of this request
///                                over, none ever came   ─▶ an answer made of what is known of the attempt
///     TransactionStatusRequest   of an attempt that is over  ─▶ Success, the same answer repeated
///                                of one that is not          ─▶ Failure, InProgress
public enum ProxyAnswer {
    /// An answer as it may be kept: plain JSON without card data.
    ///
    /// - Parameter asked: header of the till's request; of a status the repeated answer to that is kept.
    /// - Returns: nil where the message says nothing that the till could be told.
    public static func kept(_ message: SaleToPOIMessage, asked: MessageHeader) -> [UInt8]? {
        let told: SaleToPOIMessage? =
            if case .transactionStatusResponse(let status) = message.body { repeated(in: status, asked: asked) } else {
                message
            }
        guard let told else { return nil }
        return JSONWriter.bytes(of: CardDataMask.masking(told.node))
    }

    /// The answer that a status tells again; nil where it tells none to that request.
    public static func repeated(in status: TransactionStatusResponse, asked: MessageHeader) -> SaleToPOIMessage? {
        guard case .repeated(let repeated) = StatusReading(status, asked: asked) else { return nil }
        var header = repeated.header
        header.type = .response
        let body: MessageBody? =
            repeated.body.payment.map { .paymentResponse($0) } ?? repeated.body.reversal.map { .reversalResponse($0) }
            ?? repeated.body.storedValue.map { .storedValueResponse($0) }
        return body.map { SaleToPOIMessage(header: header, body: $0) }
    }

    /// The answer to a request that is not served.
    public static func failure(
        _ condition: ErrorCondition, _ words: Bilingual, to request: SaleToPOIMessage
    ) -> SaleToPOIMessage {
        var outcome = MessageOutcome()
        outcome.errorCondition = condition
        outcome.additionalResponse =
            FormFields([.init(name: "message", value: "\(words.chinese) \(words.english)")]).text
        let body: MessageBody
        switch request.body {
        case .transactionStatusRequest(let asked):
            var answer = TransactionStatusResponse()
            answer.response = outcome
            answer.reference = asked.reference
            body = .transactionStatusResponse(answer)
        case .reversalRequest:
            var answer = ReversalResponse()
            answer.response = outcome
            body = .reversalResponse(answer)
        default:
            var answer = PaymentResponse()
            answer.response = outcome
            if case .paymentRequest(let payment) = request.body { answer.saleData = payment.saleData }
            body = .paymentResponse(answer)
        }
        return SaleToPOIMessage(header: header(of: request), body: body)
    }

    public static func refusal(_ refusal: ProxyRefusal, to request: SaleToPOIMessage) -> SaleToPOIMessage {
        failure(refusal.condition, refusal.words, to: request)
    }

    /// Nobody knows yet: the till asks again, and never charges anew.
    public static func unknown(_ request: SaleToPOIMessage) -> SaleToPOIMessage {
        let words = Bilingual(
            zh: "这一笔是否扣款还不清楚，正在查询。请用同一 ServiceID 再问，不要重复收款。",
            en:
                "It is not known yet whether this payment was made. Ask again under the same ServiceID; do not charge again."
        )
        return failure(.inProgress, words, to: request)
    }

    /// How an attempt that is over ended, as the answer to the till's payment or to its question about it.
    public static func end(_ entry: ProxyLedger.Entry, to request: SaleToPOIMessage) -> SaleToPOIMessage {
        let told = entry.answer.flatMap { try? SaleToPOIMessage.forgiving($0).message }
        guard case .transactionStatusRequest(let asked) = request.body else {
            return SaleToPOIMessage(
                header: header(of: request), body: told?.body ?? .paymentResponse(made(of: entry.attempt, request)))
        }
        var repeated = RepeatedMessageResponse()
        let names = TerminalNote.dialogue(entry.attempt.request.linkNote)
        repeated.header =
            told?.header
            ?? (names ?? Dialogue(saleID: request.header.saleID, poiID: request.header.poiID))
            .header(.payment, serviceID: entry.attempt.request.voucher.text)
        repeated.header.type = .response
        switch told?.body {
        case .reversalResponse(let answer)?: repeated.body.reversal = answer
        case .storedValueResponse(let answer)?: repeated.body.storedValue = answer
        case .paymentResponse(let answer)?: repeated.body.payment = answer
        default: repeated.body.payment = made(of: entry.attempt, request)
        }
        var answer = TransactionStatusResponse()
        answer.response.result = .success
        answer.reference = asked.reference
        answer.repeated = repeated
        return SaleToPOIMessage(header: header(of: request), body: .transactionStatusResponse(answer))
    }

    /// An answer where the terminal never gave one: nothing was charged, or a person proved what was.
    private static func made(of attempt: Attempt, _ request: SaleToPOIMessage) -> PaymentResponse {
        var answer = PaymentResponse()
        if case .paymentRequest(let payment) = request.body { answer.saleData = payment.saleData }
        guard attempt.state.isApproved else {
            let label = attempt.state.label
            let words = Bilingual(
                zh: "这一笔没有扣款：\(label.chinese)。", en: "Nothing was charged: \(label.english).")
            answer.response.errorCondition = attempt.state == .declined ? .refusal : .unavailableService
            answer.response.additionalResponse =
                FormFields([.init(name: "message", value: "\(words.chinese) \(words.english)")]).text
            return answer
        }
        answer.response.result = attempt.state == .partial ? .partial : .success
        var result = PaymentResult()
        result.amounts = AmountsResp(attempt.charged)
        answer.result = result
        if let told = attempt.answer.flatMap({ TerminalNote.transaction($0.linkNote) }) {
            var data = POIData()
            data.transaction = told
            answer.poiData = data
        }
        return answer
    }

    private static func header(of request: SaleToPOIMessage) -> MessageHeader {
        var header = request.header
        header.type = .response
        return header
    }
}
