// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Acquirers
public import Attempts
public import Charges
internal import ISO8583
internal import Tender

/// Where a batch's close stands after an attempt at it.
public struct BatchCloseReport: Sendable, Hashable {
    /// Closed, or to be gone on with from its records.
    public let close: BatchClose
    /// Why it did not come to its end.
    public let problem: Bilingual?

    public init(close: BatchClose, problem: Bilingual?) {
        self.close = close
        self.problem = problem
    }
}

extension AcquirerLink {
    /// How often a message of a close goes out before the close is left for later.
    private static var tries: Int { 3 }

    /// Goes on with a batch's close from where it is, to its end or to the first thing that does not work.
    ///
    /// - Parameter record: makes an event durable; called before a message goes out and before the next one after its
    ///   answer. When it throws, nothing more goes out.
    public func closeBatch(
        _ close: BatchClose, record: @Sendable (BatchClose.Event) async throws -> Void
    ) async -> BatchCloseReport {
        var close = close
        do {
            while let work = close.work {
                if let problem = try await step(work, &close, record) {
                    return BatchCloseReport(close: close, problem: problem)
                }
            }
            return BatchCloseReport(close: close, problem: nil)
        } catch {
            let words = Bilingual(
                zh: "结算的进度没能记下：\(error)。已停在这里，稍后从这里继续。",
                en: "The close's progress could not be recorded: \(error). It stopped here and goes on from here.")
            return BatchCloseReport(close: close, problem: words)
        }
    }

    /// One message, as often as it takes; nil when its answer was recorded.
    private func step(
        _ work: BatchClose.Work, _ close: inout BatchClose, _ record: @Sendable (BatchClose.Event) async throws -> Void
    ) async throws -> Bilingual? {
        var problem = SessionProblem.silence.words
        for _ in 0..<Self.tries {
            if case .refused(let words) = await ready(close.terminal, batch: close.batch) { return words }
            let sending = BatchClose.Event.sent(now())
            try await record(sending)
            close.step(sending)
            switch await answer(work, close) {
            case .event(let event):
                try await record(event)
                close.step(event)
                return nil
            case .refused(let code):
                problem = code.words
                // The session was forgotten with that answer: signed in again, it may go.
                guard code.asksToSignIn || code.action == .retryLater || code.effect == .mayHaveMoved else {
                    return problem
                }
            case .unreadable(let words): problem = words
            }
        }
        return problem
    }

    private func answer(_ work: BatchClose.Work, _ close: BatchClose) async -> BatchReading {
        let exchange: AcquirerExchange
        do throws(ExchangeProblem) {
            exchange = try self.exchange(for: close.terminal)
            let isNeeded = try exchange.message(work, of: close, trace: "1", at: now()) != nil
            if !isNeeded { return .event(.ended) }
        } catch {
            return .unreadable(error.words)
        }
        let outcome = await session(close.terminal) { exchange, trace, time throws(ExchangeProblem) in
            guard let message = try exchange.message(work, of: close, trace: trace, at: time) else {
                throw .message("no message")
            }
            return message
        }
        switch outcome {
        case .success(let (request, reply)): return BatchReading(reply, to: request, of: work, profile)
        case .failure(let problem): return .unreadable(problem.words)
        }
    }
}
