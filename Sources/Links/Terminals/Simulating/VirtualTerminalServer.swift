// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Foundation
public import Nexo
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Lets a virtual terminal be reached over HTTP, with TLS or without, and be played with on loopback.
///
///     tills ─ HTTPS, /nexo ─▶ ┌──────────────────┐ ◀─ HTTP, 127.0.0.1 ─ POST /fault/lost-answer · GET /charges
///                             │ virtual terminal │
///                             └──────────────────┘
public final class VirtualTerminalServer<Terminal: VirtualTerminal>: Sendable {
    private let stage: TerminalStage<Terminal>
    private let server: MessageServer
    private let clock: RepeatedTask
    private let control: (any NIOCore.Channel)?
    public var port: Int { server.port }
    /// Port of the control; 0 without one.
    public var controlPort: Int { control?.localAddress?.port ?? 0 }

    /// - Parameters:
    ///   - certificate: nil for HTTP without TLS.
    ///   - control: HTTP on this port of 127.0.0.1; nil for none, 0 for any.
    ///   - notices: address that its events are sent to; nil for none.
    ///   - answer: acts on the terminal for one control request, with the events it told so far; nil is 404.
    public static func start(
        _ terminal: Terminal, host: String = "127.0.0.1", port: Int, certificate: OwnCertificate? = nil,
        control: Int? = nil, notices: String? = nil,
        answer: @escaping @Sendable (ControlRequest, inout Terminal, [[UInt8]]) -> ControlAnswer? = { _, _, _ in nil }
    ) async throws(TerminalSetupError) -> VirtualTerminalServer {
        let listener = try notices.map { address throws(TerminalSetupError) in
            try NexoClient(TerminalSettings(address: address, poiID: "", saleID: ""))
        }
        let stage = TerminalStage(terminal, listener)
        let server = try await MessageServer.start(host: host, port: port, certificate: certificate) {
            stage.hear($0)
        }
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        do {
            let channel = try await control.map { control in
                ServerBootstrap(group: loop)
                    .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                    .childChannelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHandler(
                                ControlHandler { request in stage.control(request, answer) })
                        }
                    }
                    .bind(host: "127.0.0.1", port: control)
            }?.get()
            let clock = loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(10)) { _ in
                stage.turn()
            }
            return VirtualTerminalServer(stage, server, clock, channel)
        } catch {
            await server.stop()
            throw .port("127.0.0.1:\(control ?? 0): \(error)")
        }
    }

    private init(
        _ stage: TerminalStage<Terminal>, _ server: MessageServer,
        _ clock: RepeatedTask, _ control: (any NIOCore.Channel)?
    ) {
        self.stage = stage
        self.server = server
        self.clock = clock
        self.control = control
    }

    /// Looks at the terminal, or does something to it.
    public func with<Answer: Sendable>(_ body: (inout Terminal) -> Answer) -> Answer { stage.with(body) }

    /// Events that nobody asked for, oldest first; at most the last 1,000.
    public var events: [[UInt8]] { stage.events }

    public func stop() async {
        clock.cancel()
        try? await control?.close().get()
        await server.stop()
    }
}

/// The terminal and the requests that wait for its words.
private final class TerminalStage<Terminal: VirtualTerminal>: Sendable {
    private struct Content: Sendable {
        var terminal: Terminal
        var waiting: [Int: MessageReplier] = [:]
        var events: [[UInt8]] = []
    }

    private let content: Mutex<Content>
    private static var eventLimit: Int { 1_000 }

    /// Where its events go, like those of a terminal whose notifications are set up.
    private let listener: NexoClient?

    init(_ terminal: Terminal, _ listener: NexoClient?) {
        content = Mutex(Content(terminal: terminal))
        self.listener = listener
    }

    var events: [[UInt8]] { content.withLock { $0.events } }

    private static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }

    func hear(_ request: MessageRequest) {
        settle {
            $0.waiting[request.number] = request.replier
            $0.terminal.receive(request.body, on: request.number)
        }
    }

    func turn() { settle { _ in } }

    func with<Answer: Sendable>(_ body: (inout Terminal) -> Answer) -> Answer { settle { body(&$0.terminal) } }

    func control(
        _ request: ControlRequest, _ answer: (ControlRequest, inout Terminal, [[UInt8]]) -> ControlAnswer?
    ) -> ControlAnswer? {
        settle { answer(request, &$0.terminal, $0.events) }
    }

    /// Lets the terminal's clock go on, does something to it, and says what it says.
    private func settle<Answer>(_ body: (inout Content) -> sending Answer) -> Answer {
        let (answer, replies, news) = content.withLock { content in
            content.terminal.advance(to: Self.now)
            let answer = body(&content)
            var replies: [(MessageReplier, MessageReplier.Reply)] = []
            var news: [[UInt8]] = []
            for word in content.terminal.takeWords() {
                if case .event(let bytes) = word.deed {
                    news.append(bytes)
                    content.events = content.events.suffix(Self.eventLimit - 1) + [bytes]
                } else if let replier = content.waiting.removeValue(forKey: word.connection) {
                    replies.append((replier, word.reply))
                }
            }
            return (answer, replies, news)
        }
        for (replier, reply) in replies { Task { await replier.reply(reply) } }
        if let listener, !news.isEmpty {
            Task { for one in news { _ = await listener.exchange(one, within: 5_000) } }
        }
        return answer
    }
}

extension TerminalWord {
    fileprivate var reply: MessageReplier.Reply {
        switch deed {
        case .answer(let bytes): .answer(bytes)
        case .refuse(let status): .answer([], status: status)
        case .answerTwice(let bytes): .answerTwice(bytes)
        case .answerInPart(let bytes, let count): .answerInPart(bytes, count: count)
        case .hangUp, .event: .hangUp
        }
    }
}
