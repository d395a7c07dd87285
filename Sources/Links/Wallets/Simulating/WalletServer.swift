// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
public import SimKit
public import Tender
public import Wallets

/// Lets a simulated wallet be reached over HTTP: WeChat Pay under `/v3/`, Alipay under `/gateway.do`, its control
/// under `/control/`. It is for this computer: plain HTTP, no limits but those of its memory.
public final class WalletServer: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let loop: any EventLoop
    private let stage: NIOLoopBound<WalletStage>
    private let listener: any NIOCore.Channel
    public let port: Int
    public var address: String { "http://127.0.0.1:\(port)" }

    /// Why it does not start.
    public struct Failure: Error, Sendable {
        public let words: Bilingual
    }

    /// - Parameter port: 0 for any.
    public static func start(
        _ keys: SimulatedWalletKeys, merchant: SimulatedMerchant = SimulatedMerchant(), host: String = "127.0.0.1",
        port: Int = 0, now: @escaping @Sendable () -> Instant
    ) async throws(Failure) -> WalletServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        do {
            let stage = try await loop.submit {
                NIOLoopBound(try WalletStage(keys, merchant, clock: now), eventLoop: loop)
            }.get()
            let listener = try await ServerBootstrap(group: loop)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                        try channel.pipeline.syncOperations.addHandler(WalletHandler(stage.value))
                    }
                }
                .bind(host: host, port: port).get()
            return WalletServer(group, loop, stage, listener)
        } catch {
            try? await group.shutdownGracefully()
            throw Failure(
                words: Bilingual(zh: "模拟钱包没有启动：\(error)", en: "The simulated wallet did not start: \(error)"))
        }
    }

    private init(
        _ group: MultiThreadedEventLoopGroup, _ loop: any EventLoop, _ stage: NIOLoopBound<WalletStage>,
        _ listener: any NIOCore.Channel
    ) {
        self.group = group
        self.loop = loop
        self.stage = stage
        self.listener = listener
        port = listener.localAddress?.port ?? 0
    }

    /// Looks at one wallet, or does something to it.
    public func with<Answer: Sendable>(
        _ wallet: WalletKind, _ body: @escaping @Sendable (inout SimulatedWallet) -> Answer
    ) async throws -> Answer {
        let stage = stage
        return try await loop.submit {
            wallet == .wechat ? body(&stage.value.weChat) : body(&stage.value.alipay)
        }.get()
    }

    /// Moves the wallets' clock on.
    public func advance(milliseconds: Int64) async throws {
        let stage = stage
        try await loop.submit { stage.value.ahead += max(0, milliseconds) }.get()
    }

    /// Notifications of what ended since they were last taken.
    public func takeNotices(isForged: Bool = false) async throws -> [SimulatedNotice] {
        let stage = stage
        return try await loop.submit { stage.value.notices(isForged: isForged) }.get()
    }

    public func stop() async {
        try? await listener.close().get()
        try? await group.shutdownGracefully()
    }
}

/// Collects a request and sends what the stage answers.
private final class WalletHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let stage: WalletStage
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    /// Most bytes of a request's body.
    private static let bodyLimit = 1 << 20

    init(_ stage: WalletStage) { self.stage = stage }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let buffer):
            body += buffer.readableBytesView
            if body.count > Self.bodyLimit { context.close(promise: nil) }
        case .end:
            guard let head else { return }
            let headers = head.headers.map { WalletHeader($0.name, $0.value) }
            let request = StageRequest(method: head.method.rawValue, target: head.uri, headers: headers, body: body)
            switch stage.answer(request) {
            case .silence: break
            case .cut: context.close(promise: nil)
            case .answer(let answer): send(answer, context)
            }
        }
    }

    private func send(_ answer: WalletAnswer, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
        let status = HTTPResponseStatus(statusCode: answer.status)
        if status.mayHaveResponseBody { headers.replaceOrAdd(name: "Content-Length", value: "\(answer.body.count)") }
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
        if status.mayHaveResponseBody, !answer.body.isEmpty {
            let buffer = context.channel.allocator.buffer(bytes: answer.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
