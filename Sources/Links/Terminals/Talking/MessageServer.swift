// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// A request as it came, and where its answer goes.
struct MessageRequest: Sendable {
    /// Names the request among all that came.
    let number: Int
    let body: [UInt8]
    let replier: MessageReplier
}

/// Answers one request, in whatever way.
struct MessageReplier: Sendable {
    fileprivate let channel: any NIOCore.Channel

    enum Reply: Sendable {
        case answer([UInt8], status: Int = 200)
        case answerTwice([UInt8])
        case answerInPart([UInt8], count: Int)
        case hangUp
    }

    /// - Returns: whether the whole answer was handed to the network while the other side was there.
    @discardableResult
    func reply(_ reply: Reply) async -> Bool {
        switch reply {
        case .answer(let body, let status): return await write(Self.text(body, status: status), thenClose: false)
        case .answerTwice(let body):
            let text = Self.text(body, status: 200)
            return await write(text + text, thenClose: true)
        case .answerInPart(let body, let count):
            let text = Self.text(body, status: 200)
            _ = await write(Array(text.dropLast(body.count)) + body.prefix(count), thenClose: true)
            return false
        case .hangUp:
            try? await channel.close().get()
            return false
        }
    }

    private func write(_ bytes: [UInt8], thenClose: Bool) async -> Bool {
        let wasThere = channel.isActive
        do { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get() } catch { return false }
        if thenClose { try? await channel.close().get() }
        return wasThere
    }

    private static func text(_ body: [UInt8], status: Int) -> [UInt8] {
        let status = HTTPResponseStatus(statusCode: status)
        let head = """
            HTTP/1.1 \(status.code) \(status.reasonPhrase)\r
            Content-Type: application/json; charset=utf-8\r
            Content-Length: \(body.count)\r
            \r

            """
        return Array(head.utf8) + body
    }
}

/// Takes messages over HTTP/1.1, with TLS or without. Answers are written as bytes, so that a simulated terminal can
/// also say half of one, or two.
final class MessageServer: Sendable {
    let port: Int
    private let connections: NIOLoopBound<Connections>
    private let listener: any NIOCore.Channel

    /// Bytes of a message.
    static let bodyLimit = 1 << 20
    /// Connections at the same time.
    static let connectionLimit = 256
    /// For how long a connection may be silent: a payment takes minutes.
    static let silence = TimeAmount.minutes(10)

    /// - Parameter hear: called for each message; answers through its replier, now or later.
    static func start(
        host: String, port: Int, certificate: OwnCertificate?, hear: @escaping @Sendable (MessageRequest) -> Void
    ) async throws(TerminalSetupError) -> MessageServer {
        let context = try certificate?.serverContext()
        // One thread of those that live as long as the process: an answer that comes after the end finds a closed
        // connection, never a thread that is gone.
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        do {
            let connections = try await loop.submit { NIOLoopBound(Connections(), eventLoop: loop) }.get()
            let listener = try await ServerBootstrap(group: loop)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
                        try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
                        try pipeline.addHandler(IdleStateHandler(allTimeout: silence))
                        try pipeline.addHandler(MessageHandler(connections.value, hear))
                    }
                }
                .bind(host: host, port: port).get()
            return MessageServer(connections, listener)
        } catch {
            throw .port("\(host):\(port): \(error)")
        }
    }

    private init(_ connections: NIOLoopBound<Connections>, _ listener: any NIOCore.Channel) {
        self.connections = connections
        self.listener = listener
        port = listener.localAddress?.port ?? 0
    }

    func stop() async {
        try? await listener.close().get()
        let connections = connections
        try? await listener.eventLoop.submit {
            for channel in connections.value.open.values { channel.close(promise: nil) }
        }.get()
    }
}

/// Connections and requests of one server, on its one thread.
private final class Connections {
    var open: [ObjectIdentifier: any NIOCore.Channel] = [:]
    var requests = 0
}

private final class MessageHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    private let connections: Connections
    private let hear: @Sendable (MessageRequest) -> Void
    private var body: [UInt8] = []
    private var isTooLong = false

    init(_ connections: Connections, _ hear: @escaping @Sendable (MessageRequest) -> Void) {
        self.connections = connections
        self.hear = hear
    }

    func channelActive(context: ChannelHandlerContext) {
        guard connections.open.count < MessageServer.connectionLimit else { return context.close(promise: nil) }
        connections.open[ObjectIdentifier(context.channel)] = context.channel
    }

    func channelInactive(context: ChannelHandlerContext) {
        connections.open[ObjectIdentifier(context.channel)] = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            body = []
            isTooLong = false
            if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
                context.writeAndFlush(NIOAny(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
            }
        case .body(let part):
            guard !isTooLong else { return }
            body += part.readableBytesView
            if body.count > MessageServer.bodyLimit {
                isTooLong = true
                body = []
                context.close(promise: nil)
            }
        case .end:
            guard !isTooLong else { return }
            connections.requests += 1
            let replier = MessageReplier(channel: context.channel)
            hear(MessageRequest(number: connections.requests, body: body, replier: replier))
            body = []
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
