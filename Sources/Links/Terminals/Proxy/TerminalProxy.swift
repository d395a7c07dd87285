// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import JSON
internal import Nexo
internal import Synchronization
public import Tender
internal import Terminals

/// What a proxy before one terminal is told.
public struct TerminalProxySettings: Sendable {
    /// Where tills find it instead of the terminal.
    public var listen: ListenAddress
    /// What it shows to tills; nil for HTTP without TLS.
    public var certificate: OwnCertificate?
    /// The terminal behind it. `saleID` is not used: each till keeps its own name.
    public var link: TerminalSettings
    /// The shop's name of the terminal.
    public var terminal: TerminalID
    /// How long an answer is waited for, and how its fate is asked.
    public var policy = RecoveryPolicy.terminal

    public init(listen: ListenAddress, link: TerminalSettings, terminal: TerminalID) {
        self.listen = listen
        self.link = link
        self.terminal = terminal
    }
}

/// Stands between tills and a terminal: the till changes one address, and its payments are recorded and recovered.
///
///     till ─▶ read ─▶ payment? ─ no ───────────────────────────────▶ terminal ─▶ answer as it came
///                        │ yes
///                        └▶ book: forward ─▶ terminal ─┬ answer ────────────────▶ recorded, handed on as it came
///                                 │                    └ lost ─▶ TransactionStatus … ─▶ recorded, handed on anew
///                                 ├ wait, answer ───────────────────────────────▶ the answer of the same payment
///                                 └ refuse ─────────────────────────────────────▶ Failure, Busy
///
/// What the terminal and its till seal with a key that is not set here goes through unread and unrecovered.
public final class TerminalProxy: Sendable {
    let settings: TerminalProxySettings
    let book: any TerminalProxyBook
    let link: NexoTerminalLink
    let now: @Sendable () -> Instant
    private let newID: @Sendable () -> AttemptID
    private let server: Mutex<MessageServer?>
    let isStopped = Atomic(false)

    /// Starts to listen, and asks what became of payments that a former run left open.
    ///
    /// - Parameters:
    ///   - newID: names a new attempt; never the same twice.
    public static func start(
        _ settings: TerminalProxySettings, book: any TerminalProxyBook, now: @escaping @Sendable () -> Instant,
        newID: @escaping @Sendable () -> AttemptID
    ) async throws(TerminalSetupError) -> TerminalProxy {
        let proxy = TerminalProxy(
            settings, book: book, link: try NexoTerminalLink(settings.link), now: now, newID: newID)
        let server = try await MessageServer.start(
            host: settings.listen.host, port: settings.listen.port, certificate: settings.certificate
        ) { request in
            Task { await proxy.hear(request) }
        }
        proxy.server.withLock { $0 = server }
        for attempt in (try? await book.open()) ?? [] {
            Task { await proxy.resume(attempt) }
        }
        return proxy
    }

    private init(
        _ settings: TerminalProxySettings, book: any TerminalProxyBook, link: NexoTerminalLink,
        now: @escaping @Sendable () -> Instant, newID: @escaping @Sendable () -> AttemptID
    ) {
        self.settings = settings
        self.book = book
        self.link = link
        self.now = now
        self.newID = newID
        server = Mutex(nil)
    }

    /// Port on which tills are heard.
    public var port: Int { server.withLock { $0?.port ?? 0 } }

    public func stop() async {
        isStopped.store(true, ordering: .relaxed)
        let server = server.withLock { $0 }
        await server?.stop()
    }

    // MARK: - Messages

    private func hear(_ request: MessageRequest) async {
        guard let message = try? link.wire.message(in: request.body).message, message.header.type == .request else {
            await book.saw(request.body, from: .till, at: now())
            return await pass(request, nil)
        }
        await book.saw(Self.kept(message), from: .till, at: now())
        guard let payment = ProxiedPayment(message, id: newID(), terminal: settings.terminal, at: now()) else {
            return await pass(request, message)
        }
        let admission: ProxyAdmission
        do { admission = try await book.admit(payment) } catch {
            let words = "the proxy cannot record the payment; nothing was sent to the terminal"
            return _ = await reply(Self.failure(message, .unavailableService, words), request)
        }
        switch admission {
        case .forward(let attempt): await forward(request, message, attempt)
        case .wait(let id): await wait(for: id, request, message)
        case .answer(let id, let answer): await hand(answer, of: id, to: message, request)
        case .refuse:
            let words = "it is not known yet whether this sale was charged; do not charge again, ask in a moment"
            await reply(Self.failure(message, .busy, words), request)
        }
    }

    private func forward(_ request: MessageRequest, _ message: SaleToPOIMessage, _ attempt: Attempt) async {
        let reply = await link.client.exchange(request.body, within: settings.policy.answerWithin) { bytes in
            guard let late = try? self.link.wire.message(in: bytes) else { return }
            Task { _ = await self.note(late, to: message, of: attempt) }
        }
        switch reply {
        case .notSent(let why):
            let answer = Self.failure(message, .unavailableService, "nothing was charged: \(why)")
            _ = await note(LinkReport(.notSent, words: why), of: attempt, answer: Self.kept(answer))
            await hand(Self.kept(answer), of: attempt.id, to: message, request)
        case .answered(let bytes):
            guard let answer = try? link.wire.message(in: bytes), message.header.isAnswered(by: answer.message.header)
            else { return await recover(attempt, lost: .unreadable, message, request) }
            await book.saw(Self.kept(answer.message), from: .terminal, at: now())
            let after = await note(answer, to: message, of: attempt)
            let isHanded = await request.replier.reply(.answer(bytes))
            if after?.state.isOver == true {
                if isHanded { await book.deliver(attempt.id) }
            } else if let after {
                await recover(after, for: nil)
            }
        case .lost(let lost, _): await recover(attempt, lost: lost, message, request)
        }
    }

    /// What is neither a payment nor read: as it comes.
    private func pass(_ request: MessageRequest, _ message: SaleToPOIMessage?) async {
        let patience = (message?.header.category.patience ?? 120) * 1_000 + 5_000
        switch await link.client.exchange(request.body, within: patience) {
        case .answered(let bytes):
            let answer = try? link.wire.message(in: bytes)
            await book.saw(answer.map { Self.kept($0.message) } ?? bytes, from: .terminal, at: now())
            let isHanded = await request.replier.reply(.answer(bytes))
            // A till that asks for itself has the answer then.
            if isHanded, case .transactionStatusResponse(let told)? = answer?.message.body,
                let repeated = told.repeated, let id = await book.id(of: repeated.header)
            {
                await book.deliver(id)
            }
        case .notSent: await request.replier.reply(.answer([], status: 502))
        case .lost:
            guard let message, message.header.category.repetition == .afterStatus,
                let answer = await askAbout(message)
            else { return _ = await request.replier.reply(.hangUp) }
            await reply(answer, request)
        }
    }

    /// The lost answer to a message that moves money and is no payment of ours to follow: a reversal.
    private func askAbout(_ message: SaleToPOIMessage) async -> SaleToPOIMessage? {
        let dialogue = Dialogue(saleID: message.header.saleID, poiID: message.header.poiID)
        for pause in settings.policy.askAfter.prefix(6) {
            try? await Task.sleep(for: .milliseconds(pause))
            let question = dialogue.status(of: message.header, serviceID: link.nextServiceID())
            if case .answered(let answer) = await link.say(question, within: NexoTerminalLink.patience),
                question.header.isAnswered(by: answer.message.header),
                let repeated = Self.repeated(in: answer.message, asked: message.header)
            {
                return repeated
            }
        }
        return nil
    }
}
