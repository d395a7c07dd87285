// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import JSON
internal import Nexo
internal import Synchronization
internal import Tender
internal import Terminals

extension TerminalProxy {
    // MARK: - Recording

    /// Records what a message says of a payment.
    func note(_ answer: ForgivenMessage, to question: SaleToPOIMessage, of attempt: Attempt) async -> Attempt? {
        let told: SaleToPOIMessage? =
            if case .transactionStatusResponse = answer.message.body {
                Self.repeated(in: answer.message, asked: link.exchange.header(of: attempt))
            } else {
                answer.message
            }
        let report = link.exchange.report(answer, to: question, of: attempt)
        var bytes = told.map { Self.kept($0) }
        if case .notFound = report.kind {
            bytes = Self.kept(Self.failure(attempt, link.exchange, "the terminal knows no such payment"))
        }
        return await note(report, of: attempt, answer: bytes)
    }

    func note(_ report: LinkReport, of attempt: Attempt, answer: [UInt8]?) async -> Attempt? {
        let event = AttemptEvent(at: now(), kind: report.kind, words: report.words)
        return try? await book.record(event, of: attempt.id, slips: report.slips, answer: answer)
    }

    // MARK: - Recovering

    /// A till that waits for the answer to its payment.
    struct WaitingTill: Sendable {
        let message: SaleToPOIMessage
        let request: MessageRequest
    }

    func recover(
        _ attempt: Attempt, lost: LostAnswer, _ message: SaleToPOIMessage, _ request: MessageRequest
    ) async {
        let report = link.exchange.report(lost)
        let after = await note(report, of: attempt, answer: nil)
        await recover(after ?? attempt, for: WaitingTill(message: message, request: request))
    }

    /// What a former run left open: nobody waits for it any more.
    func resume(_ attempt: Attempt) async {
        var attempt = attempt
        if let event = attempt.afterRestart(at: now()) {
            attempt = (try? await book.record(event, of: attempt.id, slips: [], answer: nil)) ?? attempt
        }
        await recover(attempt, for: nil)
    }

    /// Asks until it is known what became of the payment. The till is answered as soon as that is, or told to ask
    /// again when its patience must be over; asking goes on without it.
    func recover(_ attempt: Attempt, for till: WaitingTill?) async {
        var (attempt, till) = (attempt, till)
        let patience = now().adding(milliseconds: Self.tillPatience)
        while let duty = attempt.duty, duty.work != .giveUpWaiting, !isStopped.load(ordering: .relaxed) {
            if let waiting = till, duty.at > patience {
                let words = "it is not known yet whether this payment was made; ask for its status"
                await reply(Self.failure(waiting.message, .inProgress, words), waiting.request)
                till = nil
            }
            let pause = min(max(0, duty.at.milliseconds - now().milliseconds), 3_600_000)
            try? await Task.sleep(for: .milliseconds(pause))
            attempt = await ask(attempt) ?? attempt
        }
        guard let till else { return }
        guard let answer = await book.answer(of: attempt.id) else {
            return _ = await till.request.replier.reply(.hangUp)
        }
        await hand(answer, of: attempt.id, to: till.message, till.request)
    }

    /// Records that it asks, asks, and records what it is told.
    private func ask(_ attempt: Attempt) async -> Attempt? {
        let asked = AttemptEvent(at: now(), kind: .asked)
        guard let attempt = try? await book.record(asked, of: attempt.id, slips: [], answer: nil) else {
            // What cannot be recorded is not done; the disk may come back.
            try? await Task.sleep(for: .seconds(5))
            return nil
        }
        // A late answer may have come meanwhile.
        guard !attempt.state.isOver else { return attempt }
        let question = link.exchange.status(of: attempt)
        switch await link.say(question, within: NexoTerminalLink.patience) {
        case .answered(let answer):
            await book.saw(Self.kept(answer.message), from: .terminal, at: now())
            return await note(answer, to: question, of: attempt) ?? attempt
        case .notSent, .taken, .lost: return attempt
        }
    }

    /// For how long a till is kept waiting beyond the payment's own time.
    static let tillPatience: Int64 = 60_000

    // MARK: - Answering

    /// The answer to a message that came twice.
    func wait(for id: AttemptID, _ request: MessageRequest, _ message: SaleToPOIMessage) async {
        let end = now().adding(milliseconds: settings.policy.answerWithin + Self.tillPatience)
        while now() < end, !isStopped.load(ordering: .relaxed) {
            if let answer = await book.answer(of: id) { return await hand(answer, of: id, to: message, request) }
            try? await Task.sleep(for: .milliseconds(100))
        }
        await request.replier.reply(.hangUp)
    }

    /// Hands a recorded answer over, as the answer to the message that the till waits for.
    func hand(_ answer: [UInt8], of id: AttemptID, to message: SaleToPOIMessage, _ request: MessageRequest) async {
        guard var told = try? SaleToPOIMessage.forgiving(answer).message else {
            return _ = await request.replier.reply(.hangUp)
        }
        told.header = message.header
        told.header.type = .response
        if await reply(told, request) { await book.deliver(id) }
    }

    @discardableResult
    func reply(_ message: SaleToPOIMessage, _ request: MessageRequest) async -> Bool {
        guard let bytes = try? link.wire.bytes(of: message) else {
            return await request.replier.reply(.hangUp)
        }
        return await request.replier.reply(.answer(bytes))
    }

    /// Nothing was charged, or nobody knows: by the condition.
    static func failure(
        _ message: SaleToPOIMessage, _ condition: ErrorCondition, _ words: String
    ) -> SaleToPOIMessage {
        var header = message.header
        header.type = .response
        var answer = PaymentResponse()
        answer.response.result = .failure
        answer.response.errorCondition = condition
        answer.response.additionalResponse = FormFields([.init(name: "message", value: words)]).text
        if case .paymentRequest(let payment) = message.body { answer.saleData = payment.saleData }
        return SaleToPOIMessage(header: header, body: .paymentResponse(answer))
    }

    private static func failure(
        _ attempt: Attempt, _ exchange: TerminalExchange, _ words: String
    ) -> SaleToPOIMessage {
        let request = SaleToPOIMessage(header: exchange.header(of: attempt), body: .other("", .null))
        return failure(request, .unavailableService, words)
    }

    /// The answer that a status tells again.
    static func repeated(in message: SaleToPOIMessage, asked: MessageHeader) -> SaleToPOIMessage? {
        guard case .transactionStatusResponse(let told) = message.body,
            case .repeated(let repeated) = StatusReading(told, asked: asked)
        else { return nil }
        var header = repeated.header
        header.type = .response
        let body: MessageBody? =
            repeated.body.payment.map { .paymentResponse($0) } ?? repeated.body.reversal.map { .reversalResponse($0) }
            ?? repeated.body.storedValue.map { .storedValueResponse($0) }
        return body.map { SaleToPOIMessage(header: header, body: $0) }
    }

    /// A message as it may be kept.
    static func kept(_ message: SaleToPOIMessage) -> [UInt8] {
        JSONWriter.bytes(of: CardDataMask.masking(message.node))
    }
}
