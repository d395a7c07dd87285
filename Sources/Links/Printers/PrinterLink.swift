// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import Printing

/// The connection to one printer, on the station's thread.
final class PrinterLink {
    private let name: String
    private let address: ListenAddress
    private let loop: any EventLoop
    private var channel: (any NIOCore.Channel)?
    /// Counts connections, so that a late word of an old one is not taken for the new one's.
    private var generation = 0
    private var handed = 0
    private var acceptedCount = 0
    private var lastLook: Int64 = 0
    /// The other side answered that it knows of no such connection.
    var isReset = false

    init(_ name: String, _ address: ListenAddress, loop: any EventLoop) {
        self.name = name
        self.address = address
        self.loop = loop
    }

    /// Bytes are on their way whose arrival is not known yet.
    var isBusy: Bool { channel != nil && acceptedCount < handed }

    func connect(for core: StationCore) {
        generation += 1
        let mine = generation
        let bound = NIOLoopBound((core, self), eventLoop: loop)
        let name = name
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(.seconds(3))
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            // A dead printer is noticed within five seconds: two of silence, then three questions.
            .channelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPIDLE)), value: 2)
            .channelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPINTVL)), value: 1)
            .channelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPCNT)), value: 3)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let (core, link) = bound.value
                    try channel.pipeline.syncOperations.addHandler(PrinterHandler(core, link, name, mine))
                }
            }
        bootstrap.connect(host: address.host, port: address.port).whenFailure { _ in
            let (core, link) = bound.value
            link.lost(mine, core)
        }
    }

    func isCurrent(_ number: Int) -> Bool { number == generation }

    func came(_ channel: any NIOCore.Channel) {
        self.channel = channel
        (handed, acceptedCount) = (0, 0)
    }

    func lost(_ number: Int, _ core: StationCore) {
        guard number == generation else { return }
        generation += 1
        channel = nil
        core.take(.linkDown(printer: name, isReset: isReset))
        isReset = false
    }

    func send(_ bytes: [UInt8]) {
        guard let channel else { return }
        handed += bytes.count
        channel.writeAndFlush(channel.allocator.buffer(bytes: bytes), promise: nil)
    }

    func close() { channel?.close(promise: nil) }

    /// Asks the kernel what the printer's side has taken, and whether anybody is still there.
    func look(for core: StationCore, at steady: Int64) {
        guard let channel, let wire = Self.wire(of: channel) else { return }
        // What waits in our own buffers was not even given to the kernel: it is not writable then, or flushed soon.
        let unsent = wire.queued + Int(clamping: channel.syncBufferedCount)
        let accepted = max(0, handed - unsent)
        if accepted > acceptedCount {
            acceptedCount = accepted
            core.take(.accepted(printer: name, accepted))
        }
        if wire.isDead { channel.close(promise: nil) }
    }

    private struct Wire {
        /// Bytes in the kernel that the other side has not acknowledged.
        let queued: Int
        let isDead: Bool
    }

    private static func wire(of channel: any NIOCore.Channel) -> Wire? {
        let found: Wire?? = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(
            of: NIOBSDSocket.Handle.self
        ) { handle in
            var queued: Int32 = 0
            guard unsafe ioctl(handle, UInt(TIOCOUTQ), &queued) == 0 else { return nil }
            var info = tcp_info()
            var size = socklen_t(MemoryLayout<tcp_info>.size)
            guard unsafe getsockopt(handle, Int32(IPPROTO_TCP), TCP_INFO, &info, &size) == 0 else { return nil }
            // Questions go unanswered, and the last answer is long ago. A printer that has no room answers still.
            let isUnanswered = info.tcpi_retransmits > 0 || info.tcpi_probes > 1
            return Wire(queued: Int(queued), isDead: isUnanswered && info.tcpi_last_ack_recv > 4_000)
        }
        return found ?? nil
    }
}

extension NIOCore.Channel {
    /// Bytes this channel holds back because the kernel has no room.
    fileprivate var syncBufferedCount: Int64 {
        (try? syncOptions?.getOption(ChannelOptions.bufferedWritableBytes)).flatMap { $0 }.map(Int64.init) ?? 0
    }
}

/// Passes on what the printer says.
final class PrinterHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let core: StationCore
    private let link: PrinterLink
    private let name: String
    private let number: Int

    init(_ core: StationCore, _ link: PrinterLink, _ name: String, _ number: Int) {
        self.core = core
        self.link = link
        self.name = name
        self.number = number
    }

    func channelActive(context: ChannelHandlerContext) {
        guard link.isCurrent(number) else { return context.close(promise: nil) }
        link.came(context.channel)
        core.take(.linkUp(printer: name))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard link.isCurrent(number) else { return }
        let buffer = unwrapInboundIn(data)
        core.take(.printerSaid(printer: name, Array(buffer.readableBytesView)))
    }

    func channelInactive(context: ChannelHandlerContext) { link.lost(number, core) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? IOError, error.errnoCode == ECONNRESET, link.isCurrent(number) { link.isReset = true }
        context.close(promise: nil)
    }
}
