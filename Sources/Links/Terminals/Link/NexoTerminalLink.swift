// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Foundation
public import Nexo
internal import Synchronization
public import Tender
public import Terminals

/// The way to one terminal that speaks nexo.
///
///     duty ─▶ TerminalExchange: what to say ─▶ TerminalWire: seal ─▶ NexoClient ─▶ open, read ─▶ report
///
/// It remembers nothing that matters: what to ask after a restart follows from the attempt.
public struct NexoTerminalLink: PaymentLink {
    public let ability = LinkAbility.terminal
    public let exchange: TerminalExchange
    let client: NexoClient
    let wire: TerminalWire
    /// What every intent keeps, so that questions survive changed settings.
    private let names: String
    private let numbers = ServiceNumbers()
    private let late: (@Sendable (LateAnswer) -> Void)?
    private let told: (@Sendable (EventNotification) -> Void)?

    /// How long anything but a payment is waited for.
    static let patience: Int64 = 10_000
    /// How long paper is waited for.
    static let printPatience: Int64 = 60_000

    /// - Parameters:
    ///   - late: takes answers that came after they were given up; they are reported from any thread.
    ///   - told: takes events that came where an answer was waited for, from any thread.
    /// - Throws: why the terminal cannot be spoken to; nothing was sent.
    public init(
        _ settings: TerminalSettings, late: (@Sendable (LateAnswer) -> Void)? = nil,
        told: (@Sendable (EventNotification) -> Void)? = nil
    ) throws(TerminalSetupError) {
        names = TerminalNote.names(saleID: settings.saleID, poiID: settings.poiID)
        exchange = TerminalExchange(saleID: settings.saleID, poiID: settings.poiID, paper: settings.paper)
        client = try NexoClient(settings)
        var ring = MessageKeyRing()
        for file in settings.keys { ring.add(try file.key()) }
        wire = TerminalWire(keys: settings.keys.isEmpty ? nil : ring, crypto: NexoCrypto()) { .nonce() }
        self.late = late
        self.told = told
    }

    public func note(of input: PaymentInput) -> String { names }

    public func perform(
        _ work: Duty.Work, of attempt: Attempt, original: Attempt?, input: PaymentInput
    ) async -> LinkReport {
        switch exchange.step(work, of: attempt, original: original) {
        case .report(let report): return report
        case .say(let question):
            let limit = max(1, attempt.policy.answerWithin - min(1_000, attempt.policy.answerWithin / 10))
            let isRequest = work == .send || work == .reverse
            if work == .send, case .message(let bytes) = input {
                return await forward(bytes, of: attempt, as: question, within: limit)
            }
            let answer = await say(question, within: isRequest ? limit : min(limit, Self.patience)) { bytes in
                lateAnswer(bytes, to: question, of: attempt)
            }
            return report(answer, to: question, of: attempt, isRequest: work == .send)
        }
    }

    /// Sends a till's own message as it came.
    private func forward(
        _ bytes: [UInt8], of attempt: Attempt, as question: SaleToPOIMessage, within limit: Int64
    ) async -> LinkReport {
        let reply = await client.exchange(bytes, within: limit) { late in
            lateAnswer(late, to: question, of: attempt)
        }
        switch reply {
        case .notSent(let why): return LinkReport(.notSent, words: why)
        case .lost(let lost, let why): return exchange.report(lost, words: why)
        case .answered(let bytes):
            do throws(TerminalWire.Refusal) {
                let answer = noticed(try wire.message(in: bytes))
                var report = exchange.report(answer, to: question, of: attempt)
                report.wire = bytes
                return report
            } catch {
                return exchange.report(error.loss, words: "\(error)")
            }
        }
    }

    /// Whether the terminal's port opens.
    public func isReachable() async -> Bool { await client.isReachable() }

    /// What came of one message.
    public enum Answer: Sendable, Hashable {
        /// Provably not a byte of it went out.
        case notSent(String)
        case answered(ForgivenMessage)
        /// An answer without a body: an abort was taken.
        case taken
        case lost(LostAnswer, String)
    }

