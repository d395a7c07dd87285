// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Nexo
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
    /// For how long an answer is waited for before it counts as lost.
    public var policy = RecoveryPolicy.terminal
    /// Takes what the terminal tells without being asked.
    public var told: @Sendable (EventNotification) async -> Void = { _ in }

    public init(listen: ListenAddress, link: TerminalSettings, terminal: TerminalID) {
        self.listen = listen
        self.link = link
        self.terminal = terminal
    }
}

/// Stands between tills and a terminal: the till changes one address, and its payments are recorded and recovered.
///
///     till ─▶ read ─┬ payment ─▶ book ─┬ forward ─▶ lane of the terminal ─▶ end ─▶ answer as it came, or as it is kept
///                   │                  ├ follow ──────────────────────────▶ end of that attempt
///                   │                  └ refuse ──────────────────────────▶ Failure, Busy or NotAllowed, with words
///                   ├ TransactionStatus of a known payment ───────────────▶ its end, or Failure, InProgress
///                   ├ event of the terminal itself ──────────────────────▶ told, taken
///                   └ anything else ─▶ terminal ─▶ answer as it came
///
/// What the terminal and its till seal with a key that is not set here goes through unread and unrecorded.
public final class TerminalProxy: Sendable {
    let settings: TerminalProxySettings
    let book: any TerminalProxyBook
    let link: NexoTerminalLink
    let now: @Sendable () -> Instant
    private let newID: @Sendable () -> AttemptID?
    private let server: Mutex<MessageServer?>
    private let isStopped = Atomic(false)

    /// For how long a till is kept waiting once its answer is lost.
    static let tillPatience: Int64 = 60_000

    /// Starts to listen.
    ///
    /// - Parameters:
    ///   - newID: names a new attempt; never the same twice.
    public static func start(
        _ settings: TerminalProxySettings, book: any TerminalProxyBook, now: @escaping @Sendable () -> Instant,
        newID: @escaping @Sendable () -> AttemptID?
    ) async throws(TerminalSetupError) -> TerminalProxy {
        let proxy = TerminalProxy(
            settings, book: book, link: try NexoTerminalLink(settings.link), now: now, newID: newID)
        let server = try await MessageServer.start(
            host: settings.listen.host, port: settings.listen.port, certificate: settings.certificate
        ) { request in
            Task { await proxy.hear(request) }
        }
        proxy.server.withLock { $0 = server }
        return proxy
    }

    private init(
        _ settings: TerminalProxySettings, book: any TerminalProxyBook, link: NexoTerminalLink,
        now: @escaping @Sendable () -> Instant, newID: @escaping @Sendable () -> AttemptID?
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
        guard let message = try? link.wire.message(in: request.body).message else { return await pass(request, nil) }
        if case .eventNotification(let event) = message.body { return await take(event, message.header, request) }
        guard message.header.type == .request else { return await pass(request, nil) }
        switch message.body {
        case .paymentRequest: await pay(message, request)
        case .transactionStatusRequest(let asked): await tell(asked, message, request)
        default: await pass(request, message)
        }
    }

    private func pay(_ message: SaleToPOIMessage, _ request: MessageRequest) async {
        guard let id = newID() else { return _ = await reply(ProxyAnswer.refusal(.unrecorded, to: message), request) }
        guard let payment = ProxiedPayment(message, id: id, terminal: settings.terminal, at: now()) else {
            return _ = await reply(ProxyAnswer.refusal(.incomplete, to: message), request)
        }
        let admission: ProxyAdmission
        do { admission = try await book.admit(payment, message: request.body) } catch {
            return _ = await reply(ProxyAnswer.refusal(.unrecorded, to: message), request)
        }
        switch admission {
        case .forward(let attempt): await follow(attempt.id, message, request)
        case .follow(let id): await follow(id, message, request)
        case .refuse(let refusal): await reply(ProxyAnswer.refusal(refusal, to: message), request)
        }
    }

    /// Tells a till the end of an attempt as soon as that is known, or to ask again when its patience must be over.
    private func follow(_ id: AttemptID, _ message: SaleToPOIMessage, _ request: MessageRequest) async {
        var lostAt: Instant?
        while !isStopped.load(ordering: .relaxed) {
            guard let end = await book.end(of: id) else { break }
            let attempt = end.entry.attempt
            if attempt.state.isOver { return await hand(end, message, request) }
            if attempt.state != .sending, lostAt == nil { lostAt = now() }
            let until = (lostAt ?? now()).adding(milliseconds: Self.tillPatience)
            guard until > now(), attempt.trouble == nil else {
                return _ = await reply(ProxyAnswer.unknown(message), request)
            }
            await book.wait(for: id, Self.look)
        }
        // The server ends: what is not known is not said.
        await request.replier.reply(.hangUp)
    }

    /// Longest wait before a till's patience is counted again.
    private static let look = Duration.seconds(5)

    private func hand(_ end: ProxyEnd, _ message: SaleToPOIMessage, _ request: MessageRequest) async {
        let attempt = end.entry.attempt
        let isHanded: Bool
        // As it came, for the message that it answers; a later one gets what is kept under its own header.
        if let wire = end.wire, message.header.serviceID == attempt.request.voucher.text {
            isHanded = await request.replier.reply(.answer(wire))
        } else {
            isHanded = await reply(ProxyAnswer.end(end.entry, to: message), request)
        }
        if isHanded { await book.deliver(attempt.id) }
    }

    /// A till asks what became of a payment: what is known here is told here, whether the terminal hears or not.
    private func tell(
        _ asked: TransactionStatusRequest, _ message: SaleToPOIMessage, _ request: MessageRequest
    ) async {
        var header = message.header
        if let named = asked.reference?.serviceID { header.serviceID = named }
        header.saleID = asked.reference?.saleID ?? header.saleID
        header.poiID = asked.reference?.poiID ?? header.poiID
        guard let id = await book.id(of: header, at: settings.terminal), let end = await book.end(of: id) else {
            return await pass(request, message)
        }
        guard end.entry.attempt.state.isOver else { return _ = await reply(ProxyAnswer.unknown(message), request) }
        if await reply(ProxyAnswer.end(end.entry, to: message), request) { await book.deliver(id) }
    }

    /// An event comes the other way: from the terminal, whose notifications are sent here.
    private func take(_ event: EventNotification, _ header: MessageHeader, _ request: MessageRequest) async {
        guard header.poiID == settings.link.poiID else {
            return _ = await request.replier.reply(.answer([], status: 404))
        }
        await settings.told(event)
        await request.replier.reply(.answer([]))
    }

    // MARK: - Answering

    @discardableResult
    private func reply(_ message: SaleToPOIMessage, _ request: MessageRequest) async -> Bool {
        guard let bytes = try? link.wire.bytes(of: message) else {
            return await request.replier.reply(.hangUp)
        }
        return await request.replier.reply(.answer(bytes))
    }

    /// What is neither a payment nor read: as it comes.
    private func pass(_ request: MessageRequest, _ message: SaleToPOIMessage?) async {
        let patience = (message?.header.category.patience ?? 120) * 1_000 + 5_000
        switch await link.client.exchange(request.body, within: patience) {
        case .answered(let bytes): await request.replier.reply(.answer(bytes))
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
                case .transactionStatusResponse(let told) = answer.message.body,
                let repeated = ProxyAnswer.repeated(in: told, asked: message.header)
            {
                return repeated
            }
        }
        return nil
    }
}
