// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Acquirers
public import Attempts
internal import Charges
public import ISO8583
internal import NIOCore
internal import NIOPosix
public import Tender

/// The link to one acquirer: one connection for all of its terminals, answers told apart by type, terminal and trace.
///
///     perform(send) ─▶ message ─▶ connected? ─▶ signed in? ─▶ sealed ─▶ │ host │
///                                     │ no, and not a byte went: notSent │      │
///         answered · lost(…) ◀─ read ◀─ type · 41 · 11 ◀─────────────── │      │
///                                └ nobody waits: sink of late answers ◀─ │      │
///
/// The link keeps nothing that matters. In memory alone, and only while an exchange is not over, it has the card of
/// that exchange, for its reversal (decision 0015).
public actor AcquirerLink: PaymentLink {
    public nonisolated let ability = LinkAbility.acquirer
    public nonisolated let profile: AcquirerProfile
    nonisolated let address: ListenAddress
    nonisolated let terminals: [TerminalID: AcquirerTerminal]
    nonisolated let keys: any KeyStore
    nonisolated let nextTrace: @Sendable (TerminalID) async -> VoucherNumber?
    nonisolated let now: @Sendable () -> Instant
    nonisolated let late: @Sendable (LateAnswer) async -> Void
    nonisolated let group: any EventLoopGroup

    var wire: AcquirerWire?
    var connecting: Task<AcquirerWire?, Never>?
    var sessions: [TerminalID: HostSession] = [:]
    var signingIn: [TerminalID: Task<SignInResult, Never>] = [:]
    var waiting: [ExchangeKey: Waiter] = [:]
    var remembered = Remembered<ExchangeKey, SentRequest>(limit: 4_096)
    private var cards = Remembered<AttemptID, HeldCard>(limit: 1_024)
    /// Messages without an answer since anything was last heard.
    var silences = 0
    var lastWaiter = 0
    var isStopped = false

    /// - Parameters:
    ///   - nextTrace: a trace number of a terminal that was not used yet, for messages that move no money; nil where
    ///     none can be had.
    ///   - late: takes answers that nobody waits for any more; an answer is handed over once.
    public init(
        _ profile: AcquirerProfile, _ address: ListenAddress, terminals: [AcquirerTerminal], keys: any KeyStore,
        nextTrace: @escaping @Sendable (TerminalID) async -> VoucherNumber?,
        now: @escaping @Sendable () -> Instant, late: @escaping @Sendable (LateAnswer) async -> Void
    ) {
        self.profile = profile
        self.address = address
        self.terminals = Dictionary(terminals.map { ($0.terminal, $0) }) { first, _ in first }
        self.keys = keys
        self.nextTrace = nextTrace
        self.now = now
        self.late = late
        group = MultiThreadedEventLoopGroup.singleton
    }

    /// Closes the connection; whoever waits is told that it was cut.
    public func stop() {
        isStopped = true
        wire?.close()
        wire = nil
        failAll(.cut)
    }

    public nonisolated func note(of input: PaymentInput) -> String { AcquirerNote(input).text }

    public func isReachable() async -> Bool { await connected() != nil }

    func exchange(for terminal: TerminalID) throws(ExchangeProblem) -> AcquirerExchange {
        guard let known = terminals[terminal] else { throw .terminal(terminal.text) }
        return AcquirerExchange(profile, terminal: terminal, merchant: known.merchant)
    }

    // MARK: - Performing

    public func perform(
        _ work: Duty.Work, of attempt: Attempt, original: Attempt?, input: PaymentInput
    ) async -> LinkReport {
        switch work {
        // Nobody can be asked here (`ability`), and a request is never sent twice by mistake.
        case .ask: return LinkReport(.stillOpen)
        case .giveUpWaiting: return LinkReport(.lost(.timeout))
        case .send, .reverse, .repeatMessage: break
        }
        let patience = max(attempt.policy.answerWithin - 200, 50)
        let deadline = ContinuousClock.now.advanced(by: .milliseconds(patience))
        let oldest = ContinuousClock.now - Self.cardLife
        cards.dropOldest { $0.since < oldest }
        if case .card(let card) = input, work == .send { cards[attempt.id] = HeldCard(card: card, since: .now) }
        let message: Message
        do throws(ExchangeProblem) {
            message = try self.message(work, attempt, original)
        } catch {
            cards[attempt.id] = nil
            return unsent(work, error.words, isForGood: true)
        }
        let terminal = attempt.request.terminal
        switch await ready(terminal, batch: attempt.request.batch) {
        case .refused(let words): return finish(attempt, unsent(work, words, isForGood: false))
        case .ready(let wire):
            let sent = SentRequest(attempt.id, message, attempt.request.amount, isRepeat: work == .repeatMessage)
            let outcome = await ask(message, terminal, on: wire, until: deadline, remembering: sent)
            return finish(attempt, await report(outcome, work, message, attempt))
        }
    }

    private func message(
        _ work: Duty.Work, _ attempt: Attempt, _ original: Attempt?
    ) throws(ExchangeProblem) -> Message {
        let exchange = try exchange(for: attempt.request.terminal)
        let card = cards[attempt.id]?.card
        return switch work {
        case .reverse:
            // The count of this try is in the attempt already.
            try exchange.reversal(attempt, original: original, card: card, isRepeat: attempt.remedies > 1)
        case .repeatMessage: try exchange.repetition(attempt, original: original, card: card)
        case .send, .ask, .giveUpWaiting: try exchange.request(attempt, original: original, card: card)
        }
    }

    /// How long the card of an exchange whose end was told elsewhere stays in memory.
    private static let cardLife = Duration.seconds(3_600)

    /// Nothing went out.
    private func unsent(_ work: Duty.Work, _ words: Bilingual, isForGood: Bool) -> LinkReport {
        switch work {
        case .send: LinkReport(.notSent, words: words.both)
        // Somebody must look: the next try would say the same.
        case .reverse where isForGood: LinkReport(.reversalRefused(words.both), words: words.both)
        default: LinkReport(.lost(.cut), words: words.both)
        }
    }

    private func report(
        _ outcome: Outcome, _ work: Duty.Work, _ message: Message, _ attempt: Attempt
    ) async -> LinkReport {
        switch outcome {
        case .silence: return LinkReport(.lost(.timeout))
        case .cut: return LinkReport(.lost(.cut))
        case .notWritten:
            return unsent(work, Self.unreachable(address), isForGood: false)
        case .unsealed(let words): return unsent(work, words, isForGood: false)
        case .unreadable(let words): return LinkReport(.lost(.unreadable), words: words)
        case .reply(let reply, let isAuthentic):
            let reading = ReplyReading(profile, request: message, asked: attempt.request.amount)
            return reading.report(reply, isAuthentic: isAuthentic, isRepeat: work == .repeatMessage)
        }
    }

    /// Forgets the card once nothing is left to reverse with it.
    private func finish(_ attempt: Attempt, _ report: LinkReport) -> LinkReport {
        switch report.kind {
        case .answered, .notSent, .reversalDone, .reversalNotFound: cards[attempt.id] = nil
        default: break
        }
        return report
    }
}