    /// Says a message, and waits so long for its answer.
    ///
    /// - Parameter late: takes the bytes of an answer that came afterwards.
    public func say(
        _ message: SaleToPOIMessage, within milliseconds: Int64, late: (@Sendable ([UInt8]) -> Void)? = nil
    ) async -> Answer {
        let bytes: [UInt8]
        do throws(TerminalWire.Refusal) { bytes = try wire.bytes(of: message) } catch { return .notSent("\(error)") }
        switch await client.exchange(bytes, within: milliseconds, late: late) {
        case .notSent(let why): return .notSent(why)
        case .lost(let lost, let why): return .lost(lost, why)
        case .answered(let bytes):
            guard !bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }), bytes != Array("ok".utf8) else {
                return .taken
            }
            do throws(TerminalWire.Refusal) { return .answered(noticed(try wire.message(in: bytes))) } catch {
                return .lost(error.loss, "\(error)")
            }
        }
    }

    private func report(
        _ answer: Answer, to question: SaleToPOIMessage, of attempt: Attempt, isRequest: Bool
    ) -> LinkReport {
        switch answer {
        // Of a question that did not go out nothing is known of the money.
        case .notSent(let why):
            isRequest ? LinkReport(.notSent, words: why) : exchange.report(.connectionClosed, words: why)
        case .answered(let message): exchange.report(message, to: question, of: attempt)
        case .taken: exchange.report(.unreadable, words: "an answer without a message")
        case .lost(let lost, let why): exchange.report(lost, words: why)
        }
    }

    /// An event in the place of an answer is no answer, and yet says something of the terminal.
    private func noticed(_ answer: ForgivenMessage) -> ForgivenMessage {
        if case .eventNotification(let event) = answer.message.body { told?(event) }
        return answer
    }

    private func lateAnswer(_ bytes: [UInt8], to question: SaleToPOIMessage, of attempt: Attempt) {
        guard let late, let message = try? wire.message(in: bytes) else { return }
        late(LateAnswer(.attempt(attempt.id), exchange.report(message, to: question, of: attempt)))
    }
}

// MARK: - Beside payments

extension NexoTerminalLink {
    /// How the terminal is; nil where it cannot be reached or does not say.
    public func health(at now: Instant) async -> TerminalHealth? {
        let question = exchange.dialogue.diagnosis(hosts: true, serviceID: numbers.next())
        guard case .answered(let answer) = await say(question, within: Self.patience),
            question.header.isAnswered(by: answer.message.header),
            case .diagnosisResponse(let told) = answer.message.body
        else { return nil }
        return TerminalHealth(told, poiID: exchange.dialogue.poiID, at: now)
    }

    /// Prints on the terminal's own printer, and waits for the paper.
    public func print(_ content: OutputContent, as document: DocumentQualifier = .document) async -> TerminalPrint {
        let question = exchange.dialogue.print(content, as: document, serviceID: numbers.next())
        return switch await say(question, within: Self.printPatience) {
        case .answered(let answer): TerminalPrint(answer.message, to: question)
        case .notSent: .failed(.unavailableDevice)
        case .taken, .lost: .unknown
        }
    }

    /// Asks the terminal to give up what it does for an attempt. What became of the money its own answer says.
    ///
    /// - Returns: whether the terminal took the request to give up.
    public func abort(_ attempt: Attempt, reason: String) async -> Bool {
        switch await say(exchange.abort(attempt, reason: reason), within: Self.patience) {
        case .taken, .answered: true
        case .notSent, .lost: false
        }
    }

    /// A number for a message beside payments.
    public func nextServiceID() -> String { numbers.next() }
}

/// Numbers that no message of this process had before.
final class ServiceNumbers: Sendable {
    private let sequence = Mutex(ServiceIDSequence())

    func next() -> String {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        return sequence.withLock { $0.next(at: now) }
    }
}
