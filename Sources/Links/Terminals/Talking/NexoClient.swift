// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import NIOTLS
internal import Nexo

/// What came of one message to a terminal.
enum NexoReply: Sendable, Hashable {
    /// Provably not a byte of the message went out.
    case notSent(String)
    /// May be empty: some requests have no answer of their own.
    case answered([UInt8])
    case lost(LostAnswer, String)
}

/// Sends messages to one terminal over HTTP, each on a connection of its own.
///
///     connect ─▶ TLS ─▶ certificate is the terminal's ─▶ │ first byte of the message │ ─▶ answer
///     └───────── anything wrong: not sent ────────────┘   └── anything wrong: lost ─────────┘
///
/// A connection of its own makes the line between the two sharp, which a pool of them cannot promise, and lets a status
/// be asked while a payment still waits.
struct NexoClient: Sendable {
    let place: TerminalPlace
    let trust: TerminalTrust?

    /// Bytes of an answer.
    static let answerLimit = 1 << 20
    /// For how long an answer is listened for after it was given up.
    static let lateLimit: Int64 = 900_000

    init(_ settings: TerminalSettings) throws(TerminalSetupError) {
        guard let place = TerminalPlace(settings.address) else { throw .address(settings.address) }
        self.place = place
        trust = place.isSecure ? try TerminalTrust(settings) : nil
    }

    /// Whether somebody listens there; nothing is said.
    func isReachable() async -> Bool {
        let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(3)).connect(host: place.host, port: place.port).get()
        try? await channel?.close().get()
        return channel != nil
    }

    /// Returns within `milliseconds`, whatever the other side does.
    ///
    /// - Parameter late: takes an answer that came after that.
    func exchange(
        _ message: [UInt8], within milliseconds: Int64, late: (@Sendable ([UInt8]) -> Void)? = nil
    ) async -> NexoReply {
        let group = MultiThreadedEventLoopGroup.singleton
        let loop = group.next()
        let promise = loop.makePromise(of: NexoReply.self)
        let (place, trust) = (place, trust)
        let call = NexoCall(message: message, place: place, patience: max(1, milliseconds), late: late)
        ClientBootstrap(group: loop)
            .connectTimeout(.milliseconds(min(max(1, milliseconds), 5_000)))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let trust {
                        try pipeline.addHandler(NIOSSLClientHandler(context: trust.context, serverHostname: nil))
                    }
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(NexoCallHandler(call, trust: trust, promise: promise))
                }
            }
            .connect(host: place.host, port: place.port)
            .whenFailure { promise.succeed(.notSent("\(place.host):\(place.port) is not reached: \($0)")) }
        return (try? await promise.futureResult.get()) ?? .lost(.connectionClosed, "")
    }
}

/// One message on its way.
struct NexoCall: Sendable {
    let message: [UInt8]
    let place: TerminalPlace
    let patience: Int64
    let late: (@Sendable ([UInt8]) -> Void)?
}

private final class NexoCallHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let call: NexoCall
    private let trust: TerminalTrust?
    private let promise: EventLoopPromise<NexoReply>
    private var isSent = false
    private var isOver = false
    private var isLate = false
    private var status = HTTPResponseStatus.ok
    private var body: [UInt8] = []

    init(_ call: NexoCall, trust: TerminalTrust?, promise: EventLoopPromise<NexoReply>) {
        self.call = call
        self.trust = trust
        self.promise = promise
    }

    func channelActive(context: ChannelHandlerContext) {
        wait(call.patience, context) { $0.giveUp($1) }
        if trust == nil { send(context) }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let trust, case .handshakeCompleted? = event as? TLSUserEvent {
            let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate()
            if let doubt = trust.doubt(of: certificate) { return finish(.notSent(doubt), context) }
            send(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func send(_ context: ChannelHandlerContext) {
        guard !isSent, !isOver else { return }
        isSent = true
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: call.place.path)
        let host = call.place.host.contains(":") ? "[\(call.place.host)]" : call.place.host
        head.headers.add(name: "Host", value: "\(host):\(call.place.port)")
        head.headers.add(name: "Content-Type", value: "application/json")
        head.headers.add(name: "Content-Length", value: String(call.message.count))
        head.headers.add(name: "Connection", value: "close")
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(
            wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: call.message)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): status = head.status
        case .body(let part):
            body += part.readableBytesView
            if body.count > NexoClient.answerLimit {
                body = []
                finish(.lost(.unreadable, "the answer is longer than \(NexoClient.answerLimit) bytes"), context)
            }
        case .end:
            guard (200..<300).contains(status.code) else {
                return finish(.lost(.transportError, "HTTP status \(status.code)"), context)
            }
            if isLate { call.late?(body) }
            finish(.answered(body), context)
        }
    }

    private func giveUp(_ context: ChannelHandlerContext) {
        guard !isOver else { return }
        guard isSent, call.late != nil else {
            let reply = isSent ? NexoReply.lost(.timeout, "no answer in time") : .notSent("no connection in time")
            return finish(reply, context)
        }
        isLate = true
        promise.succeed(.lost(.timeout, "no answer in time"))
        wait(NexoClient.lateLimit, context) { $0.finish(.lost(.timeout, ""), $1) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { fail("\(error)", context) }
    func channelInactive(context: ChannelHandlerContext) { fail("the connection ended", context) }

    private func fail(_ words: String, _ context: ChannelHandlerContext) {
        finish(isSent ? .lost(.connectionClosed, words) : .notSent(words), context)
    }

    private func finish(_ reply: NexoReply, _ context: ChannelHandlerContext) {
        guard !isOver else { return }
        isOver = true
        if !isLate { promise.succeed(reply) }
        context.close(promise: nil)
    }

    private func wait(
        _ milliseconds: Int64, _ context: ChannelHandlerContext,
        _ act: @escaping @Sendable (NexoCallHandler, ChannelHandlerContext) -> Void
    ) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) { act(bound.value.0, bound.value.1) }
    }
}
