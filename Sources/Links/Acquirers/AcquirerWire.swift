// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
internal import ISO8583
internal import NIOCore
internal import NIOPosix

/// One connection to an acquirer's host: frames out, messages in, until it ends.
struct AcquirerWire: Sendable {
    private let channel: any NIOCore.Channel
    private let form: LengthForm
    /// Messages without their lengths; ends with the connection.
    let incoming: AsyncStream<[UInt8]>

    /// Messages that may wait to be read; a host that sends more unasked is cut off.
    private static let backlog = 1_024

    static func connect(
        _ address: ListenAddress, _ form: LengthForm, patience: Int64, on group: any EventLoopGroup
    ) async throws -> AcquirerWire {
        let (stream, continuation) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingOldest(backlog))
        let channel = try await ClientBootstrap(group: group)
            .connectTimeout(.milliseconds(patience))
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            // A dead line is noticed within half a minute: fifteen seconds of silence, then three questions.
            .channelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPIDLE)), value: 15)
            .channelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPINTVL)), value: 5)
            .channelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPCNT)), value: 3)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcquirerHandler(Framer(form), continuation))
                }
            }
            .connect(host: address.host, port: address.port).get()
        return AcquirerWire(channel: channel, form: form, incoming: stream)
    }

    var isOpen: Bool { channel.isActive }

    /// - Returns: nil when the bytes are on their way; false when provably none is, true when some may be.
    func send(_ message: [UInt8]) async -> Bool? {
        guard let frame = try? form.frame(message) else { return false }
        guard channel.isActive else { return false }
        do {
            try await channel.writeAndFlush(channel.allocator.buffer(bytes: frame)).get()
            return nil
        } catch {
            return true
        }
    }

    func close() { channel.close(promise: nil) }
}

/// Cuts what arrives into messages. A length that cannot be ends the connection: nobody knows where the next begins.
private final class AcquirerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var framer: Framer
    private let continuation: AsyncStream<[UInt8]>.Continuation

    init(_ framer: Framer, _ continuation: AsyncStream<[UInt8]>.Continuation) {
        self.framer = framer
        self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Array(unwrapInboundIn(data).readableBytesView)
        var isFull = false
        do throws(MessageError) {
            try framer.feed(bytes[...]) { message in
                // An empty message is a sign of life.
                guard !message.isEmpty else { return }
                if case .dropped = continuation.yield(Array(message)) { isFull = true }
            }
        } catch {
            context.close(promise: nil)
        }
        if isFull { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        try? framer.finish { _ = continuation.yield(Array($0)) }
        continuation.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
